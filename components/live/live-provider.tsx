'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { LiveClient, type LiveClientOptions } from './live-client.ts';
import { LiveContext, useLive } from './live-context.ts';

export { useLive } from './live-context.ts';

/**
 * Holds the page's live client: `fetchHistory` reads what lies before the ring, `from` is where the facts lane starts
 * (epoch and asOf of the lists that the server rendered). Options are read once.
 */
export function LiveProvider({ children, ...options }: LiveClientOptions & { children: ReactNode }): ReactNode {
  const [client] = useState(() => new LiveClient(options));
  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);
  return <LiveContext value={client}>{children}</LiveContext>;
}

/** Keeps these topics subscribed while the component is mounted. */
export function useTopics(keys: readonly string[]): void {
  const live = useLive();
  const text = [...keys].sort().join(' ');
  useEffect(() => live.showTopics(text === '' ? [] : text.split(' ')), [live, text]);
}
