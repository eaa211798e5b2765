'use client';
import { useEffect, useEffectEvent } from 'react';
import type { FlowsWanted } from '../../server/wire/live.ts';
import type { FlowChange } from './flow-lane.ts';
import { useLive } from './live-provider.tsx';

export type { FlowChange } from './flow-lane.ts';

/**
 * Shows flows while mounted, null none; a page shows one kind at a time. Calls `fn` with each frame, and with what makes the
 * cells worth reading: `joined` (at first, and whenever the connection comes back) and `lagged`. A frame of another `day`
 * than the cells that were read means the same.
 */
export function useFlows(want: FlowsWanted | null, fn: (change: FlowChange) => void): void {
  const { socket } = useLive();
  const told = useEffectEvent(fn);
  const { region, scope, status } = want ?? {};
  useEffect(() => {
    if (region === undefined || scope === undefined || status === undefined) return;
    return socket.flows.show({ region, scope, status }, (change) => told(change));
  }, [socket, region, scope, status]);
}
