import type { Tx } from '../../../db/client.ts';
import { numbersLiteral } from '../../../db/client.ts';
import { dimsKey } from '../../core/indicator/derive.ts';
import type { Span } from '../../wire/figure.ts';
import type { Ctx } from '../context.ts';
import { partsOf } from '../event/correct-event.ts';
import type { EventStore } from '../event/event-store.ts';
import { rawSeriesOf } from '../event/raw-series.ts';
import type { Picked } from './pick-series.ts';

/** A stored event that counts, or counted, in a figure. */
export type RawRecord = {
  source: number;
  id: string;
  series: number;
  type: string;
  region: string;
  at: number;
  got: number;
  data: Record<string, unknown>;
  voidedAt: number | null;
  retracted: boolean;
  /** Arrival in microseconds: tells apart what came in one group. */
  arrived: number;
  /** How often it counts: an event may match several rules of one indicator. */
  n: number;
  num: number;
  den: number;
  slot: number;
};

type Row = {
  source: number;
  id: string;
  series: number;
  at: number;
  got: number;
  data: Record<string, unknown>;
  arrived: number;
  voidedAt: number | null;
  retracted: boolean | null;
};

export type RecordFilter = {
  picked: Picked;
  dims: Record<string, string>;
  regions: readonly string[];
  span: Span;
  /** Keyset of the last row seen: rows before it in (at, source, id) order, newest first. */
  before?: { at: number; source: number; id: string } | null;
  /** Only events that arrived, or were voided, after this. */
  changedAfter?: number;
};

/**
 * Raw events behind a figure, newest first, with what each adds by the indicator's own rule. Voided ones are listed too,
 * so that a correction can be seen; they add nothing now. Reads at most `limit` rows of the store a call.
 * @returns the records that count in the figure, and the keyset to go on from, or null at the end.
 */
export async function readRecords(
  ctx: Ctx,
  store: EventStore,
  tx: Tx,
  filter: RecordFilter,
  limit: number,
): Promise<{ records: RawRecord[]; next: RecordFilter['before'] }> {
  const { picked, span } = filter;
  const grain = picked.series[0]?.grain ?? 'minute';
  const raw = rawSeriesOf(store.series, ctx.catalog, picked.row.code, filter.regions);
  if (raw.length === 0) return { records: [], next: null };
  const before = filter.before ?? null;
  // An observation of a period is reported at any time: its own period decides, not its time.
  const from = grain === 'minute' ? span.from : 0;
  const to = grain === 'minute' ? span.to : Number.MAX_SAFE_INTEGER / 1e3;
  const rows = await tx.query<Row>(
    `select e.source, e.id, e.series, e.at, e.got, e.data, (extract(epoch from e.got) * 1000000)::int8 arrived, v.got "voidedAt", v.retracted from event e left join event_void v on v.source = e.source and v.id = e.id
     where e.series = any($1::text::int[]) and e.at >= to_timestamp($2::float8 / 1000.0) and e.at < to_timestamp($3::float8 / 1000.0)
       and ($4::float8 is null or (e.at, e.source, e.id) < (to_timestamp($4::float8 / 1000.0), $5::int, $6::text))
       and ($7::float8 is null or e.got > to_timestamp($7::float8 / 1000.0) or v.got > to_timestamp($7::float8 / 1000.0))
     order by e.at desc, e.source desc, e.id desc limit $8::int`,
    [numbersLiteral(raw.map((s) => s.id)), from, to, before?.at ?? null, before?.source ?? null, before?.id ?? null, filter.changedAfter ?? null, limit],
  );
  const records: RawRecord[] = [];
  for (const row of rows) {
    const record = countIn(ctx, store, filter, grain, row);
    if (record) records.push(record);
  }
  const last = rows[rows.length - 1];
  return { records, next: rows.length === limit && last ? { at: last.at, source: last.source, id: last.id } : null };
}

function countIn(ctx: Ctx, store: EventStore, filter: RecordFilter, grain: string, row: Row): RawRecord | null {
  if (row.data.retraction === true) return null;
  const meta = store.series.get(row.series);
  if (!meta) return null;
  const name = meta.indicator.slice(1);
  const key = dimsKey(filter.dims);
  let n = 0;
  let num = 0;
  let den = 0;
  let slot = -1;
  for (const p of partsOf(ctx, name, meta.region, row.at, row.data)) {
    if (p.indicator !== filter.picked.row.code || p.dims !== key || p.scope !== filter.picked.scope || p.status !== filter.picked.status || p.grain !== grain)
      continue;
    if (p.slot < filter.span.from || p.slot >= filter.span.to) continue;
    n += 1;
    num += p.num;
    den += p.den;
    slot = p.slot;
  }
  if (slot < 0) return null;
  const type = ctx.catalog.indicators.has(name) ? 'cn.tongguan.indicator.observed.v1' : name;
  return {
    source: row.source,
    id: row.id,
    series: row.series,
    type,
    region: meta.region,
    at: row.at,
    got: row.got,
    data: row.data,
    voidedAt: row.voidedAt,
    retracted: row.retracted ?? false,
    arrived: row.arrived,
    n,
    num,
    den,
    slot,
  };
}
