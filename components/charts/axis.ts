import { formatDay, wallTime } from '../ui/format-time.ts';
import type { Locale } from '../ui/types.ts';

export type Mark = { at: number; text: string };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Labels of a time axis: 0 6 12 18 24 时 for a day, dates for longer spans, months and years beyond 400 days, 15-minute clock times for shorter ones. */
export function timeMarks(from: number, to: number, locale: Locale = 'zh-CN', timeZone?: string): Mark[] {
  const span = to - from;
  const zh = locale === 'zh-CN';
  if (span <= 26 * HOUR && span >= 20 * HOUR) {
    const start = wallTime(from, timeZone);
    const first = start.hour % 6 === 0 && start.minute === 0 ? from : from + ((6 - (start.hour % 6)) * 60 - start.minute) * 60_000 - start.second * 1000;
    const marks: Mark[] = [];
    for (let at = first; at <= to; at += 6 * HOUR) marks.push({ at, text: String(wallTime(at, timeZone).hour) });
    const last = marks.at(-1);
    if (last) last.text = `${last.text === '0' && marks.length > 1 ? '24' : last.text} ${zh ? '时' : 'h'}`;
    return marks;
  }
  if (span < 20 * HOUR) {
    const step = [15 * 60_000, 30 * 60_000, HOUR, 2 * HOUR, 4 * HOUR].find((s) => span / s <= 5) ?? 6 * HOUR;
    const marks: Mark[] = [];
    for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
      const t = wallTime(at, timeZone);
      marks.push({ at, text: `${t.hour}:${String(t.minute).padStart(2, '0')}` });
    }
    return marks;
  }
  const days = Math.round(span / DAY);
  if (days > 400) return monthMarks(from, to, timeZone);
  const step = Math.max(1, Math.ceil(days / 4));
  const marks: Mark[] = [];
  for (let d = 0; d <= days; d += step) marks.push({ at: from + d * DAY, text: formatDay(from + d * DAY, locale, timeZone) });
  return marks;
}

/** Most labels of an axis over years: each is as wide as six digits. */
const MOST_MONTHS = 3;

/** Starts of months, so far apart that their labels have room: `2025-07`, and `2025` where only Januaries are named. */
export function monthMarks(from: number, to: number, timeZone?: string): Mark[] {
  for (const step of [3, 6, 12, 24, 60, 120, 600]) {
    const marks: Mark[] = [];
    const first = wallTime(from, timeZone);
    for (let m = Math.ceil((first.year * 12 + first.month - 1) / step) * step; ; m += step) {
      const [year, month] = [Math.floor(m / 12), m % 12];
      const at = instantOf(Date.UTC(year, month), timeZone);
      if (at > to) break;
      if (at >= from) marks.push({ at, text: step % 12 === 0 ? String(year) : `${year}-${String(month + 1).padStart(2, '0')}` });
    }
    if (marks.length <= MOST_MONTHS) return marks;
  }
  return [];
}

/** The instant at which clocks in the zone read a time given as if in UTC. */
function instantOf(reading: number, timeZone?: string): number {
  const t = wallTime(reading, timeZone);
  return reading - (Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second) - reading);
}

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Largest round number at or below a value: 4,000 for 4,310. 0 stays 0. */
export function niceFloor(value: number): number {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = value / power + 1e-9;
  return Number(((STEPS.filter((s) => s <= digit).at(-1) ?? 1) * power).toPrecision(6));
}

export type ValueAxis = { min: number; max: number; grid: number[] };

/**
 * Axis of a chart: from zero with one round grid line near the top, or cropped (`zero` false: rates) with a grid line
 * near either end. The grid has at most two lines, none when nothing is measured.
 */
export function valueAxis(low: number, high: number, zero: boolean): ValueAxis {
  if (!Number.isFinite(high)) return { min: 0, max: 1, grid: [] };
  if (zero) {
    const min = Math.min(0, low);
    const grid = niceFloor(high);
    return { min, max: Math.max(high * 1.06, grid * 1.02) || 1, grid: grid > 0 ? [grid] : [] };
  }
  const room = Math.max((high - low) * 0.12, Math.abs(high) * 0.0005, 1e-9);
  const min = low - room;
  const max = high + room;
  const power = 10 ** Math.floor(Math.log10((max - min) / 2));
  const step =
    [1, 2, 2.5, 5, 10]
      .map((s) => s * power)
      .filter((s) => (max - min) / s >= 2)
      .at(-1) ?? power;
  const first = Math.ceil(min / step) * step;
  const last = Math.floor(max / step) * step;
  const tidy = (v: number) => Number(v.toPrecision(12));
  return { min, max, grid: first === last ? [tidy(first)] : [tidy(first), tidy(last)] };
}

/** Digits of a grid line: at least one decimal, and as many as tell it from its neighbours; a whole number has none. */
export function gridDecimals(value: number, decimals: number): number {
  if (Number.isInteger(value)) return 0;
  let d = Math.max(1, decimals);
  while (d < 4 && Math.abs(Number(value.toFixed(d)) - value) > 1e-6 * Math.abs(value)) d += 1;
  return d;
}

/** Keeps the old axis while it still holds the values and is not more than 1.8 times too wide, so that a chart does not breathe with every point. */
export function settleAxis(old: ValueAxis | null, low: number, high: number, zero: boolean): ValueAxis {
  const next = valueAxis(low, high, zero);
  if (!old || old.min > low || old.max < high) return next;
  return old.max - old.min <= 1.8 * (next.max - next.min) ? old : next;
}

/** Smallest and largest finite value of interleaved rows; `fields` are the offsets of values in a row. */
export function extentOf(rows: Float64Array, stride: number, fields: number[]): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i += stride) {
    for (const f of fields) {
      const v = rows[i + f] as number;
      if (!Number.isFinite(v)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return { low, high };
}
