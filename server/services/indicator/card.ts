import { numbersLiteral } from '../../../db/client.ts';
import { displayValue, pairOf, type Totals, takesLast } from '../../core/indicator/display.ts';
import { ownTargetsOf } from '../../core/indicator/live-dictionary.ts';
import { isSilent } from '../../core/indicator/staleness.ts';
import { localDate } from '../../core/rollup/slots.ts';
import type { FeedStatus, FigureCard, FigureQuery, FigureValue, FoldPart } from '../../wire/figure.ts';
import type { Scope } from '../access/require-scope.ts';
import { computedCard } from './card-computed.ts';
import { type FigureCtx, figureValues, type Read, readOwn } from './figures.ts';
import { aloneIn, type ByRegion, ComputedOwn, countedRegions, foldRegion, putTogether, standsAlone } from './fold-regions.ts';
import { knownThen } from './known-at.ts';
import { aliveIn } from './pick-series.ts';
import { type RecordFilter, readRecords } from './records.ts';
import { inSnapshot } from './snapshot.ts';

/** A figure of at most this many records is folded again from every one of them while the card opens. */
export const FOLD_RECORDS = 50_000;
const PAGE = 5_000;

/**
 * Everything behind a number: its definition, the parts it is the fold of, and the fold of the raw records by the
 * indicator's own rule, computed apart from the rollups. `equal` says whether they agree to the last digit.
 */
export async function figureCard(
  ctx: FigureCtx,
  scope: Scope,
  given: FigureQuery,
  feedStatus: (ids: ReadonlySet<number>) => Promise<FeedStatus[]>,
): Promise<FigureCard> {
  const [asked] = await figureValues(ctx, scope, [given]);
  if (!asked) throw new Error('a query gives a figure');
  // Parts, records and what was known then are of the status that the figure is told in.
  const query = { ...given, scope: asked.query.scope, status: asked.query.status };
  const { knownAt, ...current } = query;
  let seen = await lookBehind(ctx, query, asked);
  // Events came in between the reads, or something is wrong: a snapshot tells which.
  if (!seen.recordFold.equal && seen.recordFold.note?.kind !== 'too_many') seen = await inSnapshot(ctx, (snapshot) => lookBehind(snapshot, query, asked));
  const { figure, read, parts, recordFold } = seen;
  const { row } = read.picked;
  const num = parts.reduce((sum, p) => (p.excluded ? sum : sum + p.num), 0);
  const den = parts.reduce((sum, p) => (p.excluded ? sum : sum + p.den), 0);
  const records = parts.reduce((sum, p) => (p.excluded ? sum : sum + p.records), 0);
  const equal = num === figure.num && den === figure.den;
  const value = read.picked.computed && equal ? figure.value : displayValue(row, num, den, records);
  const inside = new Set(ctx.catalog.tree.subtree(query.region));
  const feeds = new Set(read.picked.series.filter((s) => inside.has(s.region)).map((s) => s.feed));
  return {
    figure,
    definition: row,
    version: ctx.catalog.versions.get(row.code) ?? 0,
    ownTargets: [...ownTargetsOf(ctx.catalog, row.code, query.region)],
    sourceTitle: ctx.catalog.sourceTitle(row.source.document),
    regionName: ctx.catalog.regionName(query.region),
    parts,
    fold: { num, den, value, equal },
    recordFold,
    computed: computedCard(ctx, read, figure),
    then: knownAt === undefined ? null : await thenOf(ctx, { ...current, span: figure.span }, read, knownAt),
    feeds: await feedStatus(feeds),
    source: row.source,
    beside: await besideOf(ctx, scope, { ...current, span: figure.span }, read),
  };
}

