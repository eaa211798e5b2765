'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { DeskAdvice, DeskPresence, DeskTicket } from '../../server/wire/desk.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { useFacts } from '../live/use-facts.ts';

const FRESH_MS = 15_000;
const HERE_MS = 10_000;

export type OpenTicket = {
  ticket: DeskTicket | null;
  loading: boolean;
  error: unknown;
  reload: () => void;
};

/** The ticket that stands open; it is read again when something happened to it, and never blank in between. */
export function useTicket(id: number | null): OpenTicket {
  const trpc = useTRPC();
  const answer = useQuery(trpc.desk.ticket.queryOptions({ id: id ?? 0 }, { enabled: id !== null, staleTime: FRESH_MS }));
  const { refetch } = answer;
  const reload = useCallback(() => void refetch(), [refetch]);
  const version = answer.data?.row.version ?? 0;
  useFacts((change) => {
    if (id === null) return;
    const told = change.kind === 'reset' || change.items.some((item) => item.subject === 'case' && item.id === id && item.version > version);
    if (told) reload();
  });
  return { ticket: answer.data ?? null, loading: answer.isPending && id !== null, error: answer.isError ? answer.error : null, reload };
}

/** Suggestions for a ticket as it stands: units, class, place, duplicates. */
export function useAdvice(id: number | null, version: number): { advice: DeskAdvice | null; loading: boolean; error: unknown; reload: () => void } {
  const trpc = useTRPC();
  const answer = useQuery(trpc.desk.advice.queryOptions({ id: id ?? 0 }, { enabled: id !== null && version > 0, staleTime: FRESH_MS }));
  const { refetch } = answer;
  return {
    advice: answer.data ?? null,
    loading: answer.isPending && id !== null,
    error: answer.isError ? answer.error : null,
    reload: useCallback(() => void refetch(), [refetch]),
  };
}

/** Reads the tickets next to the open one ahead, so that walking shows them at once. */
export function useAhead(ids: readonly (number | null)[]): void {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const key = ids.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the ids
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const id of ids) {
        if (id === null) continue;
        void cache.prefetchQuery(trpc.desk.ticket.queryOptions({ id }, { staleTime: FRESH_MS }));
        void cache.prefetchQuery(trpc.desk.advice.queryOptions({ id }, { staleTime: FRESH_MS }));
      }
    }, 150);
    return () => clearTimeout(timer);
  }, [key, cache, trpc]);
}

/** Who else has the ticket open, while it is open here. */
export function usePresence(id: number | null, writing: boolean): DeskPresence[] {
  const client = useTRPCClient();
  const key = ['desk', 'here', id, writing] as const;
  const answer = useQuery({
    queryKey: key,
    queryFn: () => client.desk.here.mutate({ id: id ?? 0, writing }),
    enabled: id !== null,
    refetchInterval: HERE_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return answer.data ?? [];
}
