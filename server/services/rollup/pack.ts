import { numbersLiteral, textsLiteral, type Tx } from '../../../db/client.ts';
import { takesLast } from '../../core/indicator/display.ts';
import { nextPeriod, type OffsetAt } from '../../core/indicator/window.ts';
import { addToSlot, CODEC, decodeSlots, emptySlots, encodeSlots, type Slots } from '../../core/rollup/codec.ts';
import { dateStart, localDate, type PackGrain, packLength, packSlot } from '../../core/rollup/slots.ts';
import type { Ctx } from '../context.ts';
import type { EventStore } from '../event/event-store.ts';
import { withRetry } from '../event/retry.ts';

/** Minutes stay hot for at least this long: the live ring reads committed totals of hot minutes as they are. */
export const HOT_MINUTES = 190;
/** Rows of one packing step, small enough that nobody waits for the embedded database. */
const STEP_ROWS = 2_000;
const GRAINS: readonly PackGrain[] = [1, 2, 3];

type HotRow = { series: number; b: number; n: number; num: number; den: number; lastAt: number | null; lastGot: number | null; lastNum: number | null; lastDen: number | null };
type PackRow = { series: number; grain: PackGrain; period: string; body: Uint8Array; events: number; rev: number; revisedAt: number };

/**
 * Moves closed minutes into packs, in steps of one transaction each. Hot is a delta on top of pack, so a reader sees the
 * same totals before, between and after.
 * @returns how many hot rows were packed.
 */
export async function packClosed(ctx: Ctx, store: EventStore, options: { before?: number; onStep?: (rows: number) => void; stop?: () => boolean } = {}): Promise<number> {
  const before = options.before ?? ctx.now() - HOT_MINUTES * 60_000;
  await store.series.refresh(ctx.db.lane('background'));
  const counts = await ctx.db
    .lane('background')
    .query<{ series: number; n: number }>(`select h.series, count(*) n from hot h join series s on s.id = h.series where h.b < to_timestamp($1 / 1000.0) and s.grain = 'minute' group by h.series order by h.series`, [before]);
  let packed = 0;
  for (let i = 0; i < counts.length && !options.stop?.(); ) {
    const chunk: number[] = [];
    let rows = 0;
    while (i < counts.length && (chunk.length === 0 || rows + (counts[i]?.n ?? 0) <= STEP_ROWS) && chunk.length < 500) {
      const c = counts[i++] as { series: number; n: number };
      chunk.push(c.series);
      rows += c.n;
    }
    for (let moved = STEP_ROWS; moved === STEP_ROWS && !options.stop?.(); ) {
      moved = await withRetry(() => ctx.db.transaction((tx) => packStep(ctx, store, tx, chunk, before), 'background'));
      packed += moved;
      options.onStep?.(packed);
    }
  }
  return packed;
}

async function packStep(ctx: Ctx, store: EventStore, tx: Tx, series: number[], before: number): Promise<number> {
  const rows = await tx.query<HotRow>(
    `with l as materialized (select series, b from hot where series = any($1::text::int[]) and b < to_timestamp($2 / 1000.0) order by series, b limit ${STEP_ROWS} for update)
     delete from hot h using l where h.series = l.series and h.b = l.b
     returning h.series, h.b, h.n, h.num, h.den, h.last_at "lastAt", h.last_got "lastGot", h.last_num "lastNum", h.last_den "lastDen"`,
    [numbersLiteral(series), before],
  );
  if (rows.length === 0) return 0;
  rows.sort((a, b) => a.series - b.series || a.b - b.b);
  await mergeIntoPacks(ctx, store, tx, rows);
  const seen = new Map<number, { at: number; got: number }>();
  for (const r of rows) {
    const s = seen.get(r.series);
    if (r.lastAt !== null && r.lastGot !== null) seen.set(r.series, { at: Math.max(s?.at ?? 0, r.lastAt), got: Math.max(s?.got ?? 0, r.lastGot) });
  }
  const list = [...seen].sort(([a], [b]) => a - b);
  await tx.query(
    `update series s set seen_at = greatest(s.seen_at, to_timestamp(u.at / 1000.0)), seen_got = greatest(s.seen_got, to_timestamp(u.got / 1000.0))
     from unnest($1::text::int[], $2::text::int8[], $3::text::int8[]) u(id, at, got) where s.id = u.id`,
    [numbersLiteral(list.map(([id]) => id)), numbersLiteral(list.map(([, v]) => v.at)), numbersLiteral(list.map(([, v]) => v.got))],
  );
  return rows.length;
}