/** The other statuses of the same scope and span. What was known then of them is not asked. */
async function besideOf(ctx: FigureCtx, scope: Scope, query: FigureQuery, { picked }: Read): Promise<FigureCard['beside']> {
  const others = picked.choices.filter((c) => c.scope === picked.scope && c.status !== picked.status && c.status !== '');
  if (others.length === 0) return [];
  const of = { ...query, ...(picked.scope ? { scope: picked.scope } : {}) };
  const values = await figureValues(
    ctx,
    scope,
    others.map(({ status }) => ({ ...of, status })),
  );
  return values.flatMap(({ value, asOf, records }, i) => (records === 0 ? [] : [{ status: others[i]?.status ?? '', value, asOf }]));
}

type Seen = { figure: FigureValue; read: Read; parts: FoldPart[]; recordFold: Fold };

/** The figure's sum as it stands now, its parts, and the fold of its records. */
async function lookBehind(ctx: FigureCtx, query: FigureQuery, asked: FigureValue): Promise<Seen> {
  const read = await readOwn(ctx, query, query.region, asked.span);
  const { num, den, records, value } = foldRegion(read.picked.row, ctx.catalog.tree, read.own, query.region);
  const zero = records === 0 && (asked.value === 0 || (read.picked.computed && num === asked.num && den === asked.den)) ? asked.value : null;
  const figure = { ...asked, num, den, records, value: value ?? zero };
  return { figure, read, parts: regionParts(ctx, read, query.region), recordFold: await foldRecords(ctx, query, read, figure) };
}

function regionParts(ctx: FigureCtx, read: Read, region: string): FoldPart[] {
  const { tree, regionName } = ctx.catalog;
  const { row } = read.picked;
  const now = ctx.now();
  // What was reported of the whole region is the figure; what regions below reported of the same is no part of it.
  const stands = standsAlone(read.own, region);
  const part = (code: string, alone: boolean): FoldPart => {
    const folded = foldRegion(row, tree, alone ? aloneIn(read.own, code) : read.own, code);
    const alive = aliveIn(ctx.store, ctx.catalog, row, new Set(tree.subtree(code)), ctx.feeds.cadence, now);
    return {
      region: code,
      name: regionName(code),
      num: folded.num,
      den: folded.den,
      records: folded.records,
      value: folded.value,
      excluded: stands && !alone,
      since: isSilent(alive.state) ? alive.lastAt : null,
      unlocated: alone,
    };
  };
  if (row.additivity.region !== 'add') return [part(region, false)];
  const children = tree.childrenOf(region).filter((c) => tree.levelOf(c) === ctx.catalog.reportingLevel || tree.subtree(c).some((r) => read.own.has(r)));
  const list = children.map((c) => part(c, false));
  if (read.own.has(region) || list.length === 0) list.push({ ...part(region, true), unlocated: list.length > 0 && !stands });
  return list;
}

type Fold = NonNullable<FigureCard['recordFold']>;
type Folding = { num: number; den: number; records: number; span: { from: number; to: number } };

/** Regions whose records a figure is made of. */
function recordRegions({ catalog: { tree } }: FigureCtx, { picked, own }: { picked: Read['picked']; own: ByRegion }, region: string): readonly string[] {
  return picked.row.additivity.region === 'add' ? countedRegions(tree, own, region) : [region];
}

