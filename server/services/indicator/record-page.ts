import { reportsWhole } from '../../core/indicator/own-report.ts';
import type { FigureQuery, RecordPage, RecordRow } from '../../wire/figure.ts';
import { markOf } from '../../wire/marks.ts';
import { asReader } from '../access/as-reader.ts';
import { assertFigure, departmentsIn, type Scope, seesTicket } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import { type FigureCtx, figureValues, inStatus, readOwn, spanOf } from './figures.ts';
import { countedRegions, ReportedOwn } from './fold-regions.ts';
import { pickSeries } from './pick-series.ts';
import { recordFields } from './record-fields.ts';
import { type RawRecord, type RecordFilter, readRecords } from './records.ts';

const READ = 1_000;
/** Beyond these the database refuses an instant or a source. */
const LATEST = Date.UTC(9999, 0, 1);
const MOST_INT = 2 ** 31 - 1;

/**
 * One page of the records behind a figure, newest first, redacted. `cursor` is the `next` of the page before.
 * With `all` voided records are listed too, struck out; else only what counts. With `knownAt` both are as they were then.
 * A scope of some departments lists their records alone and says so by `partial`: the figure itself counts all.
 */
export async function recordPage(ctx: FigureCtx, scope: Scope, asked: FigureQuery, cursor: string | null, limit: number, all: boolean): Promise<RecordPage> {
  const { catalog } = ctx;
  assertFigure(scope, catalog.tree, asked);
  const query = await inStatus(ctx, asked);
  const own = departmentsIn(scope, catalog.tree, query.region);
  const picked = pickSeries(ctx.store, catalog, query, query.region);
  if (picked.computed) throw new Invalid(`${picked.row.code} is computed and has no records: see those of ${picked.computed.rule.leaves.join(', ')}`);
  // Of reports the records of those that make up the figure: of a region's own they are none from below it.
  const reports = reportsWhole(picked.row, picked.scope, picked.series[0]?.grain) ? (await readOwn(ctx, query, query.region)).own : new ReportedOwn();
  const inside = reports.size > 0 ? countedRegions(catalog.tree, reports, query.region) : catalog.tree.subtree(query.region);
  const regions = picked.row.additivity.region === 'add' ? inside : [query.region];
  const filter: RecordFilter = { picked, dims: query.dims ?? {}, regions, span: spanOf(ctx, query) };
  const rows: RawRecord[] = [];
  let before = cursor === null ? null : readCursor(cursor);
  // Where no series fits nothing was counted: the whole store would be read to find that out.
  let more = picked.series.length > 0;
  while (rows.length < limit && more) {
    const page = await readRecords(ctx, ctx.store, ctx.db, { ...filter, before }, READ);
    const listed = own === null ? page.records : await ofDepartments(ctx, scope, page.records, own);
    for (const r of listed) {
      if (all ? !wasKnown(r, query.knownAt) : !countsAt(r, query.knownAt)) continue;
      if (rows.length === limit) break;
      rows.push(r);
    }
    const full = rows.length === limit;
    const end = rows[rows.length - 1];
    more = full || page.next !== null;
    before = (full && end ? { at: end.at, source: end.source, id: end.id } : page.next) ?? null;
    if (!page.next && !full) break;
  }
  await ctx.store.sources.load(
    ctx.db,
    rows.map((r) => r.source),
  );
  const cases = await casesOf(ctx, scope, rows);
  const [figure] = await figureValues(ctx, scope, [query]);
  return {
    rows: rows.map((r) => toRow(ctx, r, cases, query.knownAt)),
    total: figure?.records ?? 0,
    partial: own !== null,
    next: more && before ? `${before.at}.${before.source}.${before.id}` : null,
  };
}

function wasKnown(r: RawRecord, then: number | undefined): boolean {
  return then === undefined || r.got <= then;
}

function voidedBy(r: RawRecord, then: number | undefined): boolean {
  return r.voidedAt !== null && (then === undefined || r.voidedAt <= then);
}

function countsAt(r: RawRecord, then: number | undefined): boolean {
  return wasKnown(r, then) && !voidedBy(r, then);
}

/** The keyset of a cursor `at.source.id`. @throws Invalid */
export function readCursor(text: string): NonNullable<RecordFilter['before']> {
  const m = /^(\d{1,16})\.(\d{1,10})\.([^\0]+)$/s.exec(text);
  const [at, source] = [Number(m?.[1]), Number(m?.[2])];
  if (!m || at > LATEST || source > MOST_INT) throw new Invalid('the cursor is not one of this list');
  return { at, source, id: m[3] as string };
}

/** Records that name one of the departments, or are about a ticket that one of them handles. */
async function ofDepartments(ctx: FigureCtx, scope: Scope, records: readonly RawRecord[], own: readonly string[]): Promise<RawRecord[]> {
  const cases = await casesOf(ctx, scope, records);
  return records.filter((r) => (typeof r.data.department === 'string' && own.includes(r.data.department)) || cases.has(r));
}

/**
 * The ticket that each record is about, if the scope holds it: its own, or the one that a step names, which another source
 * may have reported.
 */
async function casesOf(ctx: FigureCtx, scope: Scope, rows: readonly RawRecord[]): Promise<Map<RawRecord, number>> {
  const refs: { record: RawRecord; s: number; e: string }[] = [];
  for (const record of rows) {
    if (!record.type.includes('.ticket.')) continue;
    const step = record.data.ticketRef as { source: string; id: string } | undefined;
    const source = step ? (await ctx.store.sources.find(ctx.db, step.source))?.id : record.source;
    // A case keeps the id under which it was reported first, through all corrections.
    if (source !== undefined) refs.push({ record, s: source, e: step?.id ?? (record.data.original as string | undefined) ?? record.id });
  }
  if (refs.length === 0) return new Map();
  const found = await asReader(ctx, scope, (tx) =>
    tx.query<{ s: number; e: string; id: number; region: string; department: string | null }>(
      `select c.source s, c.event_id e, c.id, c.region, c.department from cases c
       join json_to_recordset($1::text::json) r(s int, e text) on c.source = r.s and c.event_id = r.e and c.kind = 'ticket'`,
      [JSON.stringify(refs.map(({ s, e }) => ({ s, e })))],
    ),
  );
  const held = found.filter((one) => seesTicket(scope, ctx.catalog.tree, one));
  const ids = new Map(held.map((f) => [`${f.s}|${f.e}`, f.id]));
  return new Map(refs.flatMap(({ record, s, e }) => (ids.has(`${s}|${e}`) ? [[record, ids.get(`${s}|${e}`) as number] as const] : [])));
}

function toRow(ctx: FigureCtx, r: RawRecord, cases: ReadonlyMap<RawRecord, number>, then: number | undefined): RecordRow {
  const voided = voidedBy(r, then);
  const source = ctx.store.sources.get(r.source);
  return {
    source: source?.uri ?? '',
    id: r.id,
    type: r.type,
    at: r.at,
    got: r.got,
    region: r.region,
    regionName: r.data.unlocated === true ? '未定位' : ctx.catalog.regionName(r.region),
    fields: recordFields(ctx.catalog, r.data),
    num: r.num,
    den: r.den,
    state: !voided ? 'live' : r.retracted ? 'retracted' : 'replaced',
    voidedAt: voided ? r.voidedAt : null,
    counted: typeof r.data.count === 'number' || (r.type === 'cn.tongguan.indicator.observed.v1' && r.num !== 1),
    mark: markOf(r.data.mark) ?? (source ? ctx.feeds.mark(source.feed) : null),
    caseId: cases.get(r) ?? null,
  };
}
