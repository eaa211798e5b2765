import { displayValue } from '../../core/indicator/display.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { FigureValue } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { type ByRegion, foldRegion } from './fold-regions.ts';

/**
 * Change of a region's figure between two spans, over the regions directly below that report in both (the region itself
 * where values do not add or nothing lies below): like with like. Null when none does.
 */
export function likeWithLike(row: IndicatorRow, tree: RegionTree, region: string, now: ByRegion, then: ByRegion): FigureValue['previous'] {
  const parts = row.additivity.region === 'add' ? [...tree.childrenOf(region)] : [region];
  if (parts.length === 0) parts.push(region);
  const sum = { now: { num: 0, den: 0, records: 0 }, then: { num: 0, den: 0, records: 0 }, regions: 0 };
  for (const part of parts) {
    const a = foldRegion(row, tree, now, part);
    const b = foldRegion(row, tree, then, part);
    if (a.records === 0 || b.records === 0) continue;
    sum.regions += 1;
    for (const [to, f] of [
      [sum.now, a],
      [sum.then, b],
    ] as const) {
      to.num += f.num;
      to.den += f.den;
      to.records += f.records;
    }
  }
  if (sum.regions === 0) return null;
  const value = displayValue(row, sum.then.num, sum.then.den, sum.then.records);
  const current = displayValue(row, sum.now.num, sum.now.den, sum.now.records);
  if (value === null || current === null) return { value, change: null, regions: sum.regions };
  return { value, change: row.kind === 'ratio' ? current - value : value === 0 ? null : (current - value) / value, regions: sum.regions };
}
