import { compareParts } from '../../core/indicator/compare.ts';
import { displayValue } from '../../core/indicator/display.ts';
import { ownTargetsOf } from '../../core/indicator/live-dictionary.ts';
import { nextPeriod, periodStart } from '../../core/indicator/window.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { Slots } from '../../core/rollup/codec.ts';
import {
  packCells,
  REVIEW_POINTS,
  type ReviewCell,
  type ReviewChange,
  type ReviewGrain,
  type ReviewPage,
  type ReviewRow,
  type Trend,
} from '../../wire/review.ts';
import { readPolicy } from '../access/read-policy.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import { Invalid, NotFound } from '../errors.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import { joinSums } from '../indicator/computed.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { aliveIn, isConnected } from '../indicator/pick-series.ts';
import { countsIn } from '../indicator/standing-slots.ts';
import { type PeriodSet, readPeriods } from '../rollup/read-periods.ts';
import { grainOf, planRows, type RowPlan } from './plan-rows.ts';

/** `month` is any instant of it. */
export type ReviewQuery = { region: string; month: number };

/**
 * The whole review of a region in a month, read in one statement however many indicators and regions there are. Each
 * value is what the single figure of its region and period says: Σ numerators ÷ Σ denominators over the subtree, 未报
 * where a figure that does not add was not told for the region itself, and the region's own report alone where it made one
 * of a figure that authorities report (reportsWhole).
 * @throws OutOfScope, NotFound, Invalid (a month that has not begun)
 */
export async function reviewPage(ctx: FigureCtx, scope: Scope, { region, month: at }: ReviewQuery): Promise<ReviewPage> {
  const { tree, zone } = ctx.catalog;
  assertRegion(scope, tree, region);
  if (!tree.has(region)) throw new NotFound(`there is no region ${region}`);
  const now = ctx.now();
  if (at > now) throw new Invalid('this month has not begun');
  const month = periodStart(at, 'month', zone);
  const end = nextPeriod(month, 'month', zone);
  const children = tree.childrenOf(region);
  const bounds = { month: boundsOf('month', month, ctx), quarter: boundsOf('quarter', month, ctx), year: boundsOf('year', month, ctx) };
  const plans = planRows(ctx, scope, region, children);
  const [slots, policy] = await Promise.all([readPeriods(ctx.db, zone, ctx.store.months, setsOf(plans, bounds)), readPolicy(ctx)]);
  const running = end > now;
  return {
    region,
    month,
    end,
    running,
    now,
    periods: { month: bounds.month.slice(0, -1), quarter: bounds.quarter.slice(0, -1), year: bounds.year.slice(0, -1) },
    rows: plans.map((plan) => rowOf(ctx, plan, region, children, slots, running)),
    ownTargets: Object.fromEntries(
      plans.flatMap(({ row }) => {
        const own = [region, ...children].flatMap((at) => ownTargetsOf(ctx.catalog, row.code, at));
        return own.length === 0 ? [] : [[row.code, own]];
      }),
    ),
    comparison: policy.comparison,
  };
}

/** Starts of the periods of a grain that end with the one of a month, and the end of that one. */
function boundsOf(grain: ReviewGrain, month: number, { catalog: { zone } }: FigureCtx): number[] {
  const step = grain === 'quarter' ? 3 : 1;
  const unit = grain === 'year' ? 'year' : 'month';
  let first = periodStart(month, unit, zone);
  if (grain === 'quarter') {
    const local = new Date(month + zone(month)).getUTCMonth();
    for (let i = local % 3; i > 0; i--) first = periodStart(first - 1, 'month', zone);
  }
  const bounds = [first];
  let end = first;
  for (let i = 0; i < step; i++) end = nextPeriod(end, unit, zone);
  while (bounds.length < REVIEW_POINTS[grain]) {
    let start = bounds[0] as number;
    for (let i = 0; i < step; i++) start = periodStart(start - 1, unit, zone);
    bounds.unshift(start);
  }
  return [...bounds, end];
}

function setsOf(plans: readonly RowPlan[], bounds: Record<ReviewGrain, number[]>): PeriodSet[] {
  const last = new Set<number>();
  const sets: Record<ReviewGrain, Set<number>> = { month: new Set(), quarter: new Set(), year: new Set() };
  for (const plan of plans.flatMap((p) => p.computed?.parts ?? [p])) {
    const others = plan.versions.filter((v) => plan.reported || v.status !== '').flatMap((v) => [v.series, ...(plan.reported ? v.below.values() : [])]);
    const lists = [plan.own, ...plan.below.values(), ...others, ...plan.others.map((o) => o.series)];
    for (const s of lists.flat()) {
      sets[plan.grain].add(s.id);
      if (plan.last) last.add(s.id);
    }
  }
  return (['month', 'quarter', 'year'] as const).map((grain) => ({ series: [...sets[grain]], bounds: bounds[grain], last: (id) => last.has(id) }));
}

