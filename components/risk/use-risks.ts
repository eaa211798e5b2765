'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { RiskFilter, RiskRow } from '../../server/wire/risk.ts';
import type { ActDoor } from '../desk/use-act.ts';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { useFacts } from '../live/use-facts.ts';
import { useToldAgain } from '../live/use-told-again.ts';
import { useLocale } from '../ui/locale.tsx';
import { riskWords } from './messages.ts';
import { parseRiskUrl, type RiskUrl, writeRiskUrl } from './risk-url.ts';

const REFRESH_MS = 60_000;
const FRESH_MS = 15_000;
const PAGE = 50;

export function useRiskWords() {
  return riskWords[useLocale().locale];
}

/** The page's own state in its address, and its setter. */
export function useRiskUrl(): [RiskUrl, SetAddress<RiskUrl>] {
  return useAddress(parseRiskUrl, writeRiskUrl);
}

/** One list of risks with the counts of all; read again when the facts lane tells of one. */
export function useRisks(filter: RiskFilter) {
  const trpc = useTRPC();
  const answer = useInfiniteQuery(
    trpc.risk.list.infiniteQueryOptions(
      { ...filter, limit: PAGE },
      { getNextPageParam: (last) => last.next ?? undefined, placeholderData: keepPreviousData, refetchInterval: REFRESH_MS, staleTime: 0 },
    ),
  );
  const { refetch } = answer;
  useToldAgain(
    'risk',
    useCallback(() => refetch(), [refetch]),
  );
  const pages = answer.data?.pages;
  // A row that moved between two pages while they were read stands once.
  const rows = useMemo(() => [...new Map(pages?.flatMap((p) => p.rows).map((r) => [r.id, r])).values()], [pages]);
  return { answer, rows, counts: pages?.[0]?.counts ?? null, run: pages?.[0]?.run ?? null, zones: pages?.[0]?.zones ?? [] };
}

/** Counts by head and the gravest findings; `on`: whether the reader may. */
export function useRiskSummary(region: string, on: boolean) {
  const trpc = useTRPC();
  const answer = useQuery(trpc.risk.summary.queryOptions({ region }, { enabled: on, placeholderData: keepPreviousData, refetchInterval: REFRESH_MS }));
  const { refetch } = answer;
  useToldAgain(
    'risk',
    useCallback(() => (on ? refetch() : null), [on, refetch]),
  );
  return answer;
}

/** The risk that stands open; read again when something happened to it, and never blank in between. */
export function useRisk(id: number | null) {
  const trpc = useTRPC();
  const answer = useQuery(trpc.risk.get.queryOptions({ id: id ?? 0 }, { enabled: id !== null, staleTime: FRESH_MS }));
  const { refetch } = answer;
  const reload = useCallback(() => void refetch(), [refetch]);
  const version = answer.data?.row.version ?? 0;
  useFacts((change) => {
    if (id === null) return;
    const told = change.kind === 'reset' || change.items.some((i) => i.subject === 'risk' && i.id === id && i.version > version);
    if (told) reload();
  });
  return { one: id === null ? null : (answer.data ?? null), error: answer.isError && id !== null ? answer.error : null, reload };
}

/** The door of risks: nothing is taken back there. */
export function useRiskDoor(): ActDoor<RiskRow> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMemo(
    () => ({
      act: (given) => client.risk.act.mutate(given),
      undo: null,
      forget: (id) => {
        // An answer still on its way may be of before the command, and would count as fresh.
        const held = trpc.risk.get.queryFilter({ id });
        void cache.cancelQueries(held).then(() => cache.invalidateQueries(held));
        void cache.invalidateQueries(trpc.risk.list.infiniteQueryFilter());
      },
    }),
    [client, trpc, cache],
  );
}
