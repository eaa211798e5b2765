import { displayValue, pairOf, type Totals, takesLast } from '../../core/indicator/display.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { IndicatorRow } from '../../wire/profile.ts';

/** Own totals by region: what was counted at exactly that region. */
export type ByRegion = ReadonlyMap<string, Totals>;
export type Folded = { num: number; den: number; records: number; lastAt: number | null; value: number | null; notReported: boolean };

/**
 * The figure of a region: sums of numerators and of denominators over its subtree, its own series included. A figure
 * that does not add over regions is only what the region itself reported, never computed.
 */
export function foldRegion(row: IndicatorRow, tree: RegionTree, own: ByRegion, region: string): Folded {
  let num = 0;
  let den = 0;
  let records = 0;
  let lastAt: number | null = null;
  let below = 0;
  for (const at of tree.subtree(region)) {
    const totals = own.get(at);
    if (!totals) continue;
    if (row.additivity.region !== 'add' && at !== region) {
      below += totals.n;
      continue;
    }
    const pair = pairOf(row, totals);
    num += pair.num;
    den += pair.den;
    records += totals.n;
    if (totals.lastAt !== null && (lastAt === null || totals.lastAt > lastAt)) lastAt = totals.lastAt;
  }
  return { num, den, records, lastAt, value: displayValue(row, num, den, records), notReported: records === 0 && below > 0 };
}

/** Totals by region from totals by series. */
export function byRegion(series: readonly { id: number; region: string }[], totals: ReadonlyMap<number, Totals>, row: IndicatorRow): Map<string, Totals> {
  const out = new Map<string, Totals>();
  for (const s of series) {
    const t = totals.get(s.id);
    if (!t) continue;
    const known = out.get(s.region);
    // Two series of one region differ in a dimension only; their newest values stand side by side and add.
    out.set(s.region, known ? sumOf(known, t, takesLast(row)) : t);
  }
  return out;
}

function sumOf(a: Totals, b: Totals, last: boolean): Totals {
  return {
    n: a.n + b.n,
    num: a.num + b.num,
    den: a.den + b.den,
    lastAt: Math.max(a.lastAt ?? 0, b.lastAt ?? 0) || null,
    lastNum: last ? a.lastNum + b.lastNum : 0,
    lastDen: last ? a.lastDen + b.lastDen : 0,
  };
}
