'use client';
import { useEffect, useRef } from 'react';
import { useFacts } from './use-facts.ts';

/** Many facts at once are read once. */
const SOONEST_MS = 400;

/** Reads again soon after the facts lane told of a subject. Who has no lane of facts reads again at intervals of his own. */
export function useToldAgain(subject: string, refetch: () => unknown, soonestMs = SOONEST_MS): void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useFacts((change) => {
    if (change.kind !== 'reset' && !change.items.some((item) => item.subject === subject)) return;
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void refetch();
    }, soonestMs);
  });
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
}
