import { displayValue, takesLast } from '../../core/indicator/display.ts';
import type { Slots } from '../../core/rollup/codec.ts';
import type { FigureQuery, Grain, SeriesAnswer, SeriesPoint } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import { readSlots, slotTimes } from '../rollup/read-slots.ts';
import { readTotals } from '../rollup/read-totals.ts';
import { type FigureCtx, spanOf } from './figures.ts';
import { byRegion, foldRegion } from './fold-regions.ts';
import { knownThen } from './known-at.ts';
import { pickSeries } from './pick-series.ts';

export const MAX_POINTS = 20_000;

/**
 * Points of a figure over time: numerators and denominators summed over the region's subtree per slot, null where
 * nothing was recorded. @throws OutOfScope, NotFound, Invalid (too many points, a grain finer than the reports)
 */
export async function figureSeries(ctx: FigureCtx, scope: Scope, query: FigureQuery, grain: Grain, options: { band?: boolean } = {}): Promise<SeriesAnswer> {
  const { catalog } = ctx;
  assertRegion(scope, catalog.tree, query.region);
  const span = spanOf(ctx, query);
  const times = slotTimes(span, grain, catalog.zone, MAX_POINTS);
  if (times.length > MAX_POINTS) throw new Invalid(`a series has at most ${MAX_POINTS} points: ask for a coarser grain or a shorter span`);
  const picked = pickSeries(ctx.store, catalog, query, query.region);
  const { row } = picked;
  const series = row.additivity.region === 'add' ? picked.series : picked.series.filter((s) => s.region === query.region);
  const points =
    query.knownAt === undefined
      ? await pointsNow(
          ctx,
          row,
          series.map((s) => s.id),
          span,
          grain,
          times,
        )
      : await pointsThen(ctx, query, grain, times, span);
  const band = options.band ? await bandOf(ctx, query, grain, times) : [];
  return { indicator: row.code, region: query.region, unit: row.unit, grain, points, band };
}

async function pointsNow(
  ctx: FigureCtx,
  row: IndicatorRow,
  ids: number[],
  span: { from: number; to: number },
  grain: Grain,
  times: number[],
): Promise<SeriesPoint[]> {
  const last = takesLast(row);
  const slots = await readSlots(ctx.db, ctx.catalog.zone, ids, span, grain, times, last);
  const n = new Float64Array(times.length);
  const num = new Float64Array(times.length);
  const den = new Float64Array(times.length);
  for (const s of slots.values()) addColumns(s, last, n, num, den);
  return times.map((at, i) => [at, n[i] as number, num[i] as number, den[i] as number, displayValue(row, num[i] as number, den[i] as number, n[i] as number)]);
}

function addColumns(s: Slots, last: boolean, n: Float64Array, num: Float64Array, den: Float64Array): void {
  const nums = last && s.lastNum ? s.lastNum : s.num;
  const dens = last && s.lastDen ? s.lastDen : s.den;
  for (let i = 0; i < s.length; i++) {
    n[i] = (n[i] as number) + (s.n[i] as number);
    num[i] = (num[i] as number) + (nums[i] as number);
    den[i] = (den[i] as number) + (dens[i] as number);
  }
}

/** As known then: slot by slot, for the few points of a card's chart. */
async function pointsThen(ctx: FigureCtx, query: FigureQuery, _grain: Grain, times: number[], span: { from: number; to: number }): Promise<SeriesPoint[]> {
  if (times.length > 400) throw new Invalid('a past view shows at most 400 points: choose a coarser grain');
  const picked = pickSeries(ctx.store, ctx.catalog, query, query.region);
  const points: SeriesPoint[] = [];
  for (let i = 0; i < times.length; i++) {
    const slot = { from: times[i] as number, to: times[i + 1] ?? span.to };
    const totals = await readTotals(
      ctx.db,
      ctx.catalog.zone,
      picked.series.map((s) => s.id),
      slot,
    );
    const then = await knownThen(ctx, query, picked, slot, byRegion(picked.series, totals, picked.row), query.knownAt as number);
    const f = foldRegion(picked.row, ctx.catalog.tree, then.own, query.region);
    points.push([slot.from, f.records, f.num, f.den, f.value]);
  }
  return points;
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
