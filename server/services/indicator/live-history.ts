import { type Totals, takesLast } from '../../core/indicator/display.ts';
import type { Bucket, History, Parts } from '../../core/indicator/live-window.ts';
import { MINUTE, windowSpan } from '../../core/indicator/window.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { Slots } from '../../core/rollup/codec.ts';
import { parseTopicKey } from '../../wire/signals.ts';
import { assertFigure, type Scope } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import { readSlots, slotTimes } from '../rollup/read-slots.ts';
import { readTotals } from '../rollup/read-totals.ts';
import type { FigureCtx } from './figures.ts';
import { pickSeries } from './pick-series.ts';

const BUCKET = 10;
const BACK_MINUTES = 25 * 60;

/**
 * What a live topic was before the minutes that the socket carries: ten-minute buckets of the last day, and the sums of
 * the running day, month and year up to `ringFrom` (epoch minute, a multiple of ten), for the region and its children.
 */
export async function liveHistory(ctx: FigureCtx, scope: Scope, topics: readonly { key: string; ringFrom: number }[]): Promise<Record<string, History>> {
  const read = await Promise.all(topics.map(async ({ key, ringFrom }) => [key, await oneHistory(ctx, scope, key, ringFrom)] as const));
  return Object.fromEntries(read);
}

async function oneHistory(ctx: FigureCtx, scope: Scope, key: string, ringFrom: number): Promise<History> {
  const ref = parseTopicKey(key);
  if (!ref) throw new Invalid(`${key} is no topic`);
  if (ringFrom % BUCKET !== 0) throw new Invalid('ringFrom is a multiple of ten minutes');
  const { catalog, store } = ctx;
  assertFigure(scope, catalog.tree, ref);
  const picked = pickSeries(store, catalog, { ...ref, scope: ref.scope ?? '', status: ref.status ?? '' }, ref.region);
  const minuteSeries = picked.series.filter((s) => s.grain === 'minute');
  const ids = minuteSeries.map((s) => s.id);
  const regions = [ref.region, ...catalog.tree.childrenOf(ref.region)];
  const now = ctx.now();
  const end = ringFrom * MINUTE;
  const span = { from: end - BACK_MINUTES * MINUTE, to: end };
  const times = slotTimes(span, 'minute', catalog.zone);
  const last = takesLast(picked.row);
  const adds = picked.row.additivity.region === 'add';
  const priorOf = async (window: 'today' | 'month' | 'year'): Promise<Parts[]> => {
    const from = windowSpan(window, now, catalog.zone).from;
    const totals = from < end ? await readTotals(ctx.db, catalog.zone, ids, { from, to: end }) : new Map<number, Totals>();
    return regions.map((r) => sumParts(minuteSeries, totals, within(catalog.tree, adds, r), last));
  };
  const [slots, today, month, year] = await Promise.all([
    readSlots(ctx.db, catalog.zone, ids, span, 'minute', times, last),
    priorOf('today'),
    priorOf('month'),
    priorOf('year'),
  ]);
  const prior = { today, month, year };
  const buckets = regions.map((r) => bucketsOf(minuteSeries, slots, within(catalog.tree, adds, r), times, last));
  return { ringFrom, bucketMinutes: BUCKET, regions, buckets, prior, at: now };
}

/** Regions whose series make up a region's figure. */
function within(tree: RegionTree, adds: boolean, region: string): ReadonlySet<string> {
  return new Set(adds ? tree.subtree(region) : [region]);
}

function sumParts(series: readonly { id: number; region: string }[], totals: ReadonlyMap<number, Totals>, regions: ReadonlySet<string>, last: boolean): Parts {
  const sum = { n: 0, num: 0, den: 0 };
  for (const s of series) {
    const t = regions.has(s.region) ? totals.get(s.id) : undefined;
    if (!t) continue;
    sum.n += t.n;
    sum.num += last ? t.lastNum : t.num;
    sum.den += last ? t.lastDen : t.den;
  }
  return sum;
}

function bucketsOf(
  series: readonly { id: number; region: string }[],
  slots: ReadonlyMap<number, Slots>,
  regions: ReadonlySet<string>,
  times: readonly number[],
  last: boolean,
): Bucket[] {
  const buckets = new Map<number, Bucket>();
  for (const s of series) {
    const column = regions.has(s.region) ? slots.get(s.id) : undefined;
    if (!column) continue;
    for (let from = 0; from < times.length; from += BUCKET)
      addBucket(buckets, column, from, Math.min(from + BUCKET, times.length), (times[from] as number) / MINUTE, last);
  }
  return [...buckets.values()].sort((a, b) => a.at - b.at);
}

function addBucket(buckets: Map<number, Bucket>, s: Slots, from: number, to: number, at: number, last: boolean): void {
  let n = 0;
  let num = 0;
  let den = 0;
  for (let i = from; i < to; i++) {
    n += s.n[i] as number;
    if (!last) {
      num += s.num[i] as number;
      den += s.den[i] as number;
    } else if (s.lastAt && s.lastNum && s.lastDen && (s.lastAt[i] as number) > 0) {
      num = s.lastNum[i] as number;
      den = s.lastDen[i] as number;
    }
  }
  if (n === 0 && num === 0 && den === 0) return;
  const known = buckets.get(at) ?? { at, n: 0, num: 0, den: 0 };
  buckets.set(at, { at, n: known.n + n, num: known.num + num, den: known.den + den });
}
