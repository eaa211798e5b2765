import { dimsKey } from '../../core/indicator/derive.ts';
import { displayValue, pairOf } from '../../core/indicator/display.ts';
import type { FigureQuery } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { assertFigure, departmentsIn, type Scope } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import { readTotals } from '../rollup/read-totals.ts';
import { type FigureCtx, spanOf } from './figures.ts';
import { oneKind, pickSeries } from './pick-series.ts';

export type BreakdownRow = {
  key: string | null;
  name: string;
  num: number;
  den: number;
  value: number | null;
  records: number;
  expected: { low: number | null; high: number | null } | null;
};

/**
 * A figure by the values of one kept dimension, largest first; `key` null gathers what lies beyond the limit. The rows'
 * numerators and denominators add up to the figure's; of departments only those are told that the scope names.
 * @throws Invalid when the dictionary keeps no such dimension.
 */
export async function figureBreakdown(ctx: FigureCtx, scope: Scope, query: FigureQuery, by: string, limit: number): Promise<BreakdownRow[]> {
  const { catalog } = ctx;
  const { row, series } = partsBy(ctx, scope, query, by);
  const totals = await readTotals(
    ctx.db,
    catalog.zone,
    series.map((s) => s.id),
    spanOf(ctx, query),
  );
  const sums = new Map<string, { num: number; den: number; records: number }>();
  for (const s of series) {
    const t = totals.get(s.id);
    if (!t) continue;
    const key = partKey(ctx, by, s.dims[by] as string);
    const sum = sums.get(key) ?? { num: 0, den: 0, records: 0 };
    const pair = pairOf(row, t);
    sums.set(key, { num: sum.num + pair.num, den: sum.den + pair.den, records: sum.records + t.n });
  }
  const rows = [...sums].map(([key, sum]) => ({
    key: key as string | null,
    name: partName(ctx, by, key),
    ...sum,
    value: displayValue(row, sum.num, sum.den, sum.records),
    expected: null,
  }));
  const weight = (r: (typeof rows)[number]) => (row.kind === 'ratio' ? r.den : r.num);
  rows.sort((a, b) => weight(b) - weight(a) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  if (rows.length <= limit) return rows;
  const rest = rows
    .slice(limit - 1)
    .reduce((sum, r) => ({ num: sum.num + r.num, den: sum.den + r.den, records: sum.records + r.records }), { num: 0, den: 0, records: 0 });
  return [
    ...rows.slice(0, limit - 1),
    { key: null, name: `其余 ${rows.length - limit + 1} 项`, ...rest, value: displayValue(row, rest.num, rest.den, rest.records), expected: null },
  ];
}

/**
 * The series of a figure that are told apart by one kept dimension, of the departments that the scope names.
 * @throws OutOfScope, NotFound, Invalid when the dictionary keeps no such dimension.
 */
export function partsBy(ctx: FigureCtx, scope: Scope, query: FigureQuery, by: string): { row: IndicatorRow; series: SeriesMeta[] } {
  const { catalog, store } = ctx;
  assertFigure(scope, catalog.tree, query);
  const asked = query.dims ?? {};
  const names = [...Object.keys(asked), by].sort();
  const base = pickSeries(store, catalog, query, query.region);
  const { row } = base;
  if (!row.keeps.some((keep) => [...keep].sort().join() === names.join())) throw new Invalid(`${row.code} is not kept by ${names.join(' and ')}`);
  const own = by === 'department' ? departmentsIn(scope, catalog.tree, query.region) : null;
  const inside = new Set(catalog.tree.subtree(query.region));
  const kept = store.series.ofIndicator(row.code).filter((s) => {
    if (!inside.has(s.region) || (own && !own.includes(s.dims.department ?? ''))) return false;
    return Object.keys(s.dims).sort().join() === names.join() && dimsKey({ ...s.dims, ...asked }) === s.dimsKey;
  });
  // What is told by its parts alone, as shares by market are, has no figure of its own that says which scope and status are shown.
  if (base.series.length === 0) return { row, series: oneKind(kept, query) };
  const { grain } = base.series[0] as SeriesMeta;
  return { row, series: kept.filter((s) => s.scope === base.scope && s.status === base.status && s.grain === grain) };
}

/** The value of a dimension under which a part is listed. Classes are told to any depth; a breakdown shows their heads. */
export function partKey(ctx: FigureCtx, by: string, key: string): string {
  return by === 'category' && /^\d{4,6}$/.test(key) && ctx.catalog.categoryName(key) !== null ? key.slice(0, 2) : key;
}

/** The name of a listed value. */
export function partName(ctx: FigureCtx, by: string, key: string): string {
  if (key === '-') return '未注明';
  if (key === 'other') return '其他';
  if (by === 'category') return ctx.catalog.categoryName(key) ?? key;
  if (by === 'item') return ctx.catalog.itemName(key) ?? `${key}（待登记）`;
  if (by === 'department') return ctx.catalog.departmentName(key) ?? `${key}（待登记）`;
  return key;
}