type BySeries = ReadonlyMap<number, Slots>;

/** Sums of a region in each period; `below` counts what was told for regions inside it alone. */
type Sums = { n: Float64Array; num: Float64Array; den: Float64Array; below: Float64Array };

/** Which of the series of a plan: the region's own figure's, a child's, or those of exactly the region. */
type Part = (plan: RowPlan) => readonly SeriesMeta[];

function sumsOf(tree: RegionTree, plan: RowPlan, part: Part, region: string, slots: BySeries): Sums {
  if (!plan.computed) return sumUp(tree, plan, part(plan), region, slots);
  const length = REVIEW_POINTS[plan.grain];
  const parts = plan.computed.parts.map((p) => sumUp(tree, p, part(p), region, slots));
  const below = Float64Array.from({ length }, (_, i) => parts.reduce((all, p) => all + (p.n[i] === 0 ? (p.below[i] as number) : 0), 0));
  return { ...joinSums(plan.computed.rule, parts, length), below };
}

function sumUp(tree: RegionTree, plan: RowPlan, series: readonly SeriesMeta[], region: string, slots: BySeries): Sums {
  const length = REVIEW_POINTS[plan.grain];
  const sums = { n: new Float64Array(length), num: new Float64Array(length), den: new Float64Array(length), below: new Float64Array(length) };
  const adds = plan.row.additivity.region === 'add';
  const counts = plan.reported ? countsIn(tree, region, { row: plan.row, scope: plan.scope, series }, slots) : null;
  for (const { id, region: at } of series) {
    const s = slots.get(id);
    if (!s) continue;
    const alone = adds || at === region;
    const [nums, dens] = plan.last && s.lastNum && s.lastDen ? [s.lastNum, s.lastDen] : [s.num, s.den];
    for (let i = 0; i < length; i++) {
      const n = s.n[i] as number;
      if (n === 0 || (counts && !counts(at, i))) continue;
      if (!alone) {
        sums.below[i] = (sums.below[i] as number) + n;
        continue;
      }
      sums.n[i] = (sums.n[i] as number) + n;
      sums.num[i] = (sums.num[i] as number) + (nums[i] as number);
      sums.den[i] = (sums.den[i] as number) + (dens[i] as number);
    }
  }
  return sums;
}

function trendOf({ row }: RowPlan, sums: Sums): Trend {
  const places = 10 ** (row.display.decimals + 2);
  return Array.from(sums.n, (n, i) => {
    const value = displayValue(row, sums.num[i] as number, sums.den[i] as number, n);
    return value === null ? null : Math.round(value * places) / places;
  });
}

/** What a region's figure is in a period. */
function told({ row }: RowPlan, sums: Sums, i: number) {
  const [num, den, records] = [sums.num[i] ?? 0, sums.den[i] ?? 0, sums.n[i] ?? 0];
  return { value: displayValue(row, num, den, records), num, den, records };
}

function rowOf(ctx: FigureCtx, planned: RowPlan, region: string, children: readonly string[], slots: BySeries, running: boolean): ReviewRow {
  const { tree, reportingLevel } = ctx.catalog;
  const plan = inOwnStatus(planned, region, slots);
  const { row, grain } = plan;
  const own = sumsOf(tree, plan, (p) => p.own, region, slots);
  const reports = toldAlone(plan, plan.own, region, slots);
  const i = valueAt(plan, own, reports);
  const parts = children.map((child) => ({ region: child, sums: sumsOf(tree, plan, (p) => p.below.get(child) ?? [], child, slots) }));
  const alive = aliveIn(ctx.store, ctx.catalog, row, new Set(tree.subtree(region)), ctx.feeds.cadence, ctx.now());
  const connected =
    plan.own.length > 0 ||
    (row.computed ? isConnected(ctx.store, ctx.catalog, row) : row.aliveBy !== null && ctx.store.series.ofIndicator(row.aliveBy).length > 0);
  const due = parts.filter((p) => tree.kindOf(p.region) !== 'offMap');
  const final = REVIEW_POINTS[grain] - 1;
  const alone = () => sumsOf(tree, plan, (p) => p.own.filter((s) => s.region === region), region, slots);
  const compared = running && grain === 'month' ? null : comparedParts(plan, own, parts, alone);
  const changeSince = (steps: number) => {
    if (!compared || final < steps) return null;
    // A report of the whole is compared with the same region's report, never with a sum of some of it.
    const whole = reports.has(final) || reports.has(final - steps);
    return change(plan, whole ? [{ sums: alone(), regions: 1 }] : compared, final, final - steps);
  };
  return {
    code: row.code,
    scope: plan.scope,
    status: plan.status,
    grain,
    valueAt: i,
    ...told(plan, own, i),
    notReported: (own.n[i] ?? 0) === 0 && (own.below[i] ?? 0) > 0,
    trend: trendOf(plan, own),
    previous: grain === 'year' ? null : changeSince(1),
    yearAgo: changeSince({ month: 12, quarter: 4, year: 1 }[grain]),
    state: connected ? alive.state : 'not_connected',
    lastAt: alive.lastAt,
    coverage:
      !reports.has(i) && row.additivity.region === 'add' && due.some((p) => tree.levelOf(p.region) === reportingLevel)
        ? { reporting: due.filter((p) => (p.sums.n[i] ?? 0) > 0).length, of: due.length }
        : null,
    versions: versionsOf(tree, plan, region, slots, i),
    beside: besideOf(tree, plan, region, slots, i),
    cells: packCells(parts.map((p): ReviewCell => ({ region: p.region, ...told(plan, p.sums, i), trend: trendOf(plan, p.sums) }))),
  };
}

