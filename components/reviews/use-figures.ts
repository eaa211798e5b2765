'use client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FigureQuery, FigureValue } from '../../server/wire/figure.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useDimensionText } from '../figure/dimension-text.ts';
import type { CardRef } from '../figure/url-state.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { type Cell, type DimensionRow, figureKey, joinRows, MEASURES, type Measure, measuresBy } from './figure-rows.ts';
import type { ReviewsBy } from './reviews-url.ts';
import type { ReviewsPlace } from './use-reviews-url.ts';

const REFRESH_MS = 30_000;
const MOST_ROWS = 50;
export const LEVELS = [5, 4, 3, 2, 1] as const;

/** Figures of the head of the page, by code and level. */
const CODES = [...Object.values(MEASURES), 'review.count', 'review.defaulted', 'review.orders', 'review.published-count', 'review.published-score'] as const;

/** All figures that the page says of the whole region, in one call. */
export function useHeadFigures({ region, span }: ReviewsPlace) {
  const trpc = useTRPC();
  const { indicator } = useConsole();
  const queries = useMemo(() => {
    const known = CODES.filter((code) => indicator(code) !== null);
    const keepsLevels = indicator('review.count')?.keeps.some((keep) => keep.join() === 'level');
    const levels = keepsLevels ? LEVELS.map((level) => ({ indicator: 'review.count', dims: { level: String(level) } })) : [];
    return [...known.map((code) => ({ indicator: code })), ...levels].map((q): FigureQuery => ({ ...q, region, span }));
  }, [indicator, region, span]);
  const answer = useQuery(trpc.figure.values.queryOptions({ queries }, { refetchInterval: REFRESH_MS, staleTime: 5_000 }));
  const values = useMemo(() => new Map(answer.data?.map((value, i) => [keyOf(queries[i] ?? value.query), value])), [answer.data, queries]);
  return { answer, values };
}

const keyOf = (query: FigureQuery) => figureKey(query.indicator, query.dims?.level);

/** The card of a figure that was read: of the scope and status that it was read in. */
export function cardOf({ query }: Pick<FigureValue, 'query'>): CardRef {
  const { indicator, region, dims, scope, status } = query;
  return { indicator, region, ...(dims ? { dims } : {}), ...(scope ? { scope } : {}), ...(status ? { status } : {}), window: null };
}

/** The figures by one dimension, a row a value of it; each is a sum over the same parts as the whole. */
export function useDimension(by: ReviewsBy, { region, span }: ReviewsPlace) {
  const trpc = useTRPC();
  const { indicator } = useConsole();
  const name = useDimensionText();
  const measures = measuresBy(by).filter((m) => indicator(MEASURES[m])?.keeps.some((keep) => keep.join() === by) ?? false);
  const asked: readonly Measure[] = by === 'region' ? measuresBy(by).filter((m) => indicator(MEASURES[m]) !== null) : measures;
  const query = (m: Measure): FigureQuery => ({ indicator: MEASURES[m], region, span });
  const options = { refetchInterval: REFRESH_MS, staleTime: 5_000 };
  const children = useQueries({
    queries: (by === 'region' ? asked : []).map((m) => trpc.figure.children.queryOptions({ query: query(m) }, options)),
  });
  const parts = useQueries({
    queries: (by === 'region' ? [] : asked).map((m) => trpc.figure.breakdown.queryOptions({ query: query(m), by, limit: MOST_ROWS }, options)),
  });
  const all = by === 'region' ? children : parts;
  const failed = all.find((a) => a.isError && a.data === undefined);
  const told = new Map<Measure, Cell[]>();
  asked.forEach((m, i) => {
    const regions = children[i]?.data;
    const rows = parts[i]?.data;
    if (by === 'region') told.set(m, regions?.map((f): Cell => ({ key: f.query.region, name: null, ...partsOf(f), card: cardOf(f) })) ?? []);
    else
      told.set(
        m,
        rows?.map((r): Cell => {
          const said = r.key !== null && r.name === r.key ? (name({ [by]: r.key })[0]?.[1] ?? r.name) : r.name;
          return {
            key: r.key,
            name: said,
            ...partsOf(r),
            card: r.key === null ? null : { indicator: MEASURES[m], region, dims: { [by]: r.key }, window: null },
          };
        }) ?? [],
      );
  });
  const rows: DimensionRow[] = joinRows(told);
  return {
    rows,
    measures: asked,
    loading: all.some((a) => a.isPending),
    error: failed?.error ?? null,
    retry: () => {
      for (const a of all) void a.refetch();
    },
  };
}

const partsOf = ({ value, num, den, records }: { value: number | null; num: number; den: number; records: number }) => ({ value, num, den, records });
