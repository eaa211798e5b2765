'use client';
import { type ChangeEvent, type CompositionEvent, useEffect, useRef, useState } from 'react';

const WAIT_MS = 200;

/**
 * Text that is typed here and kept elsewhere, where it arrives a moment later: in the address, as a search mostly.
 * What is typed stands at once, is handed on `WAIT_MS` after the last key, and never while an input method composes.
 * Text that comes back is taken only when it was not sent from here, so nothing that was typed since is lost.
 */
export function useTyped(value: string, onChange: (text: string) => void, max = 64) {
  const [typed, setTyped] = useState(value);
  const sent = useRef<string[]>([]);
  const last = useRef(value);
  const composing = useRef(false);
  useEffect(() => {
    const own = sent.current.indexOf(value);
    if (own >= 0) {
      sent.current.splice(0, own + 1);
      return;
    }
    sent.current = [];
    last.current = value;
    setTyped(value);
  }, [value]);
  const send = (text: string) => {
    setTyped(text);
    if (text === last.current) return;
    last.current = text;
    sent.current.push(text);
    onChange(text);
  };
  const later = useRef(send);
  useEffect(() => {
    later.current = send;
  });
  useEffect(() => {
    if (typed === last.current || composing.current) return;
    const timer = setTimeout(() => later.current(typed), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const field = {
    value: typed,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value.slice(0, max)),
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
      composing.current = false;
      send(event.currentTarget.value.slice(0, max));
    },
  };
  return { typed, send, field };
}
