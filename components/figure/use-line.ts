'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FigureQuery } from '../../server/wire/figure.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { asError } from '../ui/fault.ts';
import { useConsole } from './console-context.tsx';
import { daySpan, type Line, type LineSpan, makeLine, pastSpan, sparkSpan } from './line.ts';
import { useLiveParts, usePastKnown, useRollingHours } from './live-parts.ts';
import { useHeld, usePictureNow } from './picture.tsx';

const REFRESH_MS = 60_000;
const HOUR = 3_600_000;
const EMPTY: Line = { points: [], band: [] };

export type LineReading = Line & {
  span: LineSpan;
  now: number | null;
  loading: boolean /** No finer points will come in place of whole hours. */;
  settled: boolean;
  error: Error | null;
  retry: () => void;
};

/** The line of a figure: `spark` = its last day (or longer, by cadence), `day` = today with the band ahead; a past span shows itself. */
export function useLine(query: FigureQuery, kind: 'spark' | 'day'): LineReading {
  const { indicator, offset } = useConsole();
  const trpc = useTRPC();
  const now = usePictureNow();
  const minute = Math.floor(now / 60_000) * 60_000;
  const row = indicator(query.indicator);
  const past = query.span;
  const span = useMemo<LineSpan>(() => {
    if (past) return pastSpan(past);
    return row && kind === 'spark' ? sparkSpan(row, minute, offset) : daySpan(minute, offset);
  }, [past, row, kind, minute, offset]);
  const { indicator: code, region, dims, scope, status, knownAt } = query;
  const { from, to, grain } = span;
  // What stands at the start of the axis is the hour before it.
  const first = grain === 'hour' ? from - HOUR : from;
  const answer = useQuery(
    trpc.figure.series.queryOptions(
      { queries: [{ indicator: code, region, dims, scope, status, knownAt, span: { from: first, to } }], grain, band: grain === 'hour' },
      { refetchInterval: past ? false : REFRESH_MS, staleTime: REFRESH_MS / 2, enabled: row !== null },
    ),
  );
  const lastHour = useLiveParts({ indicator: code, region, dims, scope, status, window: past ? undefined : 'PT1H', span: past });
  const rolling = useRollingHours({ indicator: code, region, dims, scope, status, span: past }, from, past || grain !== 'hour' ? null : minute);
  const settled = usePastKnown({ indicator: code, region, dims, scope, status, span: past });
  const n = lastHour?.n;
  const num = lastHour?.num;
  const den = lastHour?.den;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts stand for lastHour, which is a new object each time
  const line = useMemo(
    () => (row ? makeLine(row, answer.data?.[0], { from, to, grain }, past ? null : minute, lastHour, rolling) : EMPTY),
    [row, answer.data, from, to, grain, past, minute, n, num, den, rolling],
  );
  return useHeld({
    ...line,
    span,
    now: past ? null : minute,
    loading: answer.isPending && row !== null,
    settled,
    error: answer.error && !answer.data ? asError(answer.error) : null,
    retry: () => void answer.refetch(),
  });
}
