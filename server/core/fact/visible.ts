/** The part of a scope that decides who sees what. */
export type VisibilityScope = { readonly regions: readonly string[]; readonly departments: readonly string[] | null };

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
  const { departments: own } = scope;
  if (own !== null && !departments.some((d) => own.includes(d))) return false;
  return regions.some((r) => scope.regions.some((root) => contains(root, r)));
}

/** What a scope learns of a fact. */
export function visible(scope: VisibilityScope, fact: FactPlaces, contains: Contains): Visibility {
  const after = fact.after ?? fact;
  if (seesPlace(scope, after.regions, after.departments, contains)) return 'visible';
  return seesPlace(scope, fact.regions, fact.departments, contains) ? 'gone' : 'hidden';
}

/** Text that is equal for equal scopes and only for them; its digest names the scope class. */
export function canonicalScope(scope: VisibilityScope & { readonly mask: string }): string {
  const departments = scope.departments === null ? null : [...scope.departments].sort();
  return JSON.stringify([[...scope.regions].sort(), departments, scope.mask]);
}
