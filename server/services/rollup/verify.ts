import type { Tx } from '../../../db/client.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import { dateStart, localDate } from '../../core/rollup/slots.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import { compareCells, compareMonths } from '../trade/verify-cells.ts';
import { compareDay, type Difference, nameOf, type Sum, same } from './compare-day.ts';
import { contributions, keepsLast, type StoreCtx } from './recompute-day.ts';

export type { Difference } from './compare-day.ts';
export type Verified = {
  /** Local days, and series with minutes or periods, that were compared. */
  checked: { periods: number; series: number };
  /** At most MOST of them. */
  differences: Difference[];
  /** Months whose raw events were dropped: only their sums are compared, with the seal. */
  skipped: string[];
};

export const MOST = 1_000;
/** Series compared at once: some tens of megabytes. */
const CHUNK = 300;
const ALL = { from: 0, to: Number.MAX_SAFE_INTEGER / 1e3 };

/**
 * Recomputes the rollups from the raw events that count and compares, a day of some hundred series at a time. Events
 * may come in meanwhile: what seems to differ is compared again in one snapshot before it is reported.
 * `days`: only the newest so many local days; series of coarse periods and seals are left out then.
 */
export async function verifyRollups(
  ctx: StoreCtx,
  { days, onProgress }: { days?: number; onProgress?: (done: number, of: number) => void } = {},
): Promise<Verified> {
  const tx = ctx.db.lane('background');
  await ctx.store.series.refresh(tx);
  const all = seriesOf(ctx);
  const byId = new Map(all.map((s) => [s.id, s]));
  const minute = all.filter((s) => s.grain === 'minute');
  const seals = await readSeals(tx);
  const sealed = (at: number) => seals.size > 0 && seals.has(monthOf(at));
  const dates = (await datesWithData(ctx, tx)).slice(days === undefined ? 0 : -days);
  const chunks = chunksByRegion(minute);
  const months = new Map<string, { meta: SeriesMeta | null; stored: Sum; later: Sum }>();
  const differences: Difference[] = [];
  let done = 0;
  for (const date of dates) {
    for (const chunk of chunks) {
      if (differences.length >= MOST) break;
      const found = await compareDay(ctx, tx, date, chunk, sealed, (id, slot, stored, later) => addMonth(months, byId.get(id) ?? null, slot, stored, later));
      differences.push(...(found.length > 0 ? await compareAgain(ctx, date, chunk, found, sealed) : []));
    }
    differences.push(...(await compareCells(ctx, date, sealed)));
    onProgress?.(++done, dates.length);
  }
  if (days === undefined) {
    differences.push(...compareSeals(ctx, seals, months), ...(await compareMonths(ctx, tx)));
    differences.push(
      ...(await comparePeriods(
        ctx,
        tx,
        all.filter((s) => s.grain !== 'minute'),
        seals,
      )),
    );
  }
  return {
    checked: { periods: dates.length, series: days === undefined ? all.length : minute.length },
    differences: differences.slice(0, MOST),
    skipped: [...seals.keys()].sort(),
  };
}

/** Minutes within a span of whole UTC months, against raw events; for months that are to lose theirs. */
export async function verifySpan(ctx: StoreCtx, span: { from: number; to: number }): Promise<Difference[]> {
  const tx = ctx.db.lane('background');
  const seals = await readSeals(tx);
  const outside = (at: number) => at < span.from || at >= span.to || seals.has(monthOf(at));
  const differences: Difference[] = [];
  for (const date of await datesWithData(ctx, tx, span)) {
    for (const chunk of chunksByRegion(seriesOf(ctx).filter((s) => s.grain === 'minute'))) {
      const found = await compareDay(ctx, tx, date, chunk, outside);
      if (found.length > 0) differences.push(...(await compareAgain(ctx, date, chunk, found, outside)));
    }
    differences.push(...(await compareCells(ctx, date, (at) => seals.has(monthOf(at)))));
  }
  return differences;
}

const seriesOf = (ctx: StoreCtx) =>
  [...ctx.store.series.indicators()].filter((code) => !code.startsWith('@')).flatMap((code) => [...ctx.store.series.ofIndicator(code)]);

/** Whole regions, since one raw event counts in many series of its region. */
function chunksByRegion(series: readonly SeriesMeta[]): SeriesMeta[][] {
  const regions = new Map<string, SeriesMeta[]>();
  for (const s of series) regions.set(s.region, [...(regions.get(s.region) ?? []), s]);
  const chunks: SeriesMeta[][] = [];
  let chunk: SeriesMeta[] = [];
  for (const list of regions.values()) {
    if (chunk.length > 0 && chunk.length + list.length > CHUNK) {
      chunks.push(chunk);
      chunk = [];
    }
    chunk.push(...list);
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks;
}

/** Only the regions that differed, in a snapshot of their own. */
async function compareAgain(
  ctx: StoreCtx,
  date: string,
  chunk: readonly SeriesMeta[],
  found: readonly Difference[],
  sealed: (at: number) => boolean,
): Promise<Difference[]> {
  const regions = new Set(found.map((d) => d.region));
  const again = regions.has('') ? chunk : chunk.filter((s) => regions.has(s.region));
  return ctx.db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read');
    return compareDay(ctx, tx, date, again, sealed);
  }, 'background');
}

