import { displayValue, pairOf } from '../../core/indicator/display.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { FigureValue } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { type ByRegion, foldRegion } from './fold-regions.ts';

/**
 * Change of a region's figure between two spans, over the regions directly below that report in both (the region itself
 * where values do not add or nothing lies below), and what is the region's own (本级及未定位) where both have some: like with
 * like. `regions` counts those below. Null when none does.
 */
export function likeWithLike(row: IndicatorRow, tree: RegionTree, region: string, now: ByRegion, then: ByRegion): FigureValue['previous'] {
  const below = row.additivity.region === 'add' ? tree.childrenOf(region) : [];
  const parts: [Sum, Sum, number][] = (below.length > 0 ? below : [region]).map((part) => [
    foldRegion(row, tree, now, part),
    foldRegion(row, tree, then, part),
    1,
  ]);
  if (below.length > 0) parts.push([ownOf(row, now, region), ownOf(row, then, region), 0]);
  const sum = { now: { num: 0, den: 0, records: 0 }, then: { num: 0, den: 0, records: 0 }, regions: 0 };
  for (const [a, b, counts] of parts) {
    if (a.records === 0 || b.records === 0) continue;
    sum.regions += counts;
    for (const [to, f] of [
      [sum.now, a],
      [sum.then, b],
    ] as const) {
      to.num += f.num;
      to.den += f.den;
      to.records += f.records;
    }
  }
  if (sum.now.records === 0) return null;
  const value = displayValue(row, sum.then.num, sum.then.den, sum.then.records);
  const current = displayValue(row, sum.now.num, sum.now.den, sum.now.records);
  if (value === null || current === null) return { value, change: null, regions: sum.regions };
  return { value, change: row.kind === 'ratio' ? current - value : value === 0 ? null : (current - value) / value, regions: sum.regions };
}

type Sum = { num: number; den: number; records: number };

/** What was counted at exactly the region, of no place below it. */
function ownOf(row: IndicatorRow, of: ByRegion, region: string): Sum {
  const totals = of.get(region);
  return totals ? { ...pairOf(row, totals), records: totals.n } : { num: 0, den: 0, records: 0 };
}
