'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { useLive } from './live-provider.tsx';
import type { Connection } from './socket.ts';

const CONNECTING: Connection = { state: 'connecting', lastAt: null, code: null, attempts: 0, missed: 0 };

/** State of the live connection; renders only when it changes. */
export function useConnection(): Connection {
  const { socket } = useLive();
  const subscribe = useCallback((fn: () => void) => socket.subscribe(fn), [socket]);
  return useSyncExternalStore(
    subscribe,
    () => socket.connection,
    () => CONNECTING,
  );
}
