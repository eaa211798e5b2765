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

const PAGE = 5_000;
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
export async function readFlowRecords(ctx: FigureCtx, scope: Scope, input: FlowRecordsInput): Promise<FlowRecords> {
  assertFlows(scope, ctx, input);
  const own = departmentsIn(scope, ctx.catalog.tree, input.region);
  const before = input.cursor === undefined ? null : readCursor(input.cursor);
  const rows = await readPage(ctx, input, own, before, input.limit + 1, false);
  const page = rows.slice(0, input.limit);
  await ctx.store.sources.load(
    ctx.db,
    page.map((r) => r.source),
  );
  const last = page.at(-1);
  return {
    rows: page.map((r) => toRecord(ctx, r)),
    next: rows.length > page.length && last ? `${last.at}.${last.source}.${last.id}` : null,
    partial: own !== null,
    fold: before === null && own === null ? await fold(ctx, input) : null,
  };
}

async function readPage(
  ctx: FigureCtx,
  input: FlowRecordsInput,
  own: readonly string[] | null,
  before: Before | null,
  limit: number,
  counting: boolean,
): Promise<Row[]> {
  const { zone } = ctx.catalog;
  const raw = declaredSeries(ctx, input);
  if (raw.length === 0) return [];
  const filters = DIMS.map((d) => (input.filter[d] ? textsLiteral(input.filter[d]) : null));
  const passes = DIMS.map((d, i) => `($${11 + i}::text is null or coalesce(e.data->>'${FIELD[d as keyof typeof FIELD]}', '') = any($${11 + i}::text::text[]))`);
  return ctx.db.query<Row>(
    `select e.source, e.id, e.series, e.at, e.got, e.data, v.got "voidedAt", v.retracted from event e left join event_void v on v.source = e.source and v.id = e.id
     where e.series = any($1::text::int[]) and e.at >= to_timestamp($2::float8 / 1000.0) and e.at < to_timestamp($3::float8 / 1000.0)
       and e.data->>'scope' = $4::text and coalesce(e.data->>'status', 'preliminary') = $5::text and ($6::text is null or e.data->>'department' = any($6::text::text[]))
       and ($7::float8 is null or (e.at, e.source, e.id) < (to_timestamp($7::float8 / 1000.0), $8::int, $9::text))
       ${counting ? 'and v.id is null' : ''} and ${passes.join(' and ')}
     order by e.at desc, e.source desc, e.id desc limit $10::int`,
    [
      numbersLiteral(raw.map((s) => s.id)),
      dateStart(input.from, zone),
      dateStart(input.to, zone),
      input.scope,
      input.status,
      own === null ? null : textsLiteral(own),
      before?.at ?? null,
      before?.source ?? null,
      before?.id ?? null,
      limit,
      ...filters,
    ],
  );
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
async function fold(ctx: FigureCtx, input: FlowRecordsInput): Promise<Fold> {
  const seen = await foldOnce(ctx, input);
  return seen.equal || seen.note === 'too_many' ? seen : inSnapshot(ctx, (snapshot) => foldOnce(snapshot, input));
}

async function foldOnce(ctx: FigureCtx, input: FlowRecordsInput): Promise<Fold> {
  const { sums: told } = await readPoints(ctx, input);
  if (told.events > FOLD_RECORDS) return { sums: addUp([]), equal: false, note: 'too_many' };
  let sums = addUp([]);
  // More are read than the cells know of only where they differ, which is then seen.
  for (let before: Before | null = null; sums.events <= FOLD_RECORDS; ) {
    const rows: Row[] = await readPage(ctx, input, null, before, PAGE, true);
    sums = addUp([sums, ...rows.map((r) => flowOf(r.data as Parameters<typeof flowOf>[0], '').sums)]);
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) break;
    before = { at: last.at, source: last.source, id: last.id };
  }
  const equal = FLOW_SUMS.every((s) => sums[s] === told[s]);
  return { sums, equal, note: equal ? null : sums.events < told.events && (await archived(ctx, input)) ? 'archived' : 'differs' };
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
