import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { takesLast } from '../../core/indicator/display.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import { addToSlot, decodeSlots, emptySlots, type Slots } from '../../core/rollup/codec.ts';
import { dateStart, localDate, packLength, packSlot } from '../../core/rollup/slots.ts';
import type { Ctx } from '../context.ts';
import { partsOf } from '../event/correct-event.ts';
import type { EventStore } from '../event/event-store.ts';
import { rawSeriesOf } from '../event/raw-series.ts';
import type { SeriesMeta } from '../event/series-registry.ts';

const PAGE = 5_000;

export type StoreCtx = Ctx & { readonly store: EventStore };
/** Minute totals of one local day by series: what packs and hot say, and the packs' own hours and day beside their minutes. */
export type StoredDay = Map<number, { minutes: Slots; packed: Slots; hours: Slots | null; day: { slots: Slots; slot: number } | null }>;

type Row = {
  series: number;
  grain: 1 | 2 | 3 | null;
  body: Uint8Array | null;
  b: number | null;
  n: number;
  num: number;
  den: number;
  lastAt: number | null;
  lastNum: number | null;
  lastDen: number | null;
};

/** Whether a series keeps newest values; without a dictionary row nobody reads it. */
export function keepsLast(ctx: Ctx, meta: SeriesMeta): boolean {
  const row = ctx.catalog.indicators.get(meta.indicator);
  return row ? takesLast(row) : false;
}

/** What the rollups hold of one local day (YYYY-MM-DD), read in one statement. */
export async function readStoredDay(ctx: StoreCtx, tx: Tx, date: string, series: readonly SeriesMeta[]): Promise<StoredDay> {
  const { zone } = ctx.catalog;
  const start = dateStart(date, zone);
  const end = nextPeriod(start, 'day', zone);
  const periods = [1, 2, 3].map((grain) => localDate(packSlot(grain as 1 | 2 | 3, start, zone).start, zone));
  const rows = await tx.query<Row>(
    `select p.series, p.grain, p.body, null::timestamptz b, 0::int8 n, 0::int8 num, 0::int8 den, null::timestamptz "lastAt", null::int8 "lastNum", null::int8 "lastDen"
     from pack p join unnest($2::text::int[], $3::text::date[]) u(grain, period) on p.grain = u.grain and p.period = u.period where p.series = any($1::text::int[])
     union all
     select series, null, null, b, n, num, den, last_at, last_num, last_den from hot
     where series = any($1::text::int[]) and b >= to_timestamp($4::float8 / 1000.0) and b < to_timestamp($5::float8 / 1000.0)`,
    [numbersLiteral(series.map((s) => s.id)), numbersLiteral([1, 2, 3]), textsLiteral(periods), start, end],
  );
  const length = packLength(1, start, zone);
  const byId = new Map(series.map((s) => [s.id, s]));
  const out: StoredDay = new Map();
  // Packs first: hot is what came later.
  for (const row of rows.sort((a, b) => (a.grain ?? 9) - (b.grain ?? 9))) {
    let kept = out.get(row.series);
    if (!kept) {
      const last = keepsLast(ctx, byId.get(row.series) as SeriesMeta);
      kept = { minutes: emptySlots(length, last), packed: emptySlots(length, last), hours: null, day: null };
      out.set(row.series, kept);
    }
    if (row.body === null) addToSlot(kept.minutes, packSlot(1, row.b as number, zone).slot, row);
    else if (row.grain === 1) for (const into of [kept.minutes, kept.packed]) addAll(into, decodeSlots(row.body));
    else if (row.grain === 2) kept.hours = decodeSlots(row.body);
    else kept.day = { slots: decodeSlots(row.body), slot: packSlot(3, start, zone).slot };
  }
  return out;
}

function addAll(into: Slots, from: Slots): void {
  for (let i = 0; i < Math.min(into.length, from.length); i++) {
    const lastAt = from.lastAt?.[i] ?? 0;
    addToSlot(into, i, {
      n: from.n[i] ?? 0,
      num: from.num[i] ?? 0,
      den: from.den[i] ?? 0,
      lastAt: lastAt || null,
      lastNum: from.lastNum?.[i] ?? null,
      lastDen: from.lastDen?.[i] ?? null,
    });
  }
}

