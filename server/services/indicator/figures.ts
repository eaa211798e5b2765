import { type Against, type ComparedPair, comparedSpans, type Step, tellingStep } from '../../core/indicator/compared-spans.ts';
import { takesLast } from '../../core/indicator/display.ts';
import { judge, measureOf } from '../../core/indicator/severity.ts';
import { isSilent } from '../../core/indicator/staleness.ts';
import { DAY, windowSpan } from '../../core/indicator/window.ts';
import type { Coverage, FigureQuery, FigureValue, Freshness, Span } from '../../wire/figure.ts';
import { MARKS, type Mark } from '../../wire/marks.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { assertFigure, type Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import type { EventStore } from '../event/event-store.ts';
import { readTotals } from '../rollup/read-totals.ts';
import { liveValue } from './computed.ts';
import { aloneIn, type ByRegion, byRegion, ComputedOwn, foldRegion, ReportedOwn, standsAlone } from './fold-regions.ts';
import { knownThen } from './known-at.ts';
import { likeWithLike } from './like-with-like.ts';
import { aliveIn, isConnected, type Picked, pickSeries } from './pick-series.ts';
import type { UsualHours } from './usual.ts';

/** What reads of figures need beside the context. */
export type FigureCtx = Ctx & { readonly store: EventStore; readonly usual: UsualHours; readonly feeds: FeedFacts };
/** What figures need to know of feeds, by the feed's id. */
export type FeedFacts = { cadence(feed: number): number | null; mark(feed: number): Mark | null; counts(feed: number): boolean };

/** @throws Invalid when the query names neither a window nor a span, or an empty one. */
export function spanOf(ctx: Ctx, query: FigureQuery): Span {
  if (query.span) {
    if (!(query.span.to > query.span.from)) throw new Invalid('a span ends after it starts');
    return { from: Math.floor(query.span.from / 60_000) * 60_000, to: Math.ceil(query.span.to / 60_000) * 60_000 };
  }
  if (!query.window) throw new Invalid('a figure is asked for a window or a span');
  return windowSpan(query.window, ctx.now(), ctx.catalog.zone);
}

/** Figures of several queries, each folded over its region's subtree. @throws OutOfScope, NotFound, Invalid */
export async function figureValues(ctx: FigureCtx, scope: Scope, queries: readonly FigureQuery[], against: Against = 'before'): Promise<FigureValue[]> {
  for (const query of queries) assertFigure(scope, ctx.catalog.tree, query);
  // All at once: on the embedded database they then stand in line together, before the next background step.
  return Promise.all(
    queries.map(async (asked) => {
      const query = await inStatus(ctx, asked);
      const read = await readOwn(ctx, query, query.region);
      return describe(ctx, query, read, await comparisons(ctx, query, read, against));
    }),
  );
}

/**
 * The figure of every direct child of a region, in tree order, then of the region's own series (未定位 and 本级), which is
 * last and carries the region's own code. Their fold is the region's figure; of a figure that the region itself reported
 * the last is the figure, and the others stand beside it.
 */
export async function figureChildren(ctx: FigureCtx, scope: Scope, asked: FigureQuery): Promise<FigureValue[]> {
  assertFigure(scope, ctx.catalog.tree, asked);
  const query = await inStatus(ctx, asked);
  const read = await readOwn(ctx, query, query.region);
  const out: FigureValue[] = [];
  for (const child of ctx.catalog.tree.childrenOf(query.region)) {
    out.push(await describe(ctx, { ...query, region: child }, read, null));
  }
  const own = read.own.get(query.region);
  const alone: Read = { ...read, own: aloneIn(read.own, query.region) };
  const self = await describe(ctx, query, alone, null);
  out.push({ ...self, coverage: null, expected: null, severity: null, marks: { ...self.marks, unlocated: own?.n ?? 0 } });
  return out;
}

export type Read = { picked: Picked; span: Span; own: ByRegion };

