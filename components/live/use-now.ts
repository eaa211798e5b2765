'use client';
import { useSyncExternalStore } from 'react';
import { useLive } from './live-context.ts';

const never = (): null => null;

/**
 * Server time, epoch milliseconds in whole seconds; null on the server and in the first render, where the viewer's
 * clock must not decide what is drawn. `every` (seconds) renders less often.
 */
export function useNow(every = 1): number | null {
  const { clock } = useLive();
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.read() / (every * 1000)) * every * 1000, never);
}
