import { displayValue, takesLast } from '../../server/core/indicator/display.ts';
import { durationMs } from '../../server/core/indicator/staleness.ts';
import { type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';
import type { SeriesAnswer } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import type { LiveParts } from './shown.ts';
import { grainOf } from './time-text.ts';

/** A figure over time as the charts draw it. Pure. */

export type LineGrain = 'minute' | 'hour' | 'day' | 'month';
export type LineSpan = { from: number; to: number; grain: LineGrain };
export type Line = { points: [at: number, value: number | null][]; band: [at: number, low: number | null, high: number | null][] };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TEN = 600_000;

/** The last 24 hours by hour; for what reports by the day or less often, 31 days or two years. */
export function sparkSpan(row: IndicatorRow, now: number, offset: OffsetAt): LineSpan {
  const cadence = durationMs(row.cadence);
  if (cadence < DAY) {
    const to = periodStart(now, 'hour', offset) + HOUR;
    return { from: to - DAY, to, grain: 'hour' };
  }
  const to = periodStart(now, 'day', offset) + DAY;
  return cadence < 28 * DAY ? { from: to - 31 * DAY, to, grain: 'day' } : { from: to - 731 * DAY, to, grain: 'month' };
}

/** The whole of today, so that the rest of the day shows its band. */
export function daySpan(now: number, offset: OffsetAt): LineSpan {
  const from = periodStart(now, 'day', offset);
  return { from, to: from + DAY, grain: 'hour' };
}

/** A past span at the grain that it can carry. */
export function pastSpan(span: { from: number; to: number }): LineSpan {
  return { ...span, grain: grainOf(span) };
}

/**
 * Points of complete periods stand at the period's end, where its total is known; the running hour is the newest
 * point, read from the last sixty minutes, so that the line never dips because an hour has just begun. Where the live
 * lane knows the hours before every ten-minute mark, they take the place of whole hours.
 */
export function makeLine(
  row: IndicatorRow,
  answer: SeriesAnswer | undefined,
  span: LineSpan,
  now: number | null,
  lastHour: LiveParts | null,
  rolling: readonly { at: number; parts: LiveParts }[] = [],
): Line {
  const last = takesLast(row);
  const step = span.grain === 'hour' ? HOUR : span.grain === 'minute' ? 60_000 : 0;
  // A newest value is true when it arrives; a total when its period ends.
  const shift = last || step === 0 ? 0 : step;
  const points: Line['points'] = [];
  const fine = !last && span.grain === 'hour' ? rolling : [];
  const fineFrom = fine[0]?.at ?? Number.POSITIVE_INFINITY;
  for (const [at, , , , value] of answer?.points ?? []) {
    if (at + shift < span.from) continue;
    if (at + shift >= fineFrom) break;
    const running = now !== null && step > 0 && at + step > now;
    if (!running || last) points.push([at + shift, value]);
  }
  for (const { at, parts } of fine) points.push([at, parts.n > 0 ? displayValue(row, parts.num, parts.den, parts.n) : null]);
  if (now !== null && span.grain === 'hour' && lastHour && (lastHour.n > 0 || points.some(([, v]) => v !== null))) {
    const value = lastHour.n > 0 ? displayValue(row, lastHour.num, lastHour.den, lastHour.n) : row.kind === 'count' || row.kind === 'sum' ? 0 : null;
    const at = Math.floor(now / 60_000) * 60_000;
    if (at > (points.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY)) points.push([at, value]);
  }
  const band: Line['band'] = [];
  for (const [at, low, high] of answer?.band ?? []) {
    band.push([at + shift, low, high]);
  }
  return { points: gaps(row.kind === 'count' || row.kind === 'sum' ? zeros(points) : points, step), band };
}

/** Sums of the six ten-minute buckets before each mark of [from, to]; `at` of a bucket is its first minute. */
export function rollingHours(
  buckets: readonly { at: number; n: number; num: number; den: number }[],
  from: number,
  to: number,
): { at: number; parts: LiveParts }[] {
  const out: { at: number; parts: LiveParts }[] = [];
  let first = 0;
  for (let at = Math.ceil(from / TEN) * TEN; at <= to; at += TEN) {
    const parts: LiveParts = { n: 0, num: 0, den: 0, at: null };
    while (first < buckets.length && (buckets[first]?.at ?? 0) * 60_000 < at - HOUR) first++;
    for (let i = first; i < buckets.length; i++) {
      const b = buckets[i];
      if (!b || b.at * 60_000 >= at) break;
      parts.n += b.n;
      parts.num += b.num;
      parts.den += b.den;
    }
    out.push({ at, parts });
  }
  return out;
}

/** Between its first and last event, a period without any is a zero of a count. */
function zeros(points: Line['points']): Line['points'] {
  const first = points.findIndex(([, v]) => v !== null);
  const last = points.findLastIndex(([, v]) => v !== null);
  return points.slice(first < 0 ? points.length : first, last + 1).map(([at, v]) => [at, v ?? 0]);
}

/** A missing period of a count is a gap, not a line across it. */
function gaps(points: Line['points'], step: number): Line['points'] {
  if (step === 0) return points;
  const out: Line['points'] = [];
  for (const point of points) {
    const before = out.at(-1);
    if (before && point[0] - before[0] > 1.5 * step) out.push([before[0] + step, null]);
    out.push(point);
  }
  return out;
}
