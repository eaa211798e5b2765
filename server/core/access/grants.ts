import { allows, type Permission, type Role } from './roles.ts';

/** Role × region subtree × department subtree × time span. Times are epoch ms; `until` is exclusive. */
export type GrantSpan = {
  readonly role: Role;
  readonly region: string;
  /** Null = every department. */
  readonly department: string | null;
  readonly unmask: boolean;
  readonly from: number;
  readonly until: number | null;
  readonly revokedAt: number | null;
};

export type GrantState = 'future' | 'active' | 'ended' | 'revoked';

export function grantState(grant: Pick<GrantSpan, 'from' | 'until' | 'revokedAt'>, now: number): GrantState {
  if (grant.revokedAt !== null && grant.revokedAt <= now) return 'revoked';
  if (grant.until !== null && grant.until <= now) return 'ended';
  return grant.from > now ? 'future' : 'active';
}

/** Grants that give `permission` at `now`; unmasking needs the grant's own mark besides the role. */
export function grantsFor<G extends GrantSpan>(grants: readonly G[], permission: Permission, now: number): G[] {
  return grants.filter((g) => grantState(g, now) === 'active' && allows(g.role, permission) && (permission !== 'person.unmask' || g.unmask));
}

/** The next instant at which one of the grants begins or ends; null when nothing is to change by itself. */
export function nextChange(grants: readonly GrantSpan[], now: number): number | null {
  let next: number | null = null;
  for (const g of grants) {
    if (g.revokedAt !== null && g.revokedAt <= now) continue;
    for (const at of [g.from, g.until]) if (at !== null && at > now && (next === null || at < next)) next = at;
  }
  return next;
}

/** Whether all of `inner` lies inside one of `outer`: who delegates gives away only what is his own. */
export function isWithin(
  inner: { region: string; department: string | null },
  outer: readonly { region: string; department: string | null }[],
  contains: { region(ancestor: string, region: string): boolean; department(ancestor: string, department: string): boolean },
): boolean {
  return outer.some(
    (o) =>
      contains.region(o.region, inner.region) && (o.department === null || (inner.department !== null && contains.department(o.department, inner.department))),
  );
}
