import { numbersLiteral, type Tx } from '../../../db/client.ts';
import { forgetPartitions } from '../event/partitions.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import type { Sum } from './compare-day.ts';
import { readTotals } from './read-totals.ts';
import { contributions, keepsLast, type StoreCtx } from './recompute-day.ts';
import { plus, verifySpan } from './verify.ts';

/** Days after the last arrival for which raw events are kept. */
export const KEEP_DAYS = { postgres: 400, embedded: 100 } as const;

const DAY = 86_400_000;
const CHUNK = 500;

export type Partition = { name: string; from: number; to: number };
export type Retained = { dropped: string[]; kept: { month: string; reason: string }[] };

/** Whether a month's raw events may go: nothing of it arrived within the limit, however old the events say they are. */
export function isDue(maxGot: number | null, now: number, keepDays: number): boolean {
  return maxGot === null || maxGot < now - keepDays * DAY;
}

/** Months that may be due at all: an event arrives at most minutes before its time. */
export function candidates(partitions: readonly Partition[], now: number, keepDays: number): Partition[] {
  return partitions.filter((p) => p.to < now - keepDays * DAY).sort((a, b) => a.from - b.from);
}

/**
 * Drops the months of raw events whose last arrival is older than the limit, each after its rollups were verified and
 * their sums sealed. A month that differs is kept and named: it is the only proof of what is right.
 */
export async function dropOldPartitions(
  ctx: StoreCtx,
  { keepDays = KEEP_DAYS[ctx.db.kind], stop = () => false }: { keepDays?: number; stop?: () => boolean } = {},
): Promise<Retained> {
  const out: Retained = { dropped: [], kept: [] };
  const tx = ctx.db.lane('background');
  await ctx.store.series.refresh(tx);
  for (const p of candidates(await listPartitions(tx), ctx.now(), keepDays)) {
    if (stop()) break;
    const month = new Date(p.from).toISOString().slice(0, 7);
    if (!isDue(await lastArrival(tx, p), ctx.now(), keepDays)) continue;
    const differences = await verifySpan(ctx, p);
    if (differences.length > 0) out.kept.push({ month, reason: `${differences.length} totals differ from the raw events` });
    else if (await sealAndDrop(ctx, p, keepDays)) out.dropped.push(month);
    else out.kept.push({ month, reason: 'events came in meanwhile' });
  }
  if (out.dropped.length > 0) forgetPartitions(ctx.db);
  return out;
}

export async function listPartitions(tx: Tx): Promise<Partition[]> {
  const rows = await tx.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'event'::regclass order by 1`,
  );
  return rows.map(({ name }) => {
    const [year, month] = name.slice('event_'.length).split('_').map(Number) as [number, number];
    return { name, from: Date.UTC(year, month - 1), to: Date.UTC(year, month) };
  });
}

async function lastArrival(tx: Tx, p: Partition): Promise<number | null> {
  const [row] = await tx.query<{ got: number | null }>(`select max(got) got from "${p.name}"`);
  return row?.got ?? null;
}

/** In one transaction that lets nothing in; false when something had arrived since it was verified. */
async function sealAndDrop(ctx: StoreCtx, p: Partition, keepDays: number): Promise<boolean> {
  const wanted = [...ctx.store.series.indicators()].filter((code) => !code.startsWith('@')).flatMap((code) => [...ctx.store.series.ofIndicator(code)]);
  return ctx.db.transaction(async (tx) => {
    await tx.query(`lock table "${p.name}" in share row exclusive mode`);
    if (!isDue(await lastArrival(tx, p), ctx.now(), keepDays)) return false;
    await seal(
      tx,
      p,
      await minuteSums(
        ctx,
        tx,
        p,
        wanted.filter((s) => s.grain === 'minute'),
      ),
      false,
    );
    await seal(
      tx,
      p,
      await periodSums(
        ctx,
        tx,
        p,
        wanted.filter((s) => s.grain !== 'minute'),
      ),
      true,
    );
    await tx.query(`drop table "${p.name}"`);
    return true;
  }, 'background');
}

/** What the rollups hold of the month, which the raw events had just confirmed; counts alone for newest values. */
async function minuteSums(ctx: StoreCtx, tx: Tx, p: Partition, series: readonly SeriesMeta[]): Promise<Map<number, Sum>> {
  const sums = new Map<number, Sum>();
  for (let i = 0; i < series.length; i += CHUNK) {
    const part = series.slice(i, i + CHUNK);
    const totals = await readTotals(
      tx,
      ctx.catalog.zone,
      part.map((s) => s.id),
      p,
    );
    for (const s of part) {
      const t = totals.get(s.id);
      if (t) sums.set(s.id, keepsLast(ctx, s) ? { n: t.n, num: 0, den: 0 } : { n: t.n, num: t.num, den: t.den });
    }
  }
  return sums;
}

/** What the month's events had added to series of periods, which may reach over several months. */
async function periodSums(ctx: StoreCtx, tx: Tx, p: Partition, series: readonly SeriesMeta[]): Promise<Map<number, Sum>> {
  const sums = new Map<number, Sum>();
  if (series.length === 0) return sums;
  for await (const c of contributions(ctx, tx, series, p)) {
    if (c.grain === 'minute' || !c.series) continue;
    const sum = sums.get(c.series.id) ?? { n: 0, num: 0, den: 0 };
    sums.set(c.series.id, sum);
    plus(sum, { n: 1, num: c.num, den: c.den });
  }
  return sums;
}

async function seal(tx: Tx, p: Partition, sums: ReadonlyMap<number, Sum>, add: boolean): Promise<void> {
  const list = [...sums].sort(([a], [b]) => a - b);
  await tx.query(
    `insert into pack_seal as s (series, month, n, num, den)
     select i, $2::text::date, n, num, den from unnest($1::text::int[], $3::text::int8[], $4::text::int8[], $5::text::int8[]) u(i, n, num, den) order by i
     on conflict (series, month) do update set n = ${add ? 's.n + ' : ''}excluded.n, num = ${add ? 's.num + ' : ''}excluded.num, den = ${add ? 's.den + ' : ''}excluded.den, sealed_at = now()`,
    [
      numbersLiteral(list.map(([id]) => id)),
      new Date(p.from).toISOString().slice(0, 10),
      numbersLiteral(list.map(([, v]) => v.n)),
      numbersLiteral(list.map(([, v]) => v.num)),
      numbersLiteral(list.map(([, v]) => v.den)),
    ],
  );
}
