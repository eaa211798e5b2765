import { ITEM_SCOPE } from '../items/item-rules.ts';
import type { RegionTree } from '../region/tree.ts';

/** What of a dictionary row and of its series decides whether a region's own report is of the whole region. */
type Reported = { from: readonly unknown[]; computed?: unknown; additivity: { region: string } };

const PERIODS: readonly string[] = ['month', 'quarter', 'year'];

/**
 * Whether what a region reports of itself is the figure of the whole region: a figure that authorities report of a period.
 * It then stands alone, and what regions below it report of the same is beside it and no part of it: both together would
 * count the same twice. Of what is counted from events a region's own are those of no place below it; an item list holds
 * the region's own items alone: both are parts of the whole.
 */
export function reportsWhole(row: Reported, scope: string, grain: string | undefined): boolean {
  return row.from.length === 0 && !row.computed && row.additivity.region === 'add' && scope !== ITEM_SCOPE && PERIODS.includes(grain ?? '');
}

/**
 * The regions whose own reports make up a region's figure, where each report is of the whole region: its own where it told
 * one, else those of the regions below, each by the same rule.
 */
export function standingIn(tree: Pick<RegionTree, 'childrenOf'>, region: string, told: (region: string) => boolean): string[] {
  return told(region) ? [region] : tree.childrenOf(region).flatMap((child) => standingIn(tree, child, told));
}
