'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FigureQuery, FigureValue, RegionInfo } from '../../server/wire/figure.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { asError } from '../ui/fault.ts';
import { useConsole } from './console-context.tsx';
import { REFRESH_MS, useBatch } from './figure-batch.tsx';
import { useLiveChildren, useLiveParts } from './live-parts.ts';
import { queryKey } from './page-query.ts';
import { useHeld, usePictureNow } from './picture.tsx';
import { type LiveParts, type Shown, show } from './shown.ts';
import { useChildRegions } from './use-regions.ts';

export type Reading = { shown: Shown | null; loading: boolean; error: Error | null; retry: () => void };

/** One figure of the screen's batch with the live totals over it; null for a code that the dictionary lacks. */
export function useFigure(query: FigureQuery): Reading {
  const { indicator, isBelowReporting } = useConsole();
  const batch = useBatch();
  const now = usePictureNow();
  const base = batch.values.get(queryKey(query)) ?? null;
  const live = useLiveParts(query);
  const row = indicator(query.indicator);
  const shown = row && (base || live) ? show(row, base, live, query.span ? null : now, { below: isBelowReporting(query.region), vouched: false }) : null;
  const loading = batch.loading && !base;
  return useHeld({ shown, loading, error: base ? null : batch.error, retry: batch.retry });
}

export type ChildReading = { region: RegionInfo; shown: Shown };
export type Children = { rows: ChildReading[]; unlocated: FigureValue | null; loading: boolean; error: Error | null; retry: () => void };

/** The same figure of each direct child of the region, in tree order; what has no place comes apart. */
export function useChildren(query: FigureQuery, enabled = true): Children {
  const { indicator, root, isBelowReporting } = useConsole();
  const own = useBatch().values.get(queryKey(query)) ?? null;
  const regions = useChildRegions(query.region);
  const trpc = useTRPC();
  const now = usePictureNow();
  const past = query.span !== undefined;
  const answer = useQuery(trpc.figure.children.queryOptions({ query }, { refetchInterval: past ? false : REFRESH_MS, staleTime: 5_000, enabled }));
  const live = useLiveChildren(query);
  const row = indicator(query.indicator);
  const rows = useMemo(() => {
    if (!row || !answer.data) return [];
    // Where no place at this level was ever told apart, its silence says nothing.
    const toldApart = answer.data.some((f) => f.query.region !== query.region && f.state !== 'no_data' && f.state !== 'not_connected');
    const vouched = toldApart && query.region !== root.adcode && !past && (own?.state === 'fresh' || own?.state === 'late');
    const silentSince = new Map(own?.coverage?.silent.map((s) => [s.region, s.since]));
    const bases = new Map(answer.data.filter((f) => f.query.region !== query.region).map((f) => [f.query.region, f]));
    return regions.flatMap((info) => {
      const parts: LiveParts | null = live?.get(info.adcode) ?? null;
      const base = bases.get(info.adcode) ?? null;
      if (!base && !parts) return [];
      const shown = show(row, base, parts, past ? null : now, { below: isBelowReporting(info.adcode), vouched });
      const since = silentSince.get(info.adcode);
      // The same silence is told with the same time wherever it is told.
      return [{ region: info, shown: since ? { ...shown, eventAt: since } : shown }];
    });
  }, [row, answer.data, live, now, past, query.region, regions, root.adcode, own, isBelowReporting]);
  const unlocated = answer.data?.find((f) => f.query.region === query.region && f.records > 0) ?? null;
  return useHeld({
    rows,
    unlocated,
    loading: answer.isPending && enabled,
    error: answer.error && !answer.data ? asError(answer.error) : null,
    retry: () => void answer.refetch(),
  });
}