type Touched = { series: number; grain: PackGrain; start: number; period: string; slots: Slots; events: number; rev: number; was: PackRow | null };

/** Adds deltas to the packs of all three grains, keeping a version that is replaced after its day was over. */
async function mergeIntoPacks(ctx: Ctx, store: EventStore, tx: Tx, rows: readonly HotRow[]): Promise<void> {
  const zone = ctx.catalog.zone;
  const touched = new Map<string, Touched>();
  for (const row of rows) {
    for (const grain of GRAINS) {
      const { start } = packSlot(grain, row.b, zone);
      const key = `${grain}|${row.series}|${start}`;
      if (!touched.has(key)) touched.set(key, { series: row.series, grain, start, period: localDate(start, zone), slots: emptySlots(0, false), events: 0, rev: 0, was: null });
    }
  }
  const list = [...touched.values()].sort((a, b) => a.grain - b.grain || a.series - b.series || a.start - b.start);
  await loadPacks(ctx, store, tx, list);
  for (const row of rows) {
    for (const grain of GRAINS) {
      const { start, slot } = packSlot(grain, row.b, zone);
      const t = touched.get(`${grain}|${row.series}|${start}`) as Touched;
      addToSlot(t.slots, slot, row);
      t.events += row.n;
    }
  }
  await writePacks(ctx, tx, list);
}

async function loadPacks(ctx: Ctx, store: EventStore, tx: Tx, list: Touched[]): Promise<void> {
  const found = await tx.query<PackRow>(
    `select p.series, p.grain, p.period, p.body, p.events, p.rev, p.revised_at "revisedAt" from pack p
     join unnest($1::text::int[], $2::text::int[], $3::text::date[]) u(grain, series, period) on p.grain = u.grain and p.series = u.series and p.period = u.period
     order by p.grain, p.series, p.period for update of p`,
    [numbersLiteral(list.map((t) => t.grain)), numbersLiteral(list.map((t) => t.series)), textsLiteral(list.map((t) => t.period))],
  );
  const byKey = new Map(found.map((p) => [`${p.grain}|${p.series}|${p.period}`, p]));
  for (const t of list) {
    const old = byKey.get(`${t.grain}|${t.series}|${t.period}`) ?? null;
    const row = ctx.catalog.indicators.get(store.series.get(t.series)?.indicator ?? '');
    t.was = old;
    t.slots = old ? decodeSlots(old.body) : emptySlots(packLength(t.grain, t.start, ctx.catalog.zone), row ? takesLast(row) : false);
    t.events = old?.events ?? 0;
    t.rev = (old?.rev ?? 0) + 1;
  }
}

async function writePacks(ctx: Ctx, tx: Tx, list: readonly Touched[]): Promise<void> {
  // What was known of a day that had ended is kept; a running day is only being filled.
  const replaced = list.filter((t) => t.grain === 1 && t.was && t.was.revisedAt > nextPeriod(t.start, 'day', ctx.catalog.zone) + HOT_MINUTES * 60_000);
  if (replaced.length > 0) await keepReplaced(tx, replaced);
  const bodies = list.map((t) => Buffer.from(encodeSlots(t.slots)).toString('base64'));
  await tx.query(
    `insert into pack as p (series, grain, period, codec, body, events, rev, revised_at)
     select s, g, d, ${CODEC}, decode(b, 'base64'), e, r, now()
     from unnest($1::text::int[], $2::text::int[], $3::text::date[], $4::text::text[], $5::text::int8[], $6::text::int[]) u(s, g, d, b, e, r) order by g, s, d
     on conflict (grain, series, period) do update set codec = excluded.codec, body = excluded.body, events = excluded.events, rev = excluded.rev, revised_at = excluded.revised_at`,
    [
      numbersLiteral(list.map((t) => t.series)),
      numbersLiteral(list.map((t) => t.grain)),
      textsLiteral(list.map((t) => t.period)),
      textsLiteral(bodies),
      numbersLiteral(list.map((t) => t.events)),
      numbersLiteral(list.map((t) => t.rev)),
    ],
  );
}

