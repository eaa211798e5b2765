/** One part of a scope: a region's subtree, and in it the departments named (null = all). */
export type ScopePart = { readonly region: string; readonly departments: readonly string[] | null };

/** The part of a scope that decides who sees what: what any of its parts holds. */
export type VisibilityScope = { readonly parts: readonly ScopePart[] };

/** What of a fact decides who sees it: the regions and departments before and after it, and those after it alone. */
export type FactPlaces = {
  regions: readonly string[];
  departments: readonly string[];
  /** Absent: nothing moved, all of the above still hold. */
  after?: { regions: readonly string[]; departments: readonly string[] };
};

export type Contains = (ancestor: string, region: string) => boolean;

/** A class of scopes sees a fact as it is, sees that its subject left, or learns nothing of it. */
export type Visibility = 'visible' | 'gone' | 'hidden';

/** Whether a scope sees something in these regions that concerns these departments. */
export function seesPlace(scope: VisibilityScope, regions: readonly string[], departments: readonly string[], contains: Contains): boolean {
  return scope.parts.some(
    ({ region, departments: own }) => (own === null || departments.some((d) => own.includes(d))) && regions.some((r) => contains(region, r)),
  );
}

/** What a scope learns of a fact. */
export function visible(scope: VisibilityScope, fact: FactPlaces, contains: Contains): Visibility {
  const after = fact.after ?? fact;
  if (seesPlace(scope, after.regions, after.departments, contains)) return 'visible';
  return seesPlace(scope, fact.regions, fact.departments, contains) ? 'gone' : 'hidden';
}

/** Text that is equal for equal scopes and only for them; its digest names the scope class. */
export function canonicalScope(scope: VisibilityScope): string {
  const parts = scope.parts.map((p) => JSON.stringify([p.region, p.departments === null ? null : [...p.departments].sort()]));
  return JSON.stringify([...new Set(parts)].sort());
}
