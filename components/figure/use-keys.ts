'use client';
import { useEffect, useRef } from 'react';

/** Keys of a screen: name as KeyboardEvent.key says it, in lower case; `g x` for two in a row. */
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

const CHORD_MS = 1200;

/**
 * Binds single keys to the page while it is mounted. They are left alone in fields, with a modifier, while an input
 * method composes, and when something nearer has handled them.
 */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    let head: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (!isPlain(event)) return;
      const key = event.key.toLowerCase();
      const chord = head && event.timeStamp - head.at < CHORD_MS ? `${head.key} ${key}` : null;
      head = null;
      const action = (chord && current.current[chord]) || current.current[key];
      if (action) {
        event.preventDefault();
        action(event);
      } else if (Object.keys(current.current).some((name) => name.startsWith(`${key} `))) {
        head = { key, at: event.timeStamp };
      }
    };
    // Bubbling, so that an open drawer or the map takes its own keys first.
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isPlain(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key === 'Process') return false;
  // An open modal sheet has the keyboard, its own Esc included.
  if (document.querySelector('dialog[open]')) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest('textarea, select')) return false;
  return !(target instanceof HTMLInputElement) || target.type === 'radio' || target.type === 'checkbox';
}
