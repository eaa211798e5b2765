'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { RevealedCaller } from '../../server/wire/person.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { useNow } from '../live/use-now.ts';

/** How soon a grant or a session that has ended takes the clear fields off the screen. */
const CHECK_MS = 4_000;

export type Reveal = {
  clear: RevealedCaller | null;
  /** Milliseconds until it is masked again. */
  left: number;
  /** Why it is masked although it was not asked for. */
  ended: boolean;
  error: unknown;
  busy: boolean;
  reveal: (reason: string | null) => Promise<boolean>;
  mask: () => void;
};

/**
 * One caller in clear: kept in this component alone, in no cache, and dropped with the time, the grant, the session, the
 * button, or the drawer.
 */
export function useReveal(ticket: number): Reveal {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const now = useNow();
  const [clear, setClear] = useState<RevealedCaller | null>(null);
  const [ended, setEnded] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const left = clear && now !== null ? clear.until - now : 0;

  const check = useQuery(
    trpc.person.window.queryOptions(
      { ticket },
      { enabled: clear !== null, refetchInterval: CHECK_MS, refetchIntervalInBackground: true, gcTime: 0, staleTime: 0, retry: false },
    ),
  );
  const code = (check.error as { data?: { code?: string } | null } | null)?.data?.code;
  const refused = code === 'UNAUTHORIZED' || code === 'FORBIDDEN';
  const over = clear !== null && ((now !== null && now >= clear.until) || refused || (check.data === null && check.dataUpdatedAt > 0 && !check.isFetching));
  useEffect(() => {
    if (!over) return;
    setClear(null);
    setEnded(true);
  }, [over]);

  const reveal = useCallback(
    async (reason: string | null) => {
      setBusy(true);
      setError(null);
      setEnded(false);
      try {
        setClear(await client.person.unmask.mutate({ ticket, reason }));
        return true;
      } catch (fault) {
        setError(fault);
        return false;
      } finally {
        setBusy(false);
      }
    },
    [client, ticket],
  );
  const mask = useCallback(() => {
    setClear(null);
    void client.person.remask.mutate({ ticket }).catch((fault: unknown) => setError(fault));
  }, [client, ticket]);
  return { clear, left, ended, error, busy, reveal, mask };
}
