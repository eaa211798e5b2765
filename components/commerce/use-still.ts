'use client';
import { useSyncExternalStore } from 'react';

const QUERY = '(prefers-reduced-motion: reduce)';
const subscribe = (fn: () => void) => {
  const query = window.matchMedia(QUERY);
  query.addEventListener('change', fn);
  return () => query.removeEventListener('change', fn);
};

/** Whether the viewer's system asks for no motion. */
export function useStill(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => true,
  );
}
