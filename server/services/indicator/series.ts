import { displayValue, takesLast } from '../../core/indicator/display.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import type { Slots } from '../../core/rollup/codec.ts';
import type { FigureQuery, Grain, SeriesAnswer, SeriesPoint, Span } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { assertFigure, type Scope } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import { readSlots, slotFinder, slotTimes } from '../rollup/read-slots.ts';
import { joinSums, noSums, type Sums } from './computed.ts';
import { type FigureCtx, inStatus, spanOf } from './figures.ts';
import { eachChange, isNewer } from './known-at.ts';
import { type Picked, pickSeries } from './pick-series.ts';
import type { RawRecord } from './records.ts';
import { countsAmong, countsIn } from './standing-slots.ts';

export const MAX_POINTS = 20_000;

/**
 * Points of a figure over time: numerators and denominators summed over the region's subtree per slot, null where
 * nothing was recorded. @throws OutOfScope, NotFound, Invalid (too many points, a grain finer than the reports)
 */
export async function figureSeries(ctx: FigureCtx, scope: Scope, asked: FigureQuery, grain: Grain, options: { band?: boolean } = {}): Promise<SeriesAnswer> {
  const { catalog } = ctx;
  assertFigure(scope, catalog.tree, asked);
  const span = spanOf(ctx, asked);
  const times = slotTimes(span, grain, catalog.zone, MAX_POINTS);
  if (times.length > MAX_POINTS) throw new Invalid(`a series has at most ${MAX_POINTS} points: ask for a coarser grain or a shorter span`);
  const query = await inStatus(ctx, asked);
  const picked = pickSeries(ctx.store, catalog, query, query.region);
  const { row } = picked;
  const { knownAt } = query;
  const sums = knownAt === undefined ? await sumsNow(ctx, query, picked, span, grain, times) : await sumsThen(ctx, query, picked, grain, times, knownAt);
  const band = options.band ? await bandOf(ctx, query, grain, times) : [];
  return { indicator: row.code, region: query.region, unit: row.unit, grain, points: toPoints(row, times, sums), band };
}

function toPoints(row: IndicatorRow, times: readonly number[], { n, num, den }: Sums): SeriesPoint[] {
  return times.map((at, i) => {
    const [count, a, b] = [n[i] as number, num[i] as number, den[i] as number];
    return [at, count, a, b, displayValue(row, a, b, count)];
  });
}

/** The series that count for a region: those of its subtree where values add, else its own. */
function countedIn({ row, series }: Picked, region: string): readonly SeriesMeta[] {
  return row.additivity.region === 'add' ? series : series.filter((s) => s.region === region);
}

/** In one statement, also for the parts of a computed figure: what comes in meanwhile is then in all of them or in none. */
async function sumsNow(ctx: FigureCtx, query: FigureQuery, picked: Picked, span: Span, grain: Grain, times: number[]): Promise<Sums> {
  const last = takesLast(picked.row);
  const ids = (picked.computed?.parts ?? [picked]).flatMap((part) => countedIn(part, query.region).map((s) => s.id));
  const slots = await readSlots(ctx.db, ctx.catalog.zone, ids, span, grain, times, last);
  const sumsOf = (part: Picked): Sums => {
    const sums = noSums(times.length);
    const counts = countsIn(ctx.catalog.tree, query.region, part, slots);
    for (const { id, region } of countedIn(part, query.region)) {
      const column = slots.get(id);
      if (column) addColumns(column, last, sums, (i) => counts(region, i));
    }
    return sums;
  };
  return picked.computed ? joinSums(picked.computed.rule, picked.computed.parts.map(sumsOf), times.length) : sumsOf(picked);
}

function addColumns(s: Slots, last: boolean, { n, num, den }: Sums, counts: (i: number) => boolean): void {
  const nums = last && s.lastNum ? s.lastNum : s.num;
  const dens = last && s.lastDen ? s.lastDen : s.den;
  for (let i = 0; i < s.length; i++) {
    if (!counts(i)) continue;
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
async function sumsThen(ctx: FigureCtx, query: FigureQuery, asked: Picked, grain: Grain, times: number[], knownAt: number): Promise<Sums> {
  if (asked.computed) {
    const { rule, parts } = asked.computed;
    const each = (part: Picked) => sumsThen(ctx, { ...query, indicator: part.row.code }, part, grain, times, knownAt);
    return joinSums(rule, await Promise.all(parts.map(each)), times.length);
  }
  const picked: Picked = { ...asked, series: countedIn(asked, query.region) };
  const { row } = picked;
  const { zone } = ctx.catalog;
  const [first, final] = [times[0], times[times.length - 1]];
  if (first === undefined || final === undefined) return noSums(0);
  const span = { from: first, to: nextPeriod(final, grain, zone) };
  const find = slotFinder(times, grain);
  const last = takesLast(row);
  const changes = noSums(times.length);
  const newest = new Map<string, { i: number; record: RawRecord; n: number }>();
  await eachChange(ctx, query, picked, span, knownAt, (record, { knew, counts }) => {
    const i = find(record.slot);
    if (last ? !knew : knew === counts) return;
    const sign = knew ? 1 : -1;
    if (!last) {
      changes.n[i] = (changes.n[i] as number) + sign * record.n;
      changes.num[i] = (changes.num[i] as number) + sign * record.num;
      changes.den[i] = (changes.den[i] as number) + sign * record.den;
      return;
    }
    const key = `${i} ${record.region}`;
    const known = newest.get(key);
    const n = (known?.n ?? 0) + record.n;
    newest.set(key, known && !isNewer(record, known.record) ? { ...known, n } : { i, record, n });
  });
  const counts = countsAmong(ctx.catalog.tree, query.region, picked, (at, i) => newest.has(`${i} ${at}`));
  for (const { i, record, n } of newest.values()) {
    if (!counts(record.region, i)) continue;
    changes.n[i] = (changes.n[i] as number) + n;
    changes.num[i] = (changes.num[i] as number) + record.num;
    changes.den[i] = (changes.den[i] as number) + record.den;
  }
  if (last) return changes;
  const sums = await sumsNow(ctx, query, picked, span, grain, times);
  for (const name of ['n', 'num', 'den'] as const) {
    for (let i = 0; i < times.length; i++) sums[name][i] = (sums[name][i] as number) + (changes[name][i] as number);
  }
  return sums;
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
