import { createHash } from 'node:crypto';
import { grantsFor } from '../../core/access/grants.ts';
import { DISPLAY_PERMISSIONS, type Permission } from '../../core/access/roles.ts';
import { canonicalScope, type ScopePart, seesPlace } from '../../core/fact/visible.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, OutOfScope } from '../errors.ts';
import type { Actor } from './actor.ts';
import type { Scope } from './scope.ts';

export type { Scope } from './scope.ts';

function mint(parts: readonly ScopePart[], indicators?: readonly string[]): Scope {
  const digest = createHash('sha256').update(canonicalScope({ parts }));
  if (indicators) digest.update(JSON.stringify([...indicators].sort()));
  return { parts, ...(indicators ? { indicators: new Set(indicators) } : {}), class: digest.digest('hex').slice(0, 16) } as unknown as Scope;
}

/**
 * The one gate: what `actor` may see for `permission` now.
 * @throws Forbidden when none of the actor's grants gives the permission
 */
export function requireScope(ctx: Ctx, actor: Actor, permission: Permission): Scope {
  const scope = scopeFor(ctx, actor, permission);
  if (!scope) throw new Forbidden(`${actor.login} has no grant for ${permission}`);
  return scope;
}

/** As requireScope; null where it refuses. */
export function scopeFor(ctx: Ctx, actor: Actor, permission: Permission): Scope | null {
  const { tree } = ctx.catalog;
  if (actor.kind === 'system') return mint([{ region: tree.root, departments: null }]);
  if (actor.kind === 'display' && !DISPLAY_PERMISSIONS.includes(permission)) return null;
  const grants = actor.kind === 'display' ? actor.grants : grantsFor(actor.grants, permission, ctx.now());
  const parts = grants.map((g): ScopePart => ({ region: g.region, departments: g.department === null ? null : ctx.catalog.departmentsBelow(g.department) }));
  if (parts.length === 0) return null;
  return mint(folded(parts, tree), actor.kind === 'display' ? ctx.catalog.topicIndicators(actor.topic ?? '') : undefined);
}

/** Parts that lie in another are left out, so that equal sights are equal scopes. */
function folded(parts: readonly ScopePart[], tree: RegionTree): ScopePart[] {
  const covers = (a: ScopePart, b: ScopePart) =>
    tree.contains(a.region, b.region) && (a.departments === null || (b.departments?.every((d) => a.departments?.includes(d)) ?? false));
  return parts.filter((b, j) => !parts.some((a, i) => i !== j && covers(a, b) && (!covers(b, a) || i < j)));
}

/** The whole province, for the command line, the jobs and tests of the store. */
export function systemScope(tree: Pick<RegionTree, 'root'>): Scope {
  return mint([{ region: tree.root, departments: null }]);
}

/** The scope of a token that reads one region's subtree over HTTP. */
export function tokenScope(region: string, departments: readonly string[] | null): Scope {
  return mint([{ region, departments }]);
}

/** @throws OutOfScope when `region` is outside every subtree of the scope. */
export function assertRegion(scope: Scope, tree: RegionTree, region: string): void {
  if (!seesRegion(scope, tree, region)) throw new OutOfScope(`region ${region} is outside your scope`);
}

export function seesRegion(scope: Scope, tree: RegionTree, region: string): boolean {
  return scope.parts.some((part) => tree.contains(part.region, region));
}

/**
 * The departments that the scope names for a region: null = all, otherwise those of the parts that hold the region.
 * A figure that is not told apart by department is public within its region; one that is, and a record, is not.
 */
export function departmentsIn(scope: Scope, tree: RegionTree, region: string): readonly string[] | null {
  const parts = scope.parts.filter((part) => tree.contains(part.region, region));
  return parts.some((part) => part.departments === null) ? null : [...new Set(parts.flatMap((part) => part.departments ?? []))];
}

/** What of a figure decides who may read it. */
export type FigureRef = { readonly indicator: string; readonly region: string; readonly dims?: Readonly<Record<string, string>> };

/** Whether a scope holds a figure: its region, its indicator, and its department where it is told apart by one. */
export function seesFigure(scope: Scope, tree: Pick<RegionTree, 'contains'>, { indicator, region, dims }: FigureRef): boolean {
  if (scope.indicators && !scope.indicators.has(indicator)) return false;
  const department = dims?.department;
  return scope.parts.some(
    (part) => tree.contains(part.region, region) && (department === undefined || part.departments === null || part.departments.includes(department)),
  );
}

/** @throws OutOfScope; it does not tell which of the three was outside, nor whether there is such a region. */
export function assertFigure(scope: Scope, tree: RegionTree, query: FigureRef): void {
  if (!seesFigure(scope, tree, query)) throw new OutOfScope(`${query.indicator} of region ${query.region} is outside your scope`);
}

/** Whether a scope holds a ticket: one that is no department's yet is seen by those alone who see all departments. */
export function seesTicket(scope: Scope, tree: Pick<RegionTree, 'contains'>, { region, department }: { region: string; department: string | null }): boolean {
  return seesPlace(scope, [region], department === null ? [] : [department], tree.contains);
}

/** Where a feed stands: its region and, where it is one department's, that. */
export type FeedPlace = { readonly region: string; readonly department: string | null };

/** Whether a feed may send for something in scope: a province's feed brings the figures of its cities. */
export function servesScope(scope: Scope, tree: RegionTree, { region, department }: FeedPlace): boolean {
  return scope.parts.some(
    (part) =>
      (tree.contains(part.region, region) || tree.contains(region, part.region)) &&
      (department === null || part.departments === null || part.departments.includes(department)),
  );
}

/** Whether a scope holds what a feed itself sent. */
export function seesFeed(scope: Scope, tree: RegionTree, { region, department }: FeedPlace): boolean {
  return seesPlace(scope, [region], department === null ? [] : [department], tree.contains);
}
