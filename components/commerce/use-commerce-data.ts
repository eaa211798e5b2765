'use client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OffsetAt } from '../../server/core/indicator/window.ts';
import type { FlowFilter } from '../../server/core/trade/cube.ts';
import type { FlowCard, FlowPoint } from '../../server/wire/trade.ts';
import { useConsole } from '../figure/console-context.tsx';
import { parseWall } from '../figure/time-text.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { addDays, type DaySpan, daysIn, earlier, sinceOf } from './days.ts';
import { packedSums } from './flow-rows.ts';
import { useCommerce } from './use-commerce.tsx';

/** A day, or month, with its sums in the order of a fold. */
export type DayRow = { day: string; at: number; sums: Float64Array };

const REFRESH = { refetchInterval: 60_000, staleTime: 20_000 };
/** A span of fewer days is shown with the days before it. */
const FEW = 5;
const COURSE = 30;
const NONE: DayRow[] = [];

/** Start of a day of the profile's zone. */
export const dayAt = (day: string, offset: OffsetAt): number => parseWall(`${day}T00:00`, offset) ?? 0;

/** The days whose course is shown: the span's, or the thirty that end with it. Today, which is not over, is no point of it. */
export function useDaySpan(): DaySpan {
  const { span, today } = useCommerce();
  return useMemo(() => {
    const to = earlier(span.to, today);
    return daysIn({ from: span.from, to }) >= FEW ? { from: span.from, to } : { from: addDays(to, -COURSE), to };
  }, [span, today]);
}

export const toRows = (points: readonly FlowPoint[], offset: OffsetAt): DayRow[] =>
  points.map(({ period, sums }) => ({ day: period, at: dayAt(period, offset), sums: packedSums(sums) }));

function useCourse() {
  const trpc = useTRPC();
  const { region, side, url } = useCommerce();
  const span = useDaySpan();
  return useQuery(trpc.trade.card.queryOptions({ region, ...span, ...side, filter: asInput(url.filter) }, REFRESH));
}

/** From when on the span is told, where that is not its beginning. */
export function useSince(): string | null {
  const { span } = useCommerce();
  const course = useDaySpan();
  const { data } = useCourse();
  return data && course.from === span.from
    ? sinceOf(
        data.points.map((p) => p.period),
        span.from,
        data.grain,
      )
    : null;
}

/** The course by day of what is chosen. */
export function useDays(): DayRow[] {
  const { offset } = useConsole();
  // The same points again are the same list: what is read each minute draws nothing while no day is over.
  const points = useCourse().data?.points;
  return useMemo(() => (points ? toRows(points, offset) : NONE), [points, offset]);
}

/** The course of each mode, within what is chosen otherwise. */
export function useModeDays(modes: readonly string[]): ReadonlyMap<string, DayRow[]> {
  const trpc = useTRPC();
  const { region, side, url } = useCommerce();
  const { offset } = useConsole();
  const span = useDaySpan();
  const answers = useQueries({
    queries: modes.map((mode) => trpc.trade.card.queryOptions({ region, ...span, ...side, filter: asInput({ ...url.filter, mode: [mode] }) }, REFRESH)),
  });
  const key = answers.map((a) => a.dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list of answers is new in each render; their times stand for it
  return useMemo(() => new Map(modes.map((mode, i) => [mode, toRows((answers[i]?.data as FlowCard | undefined)?.points ?? [], offset)])), [key, modes, offset]);
}

/** A filter as a procedure takes it. */
export const asInput = (filter: FlowFilter): Record<string, string[]> =>
  Object.fromEntries(Object.entries(filter).map(([dim, codes]) => [dim, [...(codes ?? [])]]));

/** What the open card is asked for. */
export function useCardInput() {
  const { url, region, span, side } = useCommerce();
  return { region, ...span, ...side, filter: asInput(url.card?.filter ?? {}) };
}