/** Own totals of every region below `under`, as known now or then. */
export async function readOwn(ctx: FigureCtx, query: FigureQuery, under: string, span = spanOf(ctx, query)): Promise<Read> {
  const picked = pickSeries(ctx.store, ctx.catalog, query, under);
  const totals = await readTotals(
    ctx.db,
    ctx.catalog.zone,
    picked.series.map((s) => s.id),
    span,
  );
  let own: ByRegion = byRegion(picked, totals);
  if (query.knownAt !== undefined) own = (await knownThen(ctx, query, picked, span, own, query.knownAt)).own;
  return { picked, span, own };
}

/**
 * A query with the status that its figure is told in where none is asked for: the most final that has anything in the span,
 * of what the region itself reported before what others reported in it.
 * One span is of one status, and so is what it is compared with. To be asked of a query that the scope holds.
 * @throws NotFound, Invalid
 */
export async function inStatus(ctx: FigureCtx, query: FigureQuery): Promise<FigureQuery> {
  if (query.status !== undefined) return query;
  const { scope, choices } = pickSeries(ctx.store, ctx.catalog, query, query.region);
  const fits = choices.filter((c) => c.scope === scope);
  if (fits.length < 2) return query;
  let first: FigureQuery | null = null;
  for (const { status } of fits) {
    const of = { ...query, scope, status };
    const { picked, own } = await readOwn(ctx, of, query.region);
    const told = picked.computed ? foldRegion(picked.row, ctx.catalog.tree, own, query.region).records > 0 : [...own.values()].some((t) => t.n > 0);
    if (!told) continue;
    if (!(own instanceof ReportedOwn) || standsAlone(own, query.region)) return of;
    first ??= of;
  }
  return first ?? query;
}

type Comparisons = Pick<FigureValue, 'previous' | 'yearAgo' | 'uncompared'>;

async function describe(ctx: FigureCtx, query: FigureQuery, read: Read, compared: Comparisons | null): Promise<FigureValue> {
  const { catalog } = ctx;
  const { row } = read.picked;
  const now = ctx.now();
  const folded = foldRegion(row, catalog.tree, read.own, query.region);
  const inside = new Set(catalog.tree.subtree(query.region));
  const live = read.span.to > now - DAY && read.span.to >= now - 60_000;
  const alive = aliveIn(ctx.store, catalog, row, inside, ctx.feeds.cadence, now);
  const expected = await ctx.usual.range(query, { from: read.span.from, to: Math.min(read.span.to, Math.max(now, read.span.from + 60_000)) });
  // A rare event that never happened is 0 where its source is known to live, not a source that is missing.
  const anywhere = isConnected(ctx.store, catalog, row);
  const state: Freshness = live
    ? !anywhere
      ? 'not_connected'
      : alive.lastAt === null
        ? 'no_data'
        : alive.state
    : folded.records > 0
      ? 'fresh'
      : anywhere
        ? 'no_data'
        : 'not_connected';
  const feeds = new Set(read.picked.series.filter((s) => inside.has(s.region)).map((s) => s.feed));
  return {
    query: { ...query, scope: read.picked.scope || undefined, status: read.picked.status || undefined },
    span: read.span,
    value:
      read.own instanceof ComputedOwn
        ? (folded.value ?? (live ? liveValue(ctx, row, read.own, query.region) : null))
        : liveZero(row, folded.value, live, state),
    num: folded.num,
    den: folded.den,
    records: folded.records,
    state,
    asOf: folded.lastAt ?? alive.lastAt,
    arrivedAt: alive.lastGot,
    cadenceMs: alive.cadenceMs,
    coverage: live ? coverageOf(ctx, row, query.region, now) : null,
    expected,
    severity: live && !isSilent(state) ? severityOf(row, folded, expected) : null,
    previous: compared?.previous ?? null,
    yearAgo: compared?.yearAgo ?? null,
    uncompared: compared?.uncompared ?? null,
    notReported: folded.notReported,
    marks: {
      of: MARKS.filter((mark) => [...feeds].some((f) => ctx.feeds.mark(f) === mark)),
      counted: [...feeds].some((f) => ctx.feeds.counts(f)),
      unlocated: standsAlone(read.own, query.region) ? 0 : (read.own.get(query.region)?.n ?? 0),
    },
  };
}