/** Raw events that count, page by page, in the order of (series, at, source, id). */
export async function* rawEvents(tx: Tx, raw: readonly Pick<SeriesMeta, 'id'>[], from: number, to: number): AsyncGenerator<RawEvent> {
  let after: RawEvent | null = null;
  for (;;) {
    const page: RawEvent[] = await tx.query<RawEvent>(
      `select e.series, e.source, e.id, e.at, e.data, (extract(epoch from e.got) * 1000000)::int8 arrived from event e
       where e.series = any($1::text::int[]) and e.at >= to_timestamp($2::float8 / 1000.0) and e.at < to_timestamp($3::float8 / 1000.0)
         and ($4::int is null or (e.series, e.at, e.source, e.id) > ($4::int, to_timestamp($5::float8 / 1000.0), $6::int, $7::text))
         and not exists (select 1 from event_void v where v.source = e.source and v.id = e.id)
       order by e.series, e.at, e.source, e.id limit ${PAGE}`,
      [numbersLiteral(raw.map((s) => s.id)), from, to, after?.series ?? null, after?.at ?? null, after?.source ?? null, after?.id ?? null],
    );
    yield* page;
    const last = page[page.length - 1];
    if (page.length < PAGE || !last) return;
    after = last;
  }
}
type RawEvent = { series: number; source: number; id: string; at: number; data: Record<string, unknown>; arrived: number };

/** What one counting event adds to one series. */
export type Added = { series: SeriesMeta | null; key: string; grain: string; slot: number; num: number; den: number; at: number; arrived: number };

/** Contributions of the raw events of some regions in a span of event time, by the rules of the dictionary. */
export async function* contributions(ctx: StoreCtx, tx: Tx, wanted: readonly SeriesMeta[], span: { from: number; to: number }): AsyncGenerator<Added> {
  const raw = new Map<number, SeriesMeta>();
  const regions = [...new Set(wanted.map((s) => s.region))];
  for (const indicator of new Set(wanted.map((s) => s.indicator))) {
    for (const meta of rawSeriesOf(ctx.store.series, ctx.catalog, indicator, regions)) raw.set(meta.id, meta);
  }
  const indicators = new Set(wanted.map((s) => `${s.indicator}|${s.region}`));
  for await (const e of rawEvents(tx, [...raw.values()], span.from, span.to)) {
    if (e.data.retraction === true) continue;
    const meta = raw.get(e.series) as SeriesMeta;
    for (const p of partsOf(ctx, meta.indicator.slice(1), meta.region, e.at, e.data)) {
      if (!indicators.has(`${p.indicator}|${p.region}`)) continue;
      const series =
        ctx.store.series.lookUp({ indicator: p.indicator, region: p.region, dimsKey: p.dims, scope: p.scope, status: p.status, grain: p.grain }) ?? null;
      yield { series, key: `${p.indicator} ${p.region} ${p.dims}`, grain: p.grain, slot: p.slot, num: p.num, den: p.den, at: e.at, arrived: e.arrived };
    }
  }
}

/** Minute totals of one local day, from raw events alone. */
export async function recomputeDay(ctx: StoreCtx, tx: Tx, date: string, series: readonly SeriesMeta[]): Promise<Map<number, Slots>> {
  const { zone } = ctx.catalog;
  const from = dateStart(date, zone);
  const to = nextPeriod(from, 'day', zone);
  const length = packLength(1, from, zone);
  const out = new Map<number, Slots>();
  const arrived = new Map<string, number>();
  for await (const p of contributions(ctx, tx, series, { from, to })) {
    if (p.grain !== 'minute') continue;
    const id = p.series?.id ?? 0;
    let slots = out.get(id);
    if (!slots) {
      slots = emptySlots(length, p.series !== null && keepsLast(ctx, p.series));
      out.set(id, slots);
    }
    const slot = packSlot(1, p.slot, zone).slot;
    // Of equally new values the one that arrived last stands, in whatever order they are read.
    const lastAt = slots.lastAt?.[slot] ?? 0;
    const newest = slots.lastAt !== null && (p.at > lastAt || (p.at === lastAt && p.arrived >= (arrived.get(`${id}|${slot}`) ?? 0)));
    if (newest) arrived.set(`${id}|${slot}`, p.arrived);
    addToSlot(slots, slot, { n: 1, num: p.num, den: p.den, lastAt: newest ? p.at : null, lastNum: p.num, lastDen: p.den });
  }
  return out;
}
