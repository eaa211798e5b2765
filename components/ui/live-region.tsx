'use client';
import { useEffect, useRef, useState } from 'react';
import { speechDelay } from './speech.ts';

/**
 * Speaks the newest message at most once in `gapMs` (5 s): messages that come between are replaced by the last one.
 * Render it once a page and change `message`; an empty message says nothing.
 */
export function LiveRegion({ message, gapMs = 5000, assertive = false }: { message: string; gapMs?: number; assertive?: boolean }) {
  const [spoken, setSpoken] = useState('');
  const lastAt = useRef<number | null>(null);
  useEffect(() => {
    if (message === '') return;
    const timer = setTimeout(
      () => {
        lastAt.current = performance.now();
        setSpoken(message);
      },
      speechDelay(lastAt.current, performance.now(), gapMs),
    );
    return () => clearTimeout(timer);
  }, [message, gapMs]);
  return (
    <div className="tg-vh" role={assertive ? 'alert' : 'status'} aria-live={assertive ? 'assertive' : 'polite'}>
      {spoken}
    </div>
  );
}
