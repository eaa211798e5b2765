import type { FoundRegion } from '../../wire/access.ts';
import type { Ctx } from '../context.ts';
import { type Scope, seesRegion } from './require-scope.ts';

/** Regions of the scope whose name holds the text or whose code begins with it, from the top down; at most `limit`. */
export function findRegions(ctx: Pick<Ctx, 'catalog'>, scope: Scope, text: string, limit: number): FoundRegion[] {
  const { tree, regionName } = ctx.catalog;
  const asked = text.trim();
  if (asked === '') return [];
  const found = tree.subtree(tree.root).filter((r) => (r.startsWith(asked) || regionName(r).includes(asked)) && seesRegion(scope, tree, r));
  const depth = (r: string) => tree.lineage(r).length;
  found.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  return found.slice(0, limit).map((r) => toFound(ctx, r));
}

/** The highest regions of the scope: where its tree begins. */
export function scopeRoots(ctx: Pick<Ctx, 'catalog'>, scope: Scope): FoundRegion[] {
  const { tree } = ctx.catalog;
  const regions = [...new Set(scope.parts.map((part) => part.region))];
  return regions.filter((r) => !regions.some((other) => other !== r && tree.contains(other, r))).map((r) => toFound(ctx, r));
}

function toFound({ catalog: { tree, regionName } }: Pick<Ctx, 'catalog'>, region: string): FoundRegion {
  const above = tree.lineage(region).slice(1).reverse();
  return {
    adcode: region,
    name: regionName(region),
    level: tree.levelOf(region) ?? '',
    above: above.map(regionName),
    hasChildren: tree.childrenOf(region).length > 0,
  };
}