/** Local days that have raw events, packed minutes or hot minutes, oldest first. */
export async function datesWithData(ctx: StoreCtx, tx: Tx, span: { from: number; to: number } = ALL): Promise<string[]> {
  const { zone } = ctx.catalog;
  const bounds = [span.from, span.to];
  const hours = await tx.query<{ at: number }>(
    `select distinct date_trunc('hour', e.at) at from event e where e.at >= to_timestamp($1::float8 / 1000.0) and e.at < to_timestamp($2::float8 / 1000.0)
     union select distinct date_trunc('hour', h.b) from hot h join series s on s.id = h.series where s.grain = 'minute' and h.b >= to_timestamp($1::float8 / 1000.0) and h.b < to_timestamp($2::float8 / 1000.0)`,
    bounds,
  );
  const packs = await tx.query<{ period: string }>('select distinct period from pack where grain = 1');
  const dates = new Set<string>();
  // An hour of the database may hold the end of one local day and the beginning of the next.
  for (const { at } of hours) for (const t of [at, at + 3_599_999]) dates.add(localDate(t, zone));
  for (const { period } of packs) {
    const start = dateStart(period, zone);
    if (start < span.to && nextPeriod(start, 'day', zone) > span.from) dates.add(period);
  }
  return [...dates].sort();
}

/** Name of the partition's month (UTC). */
export const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

type Seals = Map<string, Map<number, Sum>>;

async function readSeals(tx: Tx): Promise<Seals> {
  const seals: Seals = new Map();
  for (const r of await tx.query<Sum & { series: number; month: string }>('select series, month, n, num, den from pack_seal')) {
    const month = r.month.slice(0, 7);
    const known = seals.get(month) ?? new Map<number, Sum>();
    seals.set(month, known.set(r.series, { n: r.n, num: r.num, den: r.den }));
  }
  return seals;
}

function addMonth(
  months: Map<string, { meta: SeriesMeta | null; stored: Sum; later: Sum }>,
  meta: SeriesMeta | null,
  slot: number,
  stored: Sum,
  later: Sum,
): void {
  if (meta === null) return;
  const key = `${monthOf(slot)}|${meta.id}`;
  const sum = months.get(key) ?? { meta, stored: { n: 0, num: 0, den: 0 }, later: { n: 0, num: 0, den: 0 } };
  months.set(key, sum);
  plus(sum.stored, stored);
  plus(sum.later, later);
}

export function plus(sum: Sum, part: Sum): void {
  sum.n += part.n;
  sum.num += part.num;
  sum.den += part.den;
}

/** A sealed month holds what it held when its raw events were dropped, and what came later. */
function compareSeals(ctx: StoreCtx, seals: Seals, months: ReadonlyMap<string, { meta: SeriesMeta | null; stored: Sum; later: Sum }>): Difference[] {
  const out: Difference[] = [];
  for (const [key, { meta, stored, later }] of months) {
    const month = key.slice(0, 7);
    const recomputed = { ...(seals.get(month)?.get(meta?.id ?? 0) ?? { n: 0, num: 0, den: 0 }) };
    plus(recomputed, later);
    // Newest values are no sums: of them only the records are counted.
    if (stored.n !== recomputed.n || (meta && !keepsLast(ctx, meta) && !same(stored, recomputed)))
      out.push({ ...nameOf(meta), grain: 9, slot: Date.parse(`${month}-01T00:00:00Z`), stored, recomputed });
  }
  return out;
}

/** Series of days, months, quarters and years, which are never packed: each slot against all raw events of its key. */
async function comparePeriods(ctx: StoreCtx, tx: Tx, series: readonly SeriesMeta[], seals: Seals): Promise<Difference[]> {
  const gone = new Set([...seals.values()].flatMap((m) => [...m.keys()]));
  const out: Difference[] = [];
  for (const chunk of chunksByRegion(series.filter((s) => !gone.has(s.id)))) {
    const raw = new Map<string, Sum & { at: number; arrived: number }>();
    for await (const p of contributions(ctx, tx, chunk, ALL)) {
      if (p.grain === 'minute') continue;
      const key = `${p.series?.id ?? 0}|${p.slot}`;
      const known = raw.get(key) ?? { n: 0, num: 0, den: 0, at: -1, arrived: -1 };
      if (p.series && !keepsLast(ctx, p.series)) raw.set(key, { ...known, n: known.n + 1, num: known.num + p.num, den: known.den + p.den });
      else if (p.at > known.at || (p.at === known.at && p.arrived > known.arrived))
        raw.set(key, { n: known.n + 1, num: p.num, den: p.den, at: p.at, arrived: p.arrived });
      else raw.set(key, { ...known, n: known.n + 1 });
    }
    const byId = new Map(chunk.map((s) => [s.id, s]));
    const rows = await tx.query<{ series: number; b: number; n: number; num: number; den: number; lastNum: number | null; lastDen: number | null }>(
      'select series, b, n, num, den, last_num "lastNum", last_den "lastDen" from hot where series = any($1::text::int[])',
      [`{${chunk.map((s) => s.id).join(',')}}`],
    );
    for (const r of rows) {
      const meta = byId.get(r.series) as SeriesMeta;
      const stored = keepsLast(ctx, meta) ? { n: r.n, num: r.lastNum ?? 0, den: r.lastDen ?? 0 } : { n: r.n, num: r.num, den: r.den };
      const { n, num, den } = raw.get(`${r.series}|${r.b}`) ?? { n: 0, num: 0, den: 0 };
      raw.delete(`${r.series}|${r.b}`);
      if (!same(stored, { n, num, den })) out.push({ ...nameOf(meta), grain: 0, slot: r.b, stored, recomputed: { n, num, den } });
    }
    for (const [key, { n, num, den }] of raw) {
      const [id, slot] = key.split('|').map(Number) as [number, number];
      if (n !== 0) out.push({ ...nameOf(byId.get(id) ?? null), grain: 0, slot, stored: { n: 0, num: 0, den: 0 }, recomputed: { n, num, den } });
    }
  }
  return out;
}
