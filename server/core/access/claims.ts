/** What an identity platform says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** The values of a claim as texts: of a list each. What is inherited is no claim. */
export function claimValues(claims: Claims, name: string): string[] {
  if (!Object.hasOwn(claims, name)) return [];
  const value = claims[name];
  return (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean').map(String);
}

/** The one text of a claim, or null when it is absent, empty or a list. */
export function claimText(claims: Claims, name: string): string | null {
  const value = Object.hasOwn(claims, name) ? claims[name] : null;
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

type Rule<R> = { readonly claim: string; readonly equals: string } & R;
export type MappedGrant<R extends string> = { role: R; region: string; department: string | null; unmask: boolean };

/** The grants that the rules give, each once; where two differ by the mark only, the one that unmasks. */
export function grantsFromClaims<R extends string>(rules: readonly Rule<MappedGrant<R>>[], claims: Claims): MappedGrant<R>[] {
  const given = new Map<string, MappedGrant<R>>();
  for (const { claim, equals, role, region, department, unmask } of rules) {
    if (!claimValues(claims, claim).includes(equals)) continue;
    const key = JSON.stringify([role, region, department]);
    given.set(key, { role, region, department, unmask: unmask || (given.get(key)?.unmask ?? false) });
  }
  return [...given.values()];
}
