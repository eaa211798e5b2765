import { displayValue, takesLast } from '../../core/indicator/display.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import type { Slots } from '../../core/rollup/codec.ts';
import type { FigureQuery, Grain, SeriesAnswer, SeriesPoint, Span } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { assertFigure, type Scope } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import { readSlots, slotFinder, slotTimes } from '../rollup/read-slots.ts';
import { type FigureCtx, spanOf } from './figures.ts';
import { eachChange, isNewer } from './known-at.ts';
import { type Picked, pickSeries } from './pick-series.ts';
import type { RawRecord } from './records.ts';

export const MAX_POINTS = 20_000;

/**
 * Points of a figure over time: numerators and denominators summed over the region's subtree per slot, null where
 * nothing was recorded. @throws OutOfScope, NotFound, Invalid (too many points, a grain finer than the reports)
 */
export async function figureSeries(ctx: FigureCtx, scope: Scope, query: FigureQuery, grain: Grain, options: { band?: boolean } = {}): Promise<SeriesAnswer> {
  const { catalog } = ctx;
  assertFigure(scope, catalog.tree, query);
  const span = spanOf(ctx, query);
  const times = slotTimes(span, grain, catalog.zone, MAX_POINTS);
  if (times.length > MAX_POINTS) throw new Invalid(`a series has at most ${MAX_POINTS} points: ask for a coarser grain or a shorter span`);
  const picked = pickSeries(ctx.store, catalog, query, query.region);
  const { row } = picked;
  const series = row.additivity.region === 'add' ? picked.series : picked.series.filter((s) => s.region === query.region);
  const { knownAt } = query;
  const points =
    knownAt === undefined ? await pointsNow(ctx, row, series, span, grain, times) : await pointsThen(ctx, query, { ...picked, series }, grain, times, knownAt);
  const band = options.band ? await bandOf(ctx, query, grain, times) : [];
  return { indicator: row.code, region: query.region, unit: row.unit, grain, points, band };
}

/** Sums of each slot, in the order of its times. */
type Sums = { n: Float64Array; num: Float64Array; den: Float64Array };

const noSums = (length: number): Sums => ({ n: new Float64Array(length), num: new Float64Array(length), den: new Float64Array(length) });

function toPoints(row: IndicatorRow, times: readonly number[], { n, num, den }: Sums): SeriesPoint[] {
  return times.map((at, i) => {
    const [count, a, b] = [n[i] as number, num[i] as number, den[i] as number];
    return [at, count, a, b, displayValue(row, a, b, count)];
  });
}

async function sumsNow(ctx: FigureCtx, row: IndicatorRow, series: readonly { id: number }[], span: Span, grain: Grain, times: number[]): Promise<Sums> {
  const last = takesLast(row);
  const ids = series.map((s) => s.id);
  const slots = await readSlots(ctx.db, ctx.catalog.zone, ids, span, grain, times, last);
  const sums = noSums(times.length);
  for (const s of slots.values()) addColumns(s, last, sums);
  return sums;
}

async function pointsNow(
  ctx: FigureCtx,
  row: IndicatorRow,
  series: readonly { id: number }[],
  span: Span,
  grain: Grain,
  times: number[],
): Promise<SeriesPoint[]> {
  return toPoints(row, times, await sumsNow(ctx, row, series, span, grain, times));
}

function addColumns(s: Slots, last: boolean, { n, num, den }: Sums): void {
  const nums = last && s.lastNum ? s.lastNum : s.num;
  const dens = last && s.lastDen ? s.lastDen : s.den;
  for (let i = 0; i < s.length; i++) {
    n[i] = (n[i] as number) + (s.n[i] as number);
    num[i] = (num[i] as number) + (nums[i] as number);
    den[i] = (den[i] as number) + (dens[i] as number);
  }
}

/**
 * The same as it was known at an instant: every slot as it is now, less what arrived later and with what was voided
 * later. The records of the whole span are read once, and before the slots: what comes in between then counts for a
 * moment, and never makes a slot less than nothing.
 */
async function pointsThen(ctx: FigureCtx, query: FigureQuery, picked: Picked, grain: Grain, times: number[], knownAt: number): Promise<SeriesPoint[]> {
  const { row } = picked;
  const { zone } = ctx.catalog;
  const [first, final] = [times[0], times[times.length - 1]];
  if (first === undefined || final === undefined) return [];
  const span = { from: first, to: nextPeriod(final, grain, zone) };
  const find = slotFinder(times, grain);
  const last = takesLast(row);
  const changes = noSums(times.length);
  const newest = new Map<string, { i: number; record: RawRecord }>();
  await eachChange(ctx, query, picked, span, knownAt, (record, { knew, counts }) => {
    const i = find(record.slot);
    if (last ? !knew : knew === counts) return;
    const sign = knew ? 1 : -1;
    changes.n[i] = (changes.n[i] as number) + sign * record.n;
    if (!last) {
      changes.num[i] = (changes.num[i] as number) + sign * record.num;
      changes.den[i] = (changes.den[i] as number) + sign * record.den;
      return;
    }
    const key = `${i} ${record.region}`;
    if (isNewer(record, newest.get(key)?.record)) newest.set(key, { i, record });
  });
  for (const { i, record } of newest.values()) {
    changes.num[i] = (changes.num[i] as number) + record.num;
    changes.den[i] = (changes.den[i] as number) + record.den;
  }
  if (last) return toPoints(row, times, changes);
  const sums = await sumsNow(ctx, row, picked.series, span, grain, times);
  for (const name of ['n', 'num', 'den'] as const) {
    for (let i = 0; i < times.length; i++) sums[name][i] = (sums[name][i] as number) + (changes[name][i] as number);
  }
  return toPoints(row, times, sums);
}

/** Expected range of each slot, hours and finer: a whole day's band comes with the day's chart, the future included. */
async function bandOf(ctx: FigureCtx, query: FigureQuery, grain: Grain, times: number[]): Promise<[number, number, number][]> {
  if (grain !== 'hour' && grain !== 'minute') return [];
  const band: [number, number, number][] = [];
  const step = grain === 'hour' ? 3_600_000 : 60_000;
  for (const at of times) {
    const range = await ctx.usual.range(query, { from: at, to: at + step });
    if (range && range.low !== null && range.high !== null) band.push([at, range.low, range.high]);
  }
  return band;
}
