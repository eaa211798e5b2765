import { numbersLiteral, textsLiteral } from '../../../db/client.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import { dateStart, localDate } from '../../core/rollup/slots.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowDim, flowOf } from '../../core/trade/flow.ts';
import { markOf } from '../../wire/marks.ts';
import type { FlowRecord, FlowRecords, FlowRecordsInput } from '../../wire/trade.ts';
import { departmentsIn, type Scope } from '../access/require-scope.ts';
import { FOLD_RECORDS } from '../indicator/card.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { recordFields } from '../indicator/record-fields.ts';
import { readCursor } from '../indicator/record-page.ts';
import { inSnapshot } from '../indicator/snapshot.ts';
import { declaredSeries } from './declared-series.ts';
import { addUp, readPoints } from './read-card.ts';
import { assertFlows } from './see-flows.ts';

/**
 * How much is looked at: events of one statement, of a page, and of a span that is folded. What a filter asks for may be rare
 * among years of events, so that a page that only ended when it is full could read all of them.
 */
type Bounds = { look: number; most: number; fold: number };
const BOUNDS: Bounds = { look: 5_000, most: 20_000, fold: 5 * FOLD_RECORDS };
const HOUR = 3_600_000;
/** Where an event tells each dimension; its region is that of its series. */
const FIELD: Record<Exclude<FlowDim, 'region'>, string> = {
  zone: 'zone',
  mode: 'mode',
  direction: 'direction',
  partner: 'partner',
  chapter: 'hsChapter',
  port: 'port',
  district: 'customsDistrict',
};
const DIMS = FLOW_DIMS.filter((d) => d !== 'region');

type Row = {
  source: number;
  id: string;
  series: number;
  at: number;
  got: number;
  data: Record<string, unknown>;
  voidedAt: number | null;
  retracted: boolean | null;
};
type Before = { at: number; source: number; id: string };

/**
 * Events behind the cells, newest first: those that count, and, marked, those in whose place another stands or that were
 * withdrawn. With the first page comes the sum of all that count, folded apart from the cells.
 * @param scope of record.read; of some departments it lists what names them alone
 * @throws OutOfScope, Invalid
 */
export async function readFlowRecords(ctx: FigureCtx, scope: Scope, input: FlowRecordsInput, bounds: Bounds = BOUNDS): Promise<FlowRecords> {
  assertFlows(scope, ctx, input);
  const own = departmentsIn(scope, ctx.catalog.tree, input.region);
  const before = input.cursor === undefined ? null : readCursor(input.cursor);
  const rows: Row[] = [];
  let looked = 0;
  let stopped: Before | null = null;
  for await (const part of backwards(ctx, input, { own, before, counting: false, look: bounds.look, most: input.limit + 1 })) {
    rows.push(...part.rows);
    looked += part.looked;
    stopped = part.end;
    if (rows.length > input.limit || looked >= bounds.most) break;
  }
  const page = rows.slice(0, input.limit);
  await ctx.store.sources.load(
    ctx.db,
    page.map((r) => r.source),
  );
  const full = rows.length > page.length;
  const next = full ? (page.at(-1) ?? null) : stopped;
  return {
    rows: page.map((r) => toRecord(ctx, r)),
    next: next && `${next.at}.${next.source}.${next.id}`,
    until: full || !stopped ? null : stopped.at,
    partial: own !== null,
    fold: before === null && own === null ? await fold(ctx, input, bounds) : null,
  };
}

/** `end`: what lies before it was not looked at; null when nothing is left. */
type Part = { rows: Row[]; looked: number; end: Before | null };
type Walk = { own: readonly string[] | null; before: Before | null; counting: boolean; look: number; most: number };

/** Events of a span from its end on, by spans of time that grow where little lies in them, so that no statement reads much more than `look`. */
async function* backwards(ctx: FigureCtx, input: FlowRecordsInput, walk: Walk): AsyncGenerator<Part> {
  const from = dateStart(input.from, ctx.catalog.zone);
  let { before } = walk;
  let to = dateStart(input.to, ctx.catalog.zone);
  for (let length = HOUR; to > from; ) {
    if (before) to = Math.min(to, before.at + 1);
    const start = Math.max(from, to - length);
    const { rows, looked, last } = await look(ctx, input, { ...walk, before }, start, to);
    if (looked === walk.look && last) {
      before = last;
      length = Math.max(HOUR, length / 2);
    } else {
      before = null;
      to = start;
      if (looked < walk.look / 4) length *= 2;
    }
    // Ids of sources begin with 1: nothing of that very instant lies before it.
    yield { rows, looked, end: before ?? (to > from ? { at: to, source: 0, id: '-' } : null) };
  }
}

type Looked = { rows: Row[]; looked: number; last: Before | null };