/** The region's figure of a period by status, where several statuses are told. */
function versionsOf(tree: RegionTree, plan: RowPlan, region: string, slots: BySeries, i: number): ReviewRow['versions'] {
  const named = plan.versions.filter((v) => v.status !== '');
  return named.length < 2 ? [] : named.map((v) => ({ status: v.status, value: told(plan, sumUp(tree, plan, v.series, region, slots), i).value }));
}

/** The region's figure of a period in other scopes that are told by the same periods. */
function besideOf(tree: RegionTree, plan: RowPlan, region: string, slots: BySeries, i: number): ReviewRow['beside'] {
  const found = new Map<string, number>();
  for (const { scope, series, reported } of plan.others) {
    if (found.has(scope) || grainOf(series[0]?.grain) !== plan.grain) continue;
    const { value } = told(plan, sumUp(tree, { ...plan, scope, reported }, series, region, slots), i);
    if (value !== null) found.set(scope, value);
  }
  return [...found].map(([scope, value]) => ({ scope, value }));
}

/** The periods in which a region reported a figure of itself that then stands for the whole. */
function toldAlone(plan: RowPlan, series: readonly SeriesMeta[], region: string, slots: BySeries): ReadonlySet<number> {
  const told = new Set<number>();
  if (!plan.reported) return told;
  for (const s of series) {
    if (s.region !== region) continue;
    slots.get(s.id)?.n.forEach((n, i) => {
      if (n > 0) told.add(i);
    });
  }
  return told;
}

/**
 * The plan in the status of the region's own newest report, of one period the most final: what others told of the figure in
 * a more final status does not take its place. As planned where the region told none.
 */
function inOwnStatus(plan: RowPlan, region: string, slots: BySeries): RowPlan {
  if (!plan.reported || plan.versions.length < 2) return plan;
  const final = REVIEW_POINTS[plan.grain] - 1;
  let newest = -1;
  let found = plan;
  for (const { status, series, below } of plan.versions) {
    if (grainOf(series[0]?.grain) !== plan.grain) continue;
    const told = toldAlone(plan, series, region, slots);
    const at = plan.last ? Math.max(-1, ...told) : told.has(final) ? final : -1;
    if (at <= newest) continue;
    newest = at;
    found = { ...plan, status, own: series, below };
  }
  return found;
}

/**
 * The newest value stands until another is told, and is shown as of its own period; a sum is of the period alone. A region's
 * own report stands until it makes another, whatever was told of parts of it since.
 */
function valueAt(plan: RowPlan, sums: Sums, reports: ReadonlySet<number>): number {
  const final = REVIEW_POINTS[plan.grain] - 1;
  if (!plan.last) return final;
  if (reports.size > 0) return Math.max(...reports);
  for (let i = final; i >= 0; i--) if ((sums.n[i] ?? 0) > 0 || (sums.below[i] ?? 0) > 0) return i;
  return final;
}

/** What is compared: the regions below, and what is the region's own, which is none of them. */
type ComparedSums = { sums: Sums; regions: number };

/** Like with like: as likeWithLike does it for a single figure. */
function comparedParts(plan: RowPlan, own: Sums, parts: readonly { sums: Sums }[], computedAlone: () => Sums): readonly ComparedSums[] {
  if (plan.row.additivity.region !== 'add' || parts.length === 0) return [{ sums: own, regions: 1 }];
  const rest = (of: 'n' | 'num' | 'den') => own[of].map((all, i) => parts.reduce((left, p) => left - (p.sums[of][i] as number), all));
  // Of a computed figure records are no sum: one region may lack a part that the next one has.
  const alone: Sums = plan.computed ? computedAlone() : { n: rest('n'), num: rest('num'), den: rest('den'), below: own.below };
  return [...parts.map(({ sums }) => ({ sums, regions: 1 })), { sums: alone, regions: 0 }];
}

function change(plan: RowPlan, parts: readonly ComparedSums[], at: number, before: number): ReviewChange {
  return compareParts(
    plan.row,
    parts.map(({ sums, regions }) => ({ now: told(plan, sums, at), then: told(plan, sums, before), regions })),
  );
}