/** Folds the raw records themselves, page by page; `note` says why where they are not folded or do not agree. */
async function foldRecords(ctx: FigureCtx, query: FigureQuery, read: Read, figure: Folding): Promise<Fold> {
  const { row } = read.picked;
  if (read.picked.computed && read.own instanceof ComputedOwn) return foldComputed(ctx, query, read, read.own, figure);
  if (figure.records > FOLD_RECORDS)
    return { records: figure.records, num: 0, den: 0, value: null, equal: false, note: { kind: 'too_many', most: FOLD_RECORDS } };
  const regions = recordRegions(ctx, read, query.region);
  const filter: RecordFilter = { picked: read.picked, dims: query.dims ?? {}, regions, span: figure.span };
  const own = new Map<string, Totals & { slot: number; arrived: number }>();
  let records = 0;
  for (let before: RecordFilter['before'] = null; ; ) {
    const page = await readRecords(ctx, ctx.store, ctx.db, { ...filter, before }, PAGE);
    for (const r of page.records) {
      const counts = query.knownAt === undefined ? r.voidedAt === null : r.got <= query.knownAt && (r.voidedAt === null || r.voidedAt > query.knownAt);
      if (!counts) continue;
      records += r.n;
      const t = own.get(r.region) ?? { n: 0, num: 0, den: 0, lastAt: null, lastNum: 0, lastDen: 0, slot: -1, arrived: -1 };
      t.n += r.n;
      t.num += r.num;
      t.den += r.den;
      if (r.slot > t.slot || (r.slot === t.slot && (r.at > (t.lastAt ?? -1) || (r.at === t.lastAt && r.arrived > t.arrived)))) {
        Object.assign(t, { slot: r.slot, lastAt: r.at, arrived: r.arrived, lastNum: r.num, lastDen: r.den });
      }
      own.set(r.region, t);
    }
    if (!page.next) break;
    before = page.next;
  }
  let num = 0;
  let den = 0;
  for (const t of own.values()) {
    const pair = pairOf(row, t);
    num += pair.num;
    den += pair.den;
  }
  const equal = num === figure.num && den === figure.den && records === figure.records;
  const at = records < figure.records ? await archivedAt(ctx, read) : null;
  const note: Fold['note'] = equal ? null : at !== null ? { kind: 'archived', at } : takesLast(row) && records > 0 ? null : { kind: 'differs' };
  return { records, num, den, value: displayValue(row, num, den, records), equal, note };
}

/** The records of every part folded by its own rule, and put together as the figure is. */
async function foldComputed(ctx: FigureCtx, query: FigureQuery, read: Read, own: ComputedOwn, figure: Folding): Promise<Fold> {
  const folds: Fold[] = [];
  for (const [i, picked] of (read.picked.computed?.parts ?? []).entries()) {
    const of = own.parts[i]?.own ?? new Map();
    const { num, den, records } = foldRegion(picked.row, ctx.catalog.tree, of, query.region);
    folds.push(
      await foldRecords(ctx, { ...query, indicator: picked.row.code }, { picked, span: read.span, own: of }, { num, den, records, span: figure.span }),
    );
  }
  const { num, den, records } = putTogether(own.rule, folds);
  const value = displayValue(read.picked.row, num, den, records);
  const note = folds.find((f) => f.note !== null)?.note ?? null;
  return { records: folds.reduce((all, f) => all + f.records, 0), num, den, value, equal: folds.every((f) => f.equal), note };
}

/** When raw records of the read's months were last let go, after they had been verified; null when all are there. */
async function archivedAt(ctx: FigureCtx, { picked, span }: Read): Promise<number | null> {
  const month = (at: number) => `${localDate(at, ctx.catalog.zone).slice(0, 7)}-01`;
  const ids = numbersLiteral(picked.series.map((s) => s.id));
  const [row] = await ctx.db.query<{ at: number | null }>(
    'select max(sealed_at) at from pack_seal where series = any($1::text::int[]) and month between $2::text::date and $3::text::date',
    [ids, month(span.from), month(span.to - 1)],
  );
  return row?.at ?? null;
}

async function thenOf(ctx: FigureCtx, query: FigureQuery, read: Read, knownAt: number): Promise<FigureCard['then']> {
  const now = await readOwn(ctx, query, query.region, read.span);
  const then = await knownThen(ctx, query, now.picked, read.span, now.own, knownAt);
  const folded = foldRegion(read.picked.row, ctx.catalog.tree, then.own, query.region);
  return {
    knownAt,
    value: folded.value,
    num: folded.num,
    den: folded.den,
    records: folded.records,
    late: then.late,
    corrected: then.corrected,
    retracted: then.retracted,
  };
}
