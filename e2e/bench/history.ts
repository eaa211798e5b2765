import { packClosed } from '../../server/services/rollup/pack.ts';
import { readSlots, slotTimes } from '../../server/services/rollup/read-slots.ts';
import { progress, timed } from './harness.ts';
import type { Store } from './store.ts';

const DAYS = 30;
const CITIES = 21;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Thirty days of one indicator in 21 cities, told by about `events` raw events, packed; and the same raw events bare. */
export type HistorySet = { name: string; events: number; series: number[]; span: { from: number; to: number }; times: number[] };

/**
 * Fills `raw_NAME` with events spread over all minutes of 30 days, makes their minute totals as ingest would have, and
 * lets the product's packer pack them.
 */
export async function makeHistory(store: Store, name: string, events: number): Promise<HistorySet> {
  const { db, ctx } = store;
  const to = Math.floor(ctx.now() / DAY) * DAY - DAY;
  const span = { from: to - DAYS * DAY, to };
  await db.query(`create table raw_${name} (series int, at timestamptz, num int8)`);
  const made = await db.query<{ id: number }>(
    `insert into series (indicator, region, dims, dims_key, scope, status, grain, feed)
     select 'o.sum', '990100', '{}', '', $1 || c, '', 'minute', 1 from generate_series(1, ${CITIES}) c returning id`,
    [`${name}-`],
  );
  await ctx.store.series.refresh(db);
  const series = made.map((r) => r.id).sort((a, b) => a - b);
  const perMinute = events / (DAYS * 1440 * CITIES);
  const ms = await timed(async () => {
    for (let day = 0; day < DAYS; day++) {
      const start = span.from + day * DAY;
      await db.query(
        `with r as (insert into raw_${name} (series, at, num)
           select $2::int + c, to_timestamp($1 / 1000.0) + m * interval '1 minute' + k * interval '1 second', (m * 7 + c * 13 + k * 3) % 97 + 1
           from generate_series(0, 1439) m, generate_series(0, ${CITIES - 1}) c,
             generate_series(1, (${perMinute} * (m + 1))::int - (${perMinute} * m)::int) k
           returning series, at, num)
         insert into hot (series, b, n, num, den, rev) select series, date_trunc('minute', at), count(*), sum(num), 0, 1 from r group by 1, 2 order by 1, 2`,
        [start, series[0] as number],
      );
      if (day % 5 === 4) await packClosed(ctx, ctx.store);
    }
  });
  // What a server does by itself within minutes of so many rows leaving.
  if (store.engine === 'PostgreSQL') await db.query('vacuum analyze hot');
  await db.query(`create index on raw_${name} (series, at)`);
  await db.query(`analyze raw_${name}`);
  const [row] = await db.query<{ n: number }>(`select count(*) n from raw_${name}`);
  progress(`${store.engine}: ${row?.n} raw events of 30 days in ${Math.round(ms / 1000)} s`);
  return { name, events: row?.n ?? 0, series, span, times: slotTimes(span, 'hour', ctx.catalog.zone) };
}

/** n and num of every series and hour, by series: what a chart of 21 lines opens with, as the product reads it. */
export async function readProduct(store: Store, set: HistorySet): Promise<Map<number, { n: Float64Array; num: Float64Array }>> {
  return readSlots(store.db, store.ctx.catalog.zone, set.series, set.span, 'hour', set.times, false);
}

/** The same from the raw events. */
export async function readRaw(store: Store, set: HistorySet): Promise<unknown[][]> {
  return store.db.rows(
    `select series, date_trunc('hour', at) h, count(*), sum(num)::int8 from raw_${set.name}
     where series = any($1::text::int[]) and at >= to_timestamp($2::float8 / 1000.0) and at < to_timestamp($3::float8 / 1000.0) group by 1, 2`,
    [`{${set.series.join(',')}}`, set.span.from, set.span.to],
  );
}

/** Null when both reads agree in every hour of every series. */
export async function compare(store: Store, set: HistorySet): Promise<string | null> {
  const product = await readProduct(store, set);
  const raw = await readRaw(store, set);
  if (raw.length !== set.series.length * set.times.length) return `${raw.length} hours are not ${set.series.length * set.times.length}`;
  for (const [series, at, n, num] of raw as [number, number, number, number][]) {
    const i = (at - (set.times[0] as number)) / HOUR;
    const slots = product.get(series);
    if (slots?.n[i] !== n || slots.num[i] !== num)
      return `series ${series} has ${slots?.n[i]}, ${slots?.num[i]} at ${new Date(at).toISOString()}, the raw events ${n}, ${num}`;
  }
  return null;
}