/** A living source that brought nothing says 0; a silent or unknown one says nothing. */
function liveZero(row: IndicatorRow, value: number | null, live: boolean, state: Freshness): number | null {
  return value === null && live && (state === 'fresh' || state === 'late') && (row.kind === 'count' || row.kind === 'sum') ? 0 : value;
}

/** How many of the regions that report (cities below a province) still do, and since when the others do not. */
function coverageOf(ctx: FigureCtx, row: IndicatorRow, region: string, now: number): Coverage | null {
  const { tree, reportingLevel } = ctx.catalog;
  if (row.additivity.region !== 'add') return null;
  const expected = tree.atLevel(reportingLevel, region).filter((r) => tree.kindOf(r) !== 'offMap' && r !== region);
  if (expected.length === 0) return null;
  const silent: Coverage['silent'] = [];
  for (const r of expected) {
    const alive = aliveIn(ctx.store, ctx.catalog, row, new Set(tree.subtree(r)), ctx.feeds.cadence, now);
    if (isSilent(alive.state)) silent.push({ region: r, since: alive.lastAt });
  }
  return { reporting: expected.length - silent.length, of: expected.length, silent };
}

/**
 * Change against the span before and a year before, over the regions that report in both: like with like, and of a span
 * that runs no more than is over.
 */
async function comparisons(ctx: FigureCtx, query: FigureQuery, read: Read, against: Against): Promise<Comparisons | null> {
  if (query.knownAt !== undefined) return null;
  const spans = comparedSpans(read.span, { window: query.window, against, step: stepOf(ctx, query, read), now: ctx.now(), zone: ctx.catalog.zone });
  if (!spans) return { previous: null, yearAgo: null, uncompared: 'not_yet' };
  const [previous, yearAgo] = await Promise.all([compareWith(ctx, query, read, spans.previous), compareWith(ctx, query, read, spans.yearAgo)]);
  return { previous: previous.change, yearAgo: yearAgo.change, uncompared: previous.change ? null : previous.none };
}

/** The newest value is whole at any time, and a rolling window is as long as the one before however often it is told. */
function stepOf(ctx: FigureCtx, { window, region }: FigureQuery, { picked }: Read): Step {
  if (takesLast(picked.row)) return 'minute';
  const rolls = window?.startsWith('PT') ?? false;
  const inside = new Set(ctx.catalog.tree.subtree(region));
  const { cadenceMs } = aliveIn(ctx.store, ctx.catalog, picked.row, inside, ctx.feeds.cadence, ctx.now());
  return tellingStep(picked.series[0]?.grain ?? 'minute', rolls ? 0 : cadenceMs);
}

function severityOf(row: IndicatorRow, folded: { value: number | null; num: number; den: number }, expected: FigureValue['expected']): FigureValue['severity'] {
  const rule = { direction: row.direction, measure: measureOf(row.kind, row.display.factor) };
  return judge(folded.value, expected, rule, row.kind === 'ratio' ? folded.den : folded.num)?.severity ?? null;
}

async function compareWith(ctx: FigureCtx, query: FigureQuery, read: Read, { part, before }: ComparedPair) {
  const { row } = read.picked;
  const { tree } = ctx.catalog;
  // Up to now there is no other total than that of the whole span.
  const whole = part.to >= Math.min(read.span.to, ctx.now());
  const [now, then] = await Promise.all([whole ? read : readOwn(ctx, query, query.region, part), readOwn(ctx, query, query.region, before)]);
  const change = likeWithLike(row, tree, query.region, now.own, then.own);
  const none = foldRegion(row, tree, now.own, query.region).records === 0 ? ('none_now' as const) : ('none_before' as const);
  return { change: change && (whole ? change : { ...change, to: part.to }), none };
}
