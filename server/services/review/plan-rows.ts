import { takesLast } from '../../core/indicator/display.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { ReviewGrain } from '../../wire/review.ts';
import { type Scope, seesFigure } from '../access/require-scope.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { pickSeries } from '../indicator/pick-series.ts';

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
  versions: readonly { status: string; series: readonly SeriesMeta[] }[];
};

export const grainOf = (grain: string | undefined): ReviewGrain => (grain === 'quarter' || grain === 'year' ? grain : 'month');

/** What is read for each indicator that the scope holds: the same series as the single figures are made of. */
export function planRows(ctx: FigureCtx, scope: Scope, region: string, children: readonly string[]): RowPlan[] {
  const { tree, indicators } = ctx.catalog;
  const childOf = new Map<string, string>();
  for (const child of children) for (const at of tree.subtree(child)) childOf.set(at, child);
  const inside = new Set(tree.subtree(region));
  const plans: RowPlan[] = [];
  for (const row of indicators.values()) {
    if (!seesFigure(scope, tree, { indicator: row.code, region })) continue;
    // The choice of scope and status does not depend on the place, the grain does.
    const { scope: counted, status, choices } = pickSeries(ctx.store, ctx.catalog, { indicator: row.code, region }, region);
    const all = ctx.store.series.withDims(row.code, '').filter((s) => s.scope === counted && inside.has(s.region));
    const shown = all.filter((s) => s.status === status);
    const parts = new Map<string, SeriesMeta[]>();
    for (const s of shown) {
      const child = childOf.get(s.region);
      if (child === undefined) continue;
      const list = parts.get(child);
      if (list) list.push(s);
      else parts.set(child, [s]);
    }
    const own = finest(shown);
    plans.push({
      row,
      scope: counted,
      status,
      grain: grainOf(own[0]?.grain ?? (row.cadence === 'P1Y' ? 'year' : 'month')),
      last: takesLast(row),
      own,
      below: new Map([...parts].map(([child, list]) => [child, finest(list)])),
      versions: choices
        .filter((c) => c.scope === counted && c.status !== '')
        .map((c) => ({ status: c.status, series: finest(all.filter((s) => s.status === c.status)) })),
    });
  }
  return plans;
}

/** Series of one grain, the finest that reports: coarser ones would count the same again. */
function finest(list: readonly SeriesMeta[]): readonly SeriesMeta[] {
  const grain = ORDER.find((g) => list.some((s) => s.grain === g));
  return list.filter((s) => s.grain === grain);
}
