import type { Computed } from '../../core/expression/compile.ts';
import { takesLast } from '../../core/indicator/display.ts';
import { reportsWhole } from '../../core/indicator/own-report.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { ReviewGrain } from '../../wire/review.ts';
import { type Scope, seesFigure } from '../access/require-scope.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { type Picked, pickSeries } from '../indicator/pick-series.ts';

const ORDER = ['minute', 'day', 'month', 'quarter', 'year'];

/** The series behind one row of a review: of the region, of each region below it, and of the other statuses. */
export type RowPlan = {
  row: IndicatorRow;
  scope: string;
  status: string;
  grain: ReviewGrain;
  /** Newest values stand for a period instead of being summed. */
  last: boolean;
  own: readonly SeriesMeta[];
  /** By region below, of the grain that the region's own figure is read at. */
  below: ReadonlyMap<string, readonly SeriesMeta[]>;
  /** Every status of the scope, the shown one too. */
  versions: readonly { status: string; series: readonly SeriesMeta[]; below: ReadonlyMap<string, readonly SeriesMeta[]> }[];
  /** The same indicator in other scopes, by scope the most final status first. */
  others: readonly { scope: string; series: readonly SeriesMeta[]; reported: boolean }[];
  /** Regions report it, each of the whole of itself: the region's own stands alone. */
  reported: boolean;
  /** Of a computed figure, which has no series of its own: the plans of its parts, of one scope, status and grain. */
  computed?: { rule: Computed; parts: readonly RowPlan[] };
};

export const grainOf = (grain: string | undefined): ReviewGrain => (grain === 'quarter' || grain === 'year' ? grain : 'month');

/** What is read for each indicator that the scope holds: the same series as the single figures are made of. */
export function planRows(ctx: FigureCtx, scope: Scope, region: string, children: readonly string[]): RowPlan[] {
  const { tree, indicators } = ctx.catalog;
  const place = placeOf(ctx, region, children);
  const plans: RowPlan[] = [];
  for (const row of indicators.values()) {
    if (!seesFigure(scope, tree, { indicator: row.code, region })) continue;
    // The choice of scope and status does not depend on the place, the grain does.
    const picked = pickSeries(ctx.store, ctx.catalog, { indicator: row.code, region }, region);
    plans.push(picked.computed ? planParts(ctx, place, picked, picked.computed) : planRow(ctx, place, picked));
  }
  return plans;
}

type Place = { childOf: ReadonlyMap<string, string>; inside: ReadonlySet<string> };

function placeOf({ catalog: { tree } }: FigureCtx, region: string, children: readonly string[]): Place {
  const childOf = new Map<string, string>();
  for (const child of children) for (const at of tree.subtree(child)) childOf.set(at, child);
  return { childOf, inside: new Set(tree.subtree(region)) };
}

function planRow(ctx: FigureCtx, { childOf, inside }: Place, { row, scope, status, choices }: Pick<Picked, 'row' | 'scope' | 'status' | 'choices'>): RowPlan {
  const every = ctx.store.series.withDims(row.code, '').filter((s) => inside.has(s.region));
  const all = every.filter((s) => s.scope === scope);
  const shown = all.filter((s) => s.status === status);
  const own = finest(shown);
  return {
    row,
    scope,
    status,
    grain: grainOf(own[0]?.grain ?? (row.cadence === 'P1Y' ? 'year' : 'month')),
    last: takesLast(row),
    own,
    below: belowIn(childOf, shown),
    versions: choices
      .filter((c) => c.scope === scope)
      .map(({ status: of }) => {
        const told = all.filter((s) => s.status === of);
        return { status: of, series: finest(told), below: belowIn(childOf, told) };
      }),
    others: choices
      .filter((c) => c.scope !== scope)
      .map((c) => {
        const series = finest(every.filter((s) => s.scope === c.scope && s.status === c.status));
        return { scope: c.scope, series, reported: reportsWhole(row, c.scope, series[0]?.grain) };
      }),
    reported: reportsWhole(row, scope, own[0]?.grain),
  };
}

/** The series below each region directly below, of the finest grain of each. */
function belowIn(childOf: Place['childOf'], all: readonly SeriesMeta[]): Map<string, readonly SeriesMeta[]> {
  const parts = new Map<string, SeriesMeta[]>();
  for (const s of all) {
    const child = childOf.get(s.region);
    if (child === undefined) continue;
    const list = parts.get(child);
    if (list) list.push(s);
    else parts.set(child, [s]);
  }
  return new Map([...parts].map(([child, list]) => [child, finest(list)]));
}

/** A computed figure: its parts planned each for itself, in the scope and status that they have in common. Where their grains differ nothing is read. */
function planParts(ctx: FigureCtx, place: Place, { row, scope, status, series }: Picked, { rule, parts }: NonNullable<Picked['computed']>): RowPlan {
  const plans = parts
    .map((p) => planRow(ctx, place, { row: p.row, scope, status, choices: [] }))
    .map((plan) => (series.length > 0 ? plan : { ...plan, own: [], below: new Map() }));
  const grain = plans.find((p) => p.own.length > 0)?.grain ?? grainOf(row.cadence === 'P1Y' ? 'year' : undefined);
  const own = plans.flatMap((p) => p.own);
  const below = new Map([...place.childOf.values()].map((child) => [child, togetherIn(plans, child)]));
  const fitting = plans.map((p) => ({ ...p, grain, below: new Map([...below].map(([child, fits]) => [child, fits ? (p.below.get(child) ?? []) : []])) }));
  return {
    row,
    scope,
    status,
    grain,
    last: takesLast(row),
    own,
    below: new Map(),
    versions: [],
    others: [],
    reported: false,
    computed: { rule, parts: fitting },
  };
}

/** Whether all parts that are told of a region are told by the same grain. */
function togetherIn(plans: readonly RowPlan[], child: string): boolean {
  return new Set(plans.flatMap((p) => (p.below.get(child) ?? []).slice(0, 1).map((s) => s.grain))).size <= 1;
}

/** Series of one grain, the finest that reports: coarser ones would count the same again. */
function finest(list: readonly SeriesMeta[]): readonly SeriesMeta[] {
  const grain = ORDER.find((g) => list.some((s) => s.grain === g));
  return list.filter((s) => s.grain === grain);
}
