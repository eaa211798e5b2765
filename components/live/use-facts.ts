'use client';
import { useEffect, useEffectEvent } from 'react';
import type { FactChange } from './fact-feed.ts';
import { useLive } from './live-provider.tsx';

/**
 * Calls `fn` for every visible change while mounted: apply an item only if its version is greater than the row's;
 * on `reset` read the list again.
 */
export function useFacts(fn: (change: FactChange) => void): void {
  const { socket } = useLive();
  const told = useEffectEvent(fn);
  useEffect(() => socket.feed.subscribe((change) => told(change)), [socket]);
}