/** The newest `look` events from `from` to `to`, and those among them that are asked for, at most `most`. */
async function look(ctx: FigureCtx, input: FlowRecordsInput, { own, before, counting, look, most }: Walk, from: number, to: number): Promise<Looked> {
  const raw = declaredSeries(ctx, input);
  if (raw.length === 0) return { rows: [], looked: 0, last: null };
  const filters = DIMS.map((d) => (input.filter[d] ? textsLiteral(input.filter[d]) : null));
  const passes = DIMS.map((d, i) => `($${12 + i}::text is null or coalesce(e.data->>'${FIELD[d as keyof typeof FIELD]}', '') = any($${12 + i}::text::text[]))`);
  const found = await ctx.db.query<Row & { looked: number; lastAt: number; lastSource: number; lastId: string }>(
    `with seen as materialized (
       select e.source, e.id, e.series, e.at, e.got, e.data from event e
       where e.series = any($1::text::int[]) and e.at >= to_timestamp($2::float8 / 1000.0) and e.at < to_timestamp($3::float8 / 1000.0)
         and ($7::float8 is null or (e.at, e.source, e.id) < (to_timestamp($7::float8 / 1000.0), $8::int, $9::text))
       order by e.at desc, e.source desc, e.id desc limit $11::int)
     select s.*, p.* from (select (select count(*)::int from seen) looked, at "lastAt", source "lastSource", id "lastId" from seen order by at, source, id limit 1) s
     left join (
       select e.source, e.id, e.series, e.at, e.got, e.data, v.got "voidedAt", v.retracted from seen e left join event_void v on v.source = e.source and v.id = e.id
       where e.data->>'scope' = $4::text and coalesce(e.data->>'status', 'preliminary') = $5::text and ($6::text is null or e.data->>'department' = any($6::text::text[]))
         ${counting ? 'and v.id is null' : ''} and ${passes.join(' and ')}
       order by e.at desc, e.source desc, e.id desc limit $10::int) p on true
     order by p.at desc, p.source desc, p.id desc`,
    [
      numbersLiteral(raw.map((s) => s.id)),
      from,
      to,
      input.scope,
      input.status,
      own === null ? null : textsLiteral(own),
      before?.at ?? null,
      before?.source ?? null,
      before?.id ?? null,
      most,
      look,
      ...filters,
    ],
  );
  const [one] = found;
  if (!one) return { rows: [], looked: 0, last: null };
  return { rows: found.filter((r) => r.id !== null), looked: one.looked, last: { at: one.lastAt, source: one.lastSource, id: one.lastId } };
}

function toRecord(ctx: FigureCtx, r: Row): FlowRecord {
  const source = ctx.store.sources.get(r.source);
  const region = ctx.store.series.get(r.series)?.region ?? '';
  const { sums } = flowOf(r.data as Parameters<typeof flowOf>[0], region);
  return {
    source: source?.uri ?? '',
    id: r.id,
    at: r.at,
    got: r.got,
    region,
    regionName: r.data.unlocated === true ? '未定位' : ctx.catalog.regionName(region),
    fields: recordFields(ctx.catalog, r.data),
    value: sums.value,
    parcels: sums.parcels,
    declarations: sums.declarations,
    state: r.voidedAt === null ? 'live' : r.retracted ? 'retracted' : 'replaced',
    voidedAt: r.voidedAt,
    mark: markOf(r.data.mark) ?? (source ? ctx.feeds.mark(source.feed) : null),
  };
}

type Fold = NonNullable<FlowRecords['fold']>;

/** Folds all that counts and compares; what seems to differ, because events come in meanwhile, is read again in a snapshot. */
async function fold(ctx: FigureCtx, input: FlowRecordsInput, bounds: Bounds): Promise<Fold> {
  const seen = await foldOnce(ctx, input, bounds);
  return seen.equal || seen.sums === null ? seen : inSnapshot(ctx, (snapshot) => foldOnce(snapshot, input, bounds));
}

async function foldOnce(ctx: FigureCtx, input: FlowRecordsInput, bounds: Bounds): Promise<Fold> {
  const { sums: told } = await readPoints(ctx, input);
  if (told.events > FOLD_RECORDS) return { sums: null, equal: false, note: 'too_many' };
  if (await isLong(ctx, input, bounds.fold)) return { sums: null, equal: false, note: 'too_long' };
  let sums = addUp([]);
  for await (const { rows } of backwards(ctx, input, { own: null, before: null, counting: true, look: bounds.look, most: bounds.look })) {
    sums = addUp([sums, ...rows.map((r) => flowOf(r.data as Parameters<typeof flowOf>[0], '').sums)]);
    // More are read than the cells know of only where they differ, which is then seen.
    if (sums.events > FOLD_RECORDS) break;
  }
  const equal = FLOW_SUMS.every((s) => sums[s] === told[s]);
  return { sums, equal, note: equal ? null : sums.events < told.events && (await archived(ctx, input)) ? 'archived' : 'differs' };
}

/** Whether more events lie in the span, of whatever a filter asks for, than are looked at for a sum. */
async function isLong(ctx: FigureCtx, input: FlowRecordsInput, most: number): Promise<boolean> {
  const { zone } = ctx.catalog;
  const [row] = await ctx.db.query<{ n: number }>(
    `select count(*)::int n from (select 1 from event where series = any($1::text::int[]) and at >= to_timestamp($2::float8 / 1000.0)
       and at < to_timestamp($3::float8 / 1000.0) limit $4::int) e`,
    [numbersLiteral(declaredSeries(ctx, input).map((s) => s.id)), dateStart(input.from, zone), dateStart(input.to, zone), most + 1],
  );
  return (row?.n ?? 0) > most;
}

/** Whether raw events of the span's months were let go, after they had been verified. */
async function archived(ctx: FigureCtx, { from, to }: FlowRecordsInput): Promise<boolean> {
  const { zone } = ctx.catalog;
  const last = localDate(nextPeriod(dateStart(to, zone) - 1, 'day', zone) - 1, zone);
  const rows = await ctx.db.query("select 1 from pack_seal where month >= date_trunc('month', $1::text::date) and month <= $2::text::date limit 1", [
    from,
    last,
  ]);
  return rows.length > 0;
}
