import { createHash } from 'node:crypto';
import { canonicalScope } from '../../core/fact/visible.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import { OutOfScope } from '../errors.ts';
import type { Scope } from './scope.ts';

export type { Scope } from './scope.ts';

function mint(regions: string[], departments: string[] | null, mask: 'masked' | 'full'): Scope {
  const digest = createHash('sha256').update(canonicalScope({ regions, departments, mask }));
  return { regions, departments, mask, class: digest.digest('hex').slice(0, 16) } as unknown as Scope;
}

/**
 * The only gate. Until accounts exist it mints one scope for whoever reaches the console: the whole province, every
 * department, personal data masked. main.ts therefore refuses to listen beyond loopback outside the public demo.
 */
export function requireScope(tree: RegionTree): Scope {
  return mint([tree.root], null, 'masked');
}

/** The scope of a token that reads one region's subtree over HTTP. */
export function tokenScope(region: string, departments: string[] | null): Scope {
  return mint([region], departments, 'masked');
}

/** @throws OutOfScope when `region` is outside every subtree of the scope. */
export function assertRegion(scope: Scope, tree: RegionTree, region: string): void {
  if (!seesRegion(scope, tree, region)) throw new OutOfScope(`region ${region} is outside your scope`);
}

export function seesRegion(scope: Scope, tree: RegionTree, region: string): boolean {
  return scope.regions.some((root) => tree.contains(root, region));
}

/** Whether a feed of `region` may send for something in scope: a province's feed brings the figures of its cities. */
export function servesScope(scope: Scope, tree: RegionTree, region: string): boolean {
  return seesRegion(scope, tree, region) || scope.regions.some((root) => tree.contains(region, root));
}
