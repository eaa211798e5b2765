import type { Scope } from '../access/require-scope.ts';
import type { Catalog } from '../context.ts';

/**
 * Regions whose entries a scope reads: those of its parts, all below them, and all above. An entry is public: a province's
 * holds in its cities, and the province looks after what its cities say. Departments do not matter to reading.
 */
export function visibleRegions(scope: Scope, { tree }: Pick<Catalog, 'tree'>): ReadonlySet<string> {
  return new Set(scope.parts.flatMap(({ region }) => [...tree.lineage(region), ...tree.subtree(region)]));
}

export function isVisible(scope: Scope, { tree }: Pick<Catalog, 'tree'>, region: string): boolean {
  return scope.parts.some((part) => tree.contains(part.region, region) || tree.contains(region, part.region));
}
