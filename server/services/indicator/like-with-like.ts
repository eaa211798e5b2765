import { compareParts } from '../../core/indicator/compare.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { FigureValue } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { aloneIn, type ByRegion, foldRegion, standsAlone } from './fold-regions.ts';

/**
 * Change of a region's figure between two spans, over the regions directly below that report in both (the region itself
 * where values do not add or nothing lies below), and what is the region's own (本级及未定位) where both have some: like with
 * like. `regions` counts those below. A region's own report that stands for the whole is compared with its own alone.
 * Null when none does.
 */
export function likeWithLike(row: IndicatorRow, tree: RegionTree, region: string, now: ByRegion, then: ByRegion): FigureValue['previous'] {
  if (standsAlone(now, region) || standsAlone(then, region)) {
    const [own, before] = [now, then].map((of) => foldRegion(row, tree, aloneIn(of, region), region));
    return own && before ? compareParts(row, [{ now: own, then: before, regions: 1 }]) : null;
  }
  const below = row.additivity.region === 'add' ? tree.childrenOf(region) : [];
  const parts = (below.length > 0 ? below : [region]).map((part) => ({
    now: foldRegion(row, tree, now, part),
    then: foldRegion(row, tree, then, part),
    regions: 1,
  }));
  // What was counted at exactly the region, of no place below it.
  const own = { now: foldRegion(row, tree, aloneIn(now, region), region), then: foldRegion(row, tree, aloneIn(then, region), region), regions: 0 };
  return compareParts(row, below.length > 0 ? [...parts, own] : parts);
}