async function keepReplaced(tx: Tx, list: readonly Touched[]): Promise<void> {
  await tx.query(
    `insert into pack_was (series, grain, period, rev, codec, body, events, since, until)
     select p.series, p.grain, p.period, p.rev, p.codec, p.body, p.events, p.revised_at, now() from pack p
     join unnest($1::text::int[], $2::text::date[]) u(series, period) on p.grain = 1 and p.series = u.series and p.period = u.period on conflict do nothing`,
    [numbersLiteral(list.map((t) => t.series)), textsLiteral(list.map((t) => t.period))],
  );
}

/** Takes one minute slot of a series out of its packs, so that a hot row may state it whole. */
export async function unpackSlot(ctx: Ctx, store: EventStore, tx: Tx, series: number, at: number): Promise<void> {
  const zone: OffsetAt = ctx.catalog.zone;
  const list: Touched[] = GRAINS.map((grain) => {
    const { start } = packSlot(grain, at, zone);
    return { series, grain, start, period: localDate(start, zone), slots: emptySlots(0, false), events: 0, rev: 0, was: null };
  });
  await loadPacks(ctx, store, tx, list);
  const day = list[0] as Touched;
  if (!day.was) return;
  const minute = packSlot(1, at, zone).slot;
  const taken = { n: day.slots.n[minute] ?? 0, num: day.slots.num[minute] ?? 0, den: day.slots.den[minute] ?? 0 };
  for (const name of ['n', 'num', 'den', 'lastAt', 'lastNum', 'lastDen'] as const) {
    const column = day.slots[name];
    if (column) column[minute] = 0;
  }
  day.events -= taken.n;
  for (const t of list.slice(1)) {
    if (!t.was) continue;
    const { slot } = packSlot(t.grain, at, zone);
    t.events -= taken.n;
    addToSlot(t.slots, slot, { n: -taken.n, num: -taken.num, den: -taken.den, lastAt: null, lastNum: null, lastDen: null });
    newestOf(day.slots, t, dateStart(day.period, zone), zone);
  }
  await writePacks(ctx, tx, list.filter((t) => t.was));
}

/**
 * The newest value of an hour or day slot, read again from the minutes of the day that remain. A slot of hours or days
 * never reaches beyond the local day, so the day's minutes are all there is.
 */
function newestOf(day: Slots, t: Touched, dayStart: number, zone: OffsetAt): void {
  if (!t.slots.lastAt || !t.slots.lastNum || !t.slots.lastDen || !day.lastAt || !day.lastNum || !day.lastDen) return;
  const seen = new Set<number>();
  for (let m = 0; m < day.length; m++) {
    const { slot } = packSlot(t.grain, dayStart + m * 60_000, zone);
    if (!seen.has(slot)) {
      seen.add(slot);
      t.slots.lastAt[slot] = t.slots.lastNum[slot] = t.slots.lastDen[slot] = 0;
    }
    if ((day.lastAt[m] as number) > 0 && (day.lastAt[m] as number) >= (t.slots.lastAt[slot] as number)) {
      t.slots.lastAt[slot] = day.lastAt[m] as number;
      t.slots.lastNum[slot] = day.lastNum[m] as number;
      t.slots.lastDen[slot] = day.lastDen[m] as number;
    }
  }
}
