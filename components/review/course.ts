import { nextPeriod, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';
import { FEWEST_POINTS, type Forecast, forecast, lastRun } from '../../server/core/review/forecast.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';

/** Years of months that a course is read over: the seasons of a forecast need three. */
export const COURSE_MONTHS = 60;
const AHEAD = 6;
const MOST_AHEAD = 36;

export type Course = {
  line: [at: number, value: number | null][];
  ahead: { at: number; value: number; low: number; high: number }[];
  told: Forecast | null;
  /** Points in an unbroken row, and how many a forecast needs. */
  have: number;
  need: number;
  /** First period ahead in which the target is reached; null when it is not within those told. */
  reaches: number | null;
};

/** The span of a course that ends with a month: whole months, so that no part of one looks like a fall. */
export function courseSpan(month: { from: number; to: number }, now: number, offset: OffsetAt): { from: number; to: number } {
  const to = month.to > now ? month.from : month.to;
  let from = to;
  for (let i = 0; i < COURSE_MONTHS; i++) from = periodStart(from - 1, 'month', offset);
  return { from, to };
}

/** The points of a course and what its own past leads to expect, to the target's date or six months on. Pure. */
export function courseOf(
  points: readonly (readonly [at: number, value: number | null])[],
  def: Pick<IndicatorRow, 'unit' | 'kind'>,
  target: { at: number | null; kept: (value: number) => boolean } | null,
  offset: OffsetAt,
): Course {
  const values = points.map(([, value]) => value);
  const first = points.findIndex(([, value]) => value !== null);
  const line = first < 0 ? [] : points.slice(first).map(([at, value]): [number, number | null] => [at, value]);
  const last = points.at(-1)?.[0] ?? 0;
  const months: number[] = [];
  for (let at = nextPeriod(last, 'month', offset); months.length < MOST_AHEAD; at = nextPeriod(at, 'month', offset)) {
    if (target?.at != null && target.at > nextPeriod(last, 'month', offset) ? at >= target.at : months.length >= AHEAD) break;
    months.push(at);
  }
  const told = forecast(values, months.length, { low: 0, ...(def.unit === '%' ? { high: 100 } : {}) });
  const ahead = (told?.points ?? []).map((p, i) => ({ at: months[i] as number, ...p }));
  const reached = target ? ahead.find((p) => target.kept(p.value)) : undefined;
  return { line, ahead, told, have: lastRun(values).length, need: FEWEST_POINTS, reaches: reached?.at ?? null };
}
