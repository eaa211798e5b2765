'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ReviewRow, ReviewView } from '../../server/wire/reviews.ts';
import type { ActDoor } from '../desk/use-act.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { useFacts } from '../live/use-facts.ts';
import { useRectificationsToldAgain } from './attention.tsx';

const REFRESH_MS = 60_000;
const FRESH_MS = 15_000;
const PAGE = 50;

/** One list of rectifications with the counts of all; read again when the facts lane tells of one. */
export function useRectifications(region: string, view: ReviewView, item: string | null) {
  const trpc = useTRPC();
  const input = { region, view, ...(item ? { item } : {}), limit: PAGE };
  const answer = useInfiniteQuery(
    trpc.reviews.list.infiniteQueryOptions(input, {
      getNextPageParam: (last) => last.next ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
      staleTime: 0,
    }),
  );
  const { refetch } = answer;
  useRectificationsToldAgain(useCallback(() => refetch(), [refetch]));
  const pages = answer.data?.pages;
  // A row that moved between two pages while they were read stands once.
  const rows = useMemo(() => [...new Map(pages?.flatMap((p) => p.rows).map((r) => [r.id, r])).values()], [pages]);
  return { answer, rows, counts: pages?.[0]?.counts ?? null };
}

/** The rectification that stands open; read again when something happened to it, and never blank in between. */
export function useRectification(id: number | null) {
  const trpc = useTRPC();
  const answer = useQuery(trpc.reviews.get.queryOptions({ id: id ?? 0 }, { enabled: id !== null, staleTime: FRESH_MS }));
  const { refetch } = answer;
  const reload = useCallback(() => void refetch(), [refetch]);
  const version = answer.data?.row.version ?? 0;
  useFacts((change) => {
    if (id === null) return;
    const told = change.kind === 'reset' || change.items.some((i) => i.subject === 'rectification' && i.id === id && i.version > version);
    if (told) reload();
  });
  return { one: id === null ? null : (answer.data ?? null), error: answer.isError && id !== null ? answer.error : null, reload };
}

/** The door of rectifications: nothing is taken back there. */
export function useReviewDoor(): ActDoor<ReviewRow> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMemo(
    () => ({
      act: (given) => client.reviews.act.mutate(given),
      undo: null,
      forget: (id) => {
        // An answer still on its way may be of before the command, and would count as fresh.
        const held = trpc.reviews.get.queryFilter({ id });
        void cache.cancelQueries(held).then(() => cache.invalidateQueries(held));
        void cache.invalidateQueries(trpc.reviews.list.infiniteQueryFilter());
      },
    }),
    [client, trpc, cache],
  );
}
