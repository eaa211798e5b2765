import { type GrantSpan, grantState, isWithin } from './grants.ts';
import { allows, mayUnmask, type Permission, type Role, roleConflict } from './roles.ts';

/** A grant as it is asked for. `from` and `until` in epoch ms; `until` is exclusive, null = without end. */
export type GrantWish = {
  readonly role: Role;
  readonly region: string;
  readonly department: string | null;
  readonly unmask: boolean;
  readonly from: number;
  readonly until: number | null;
};

/** The two trees by which one place lies in another, itself included. */
export type Containment = {
  region(ancestor: string, region: string): boolean;
  department(ancestor: string, department: string): boolean;
};

export type Giver = {
  /** Null for the command line, which is nobody's account and is bound by no grant. */
  readonly account: number | null;
  readonly grants: readonly GrantSpan[];
};

export type Holder = {
  readonly account: number;
  readonly disabled: boolean;
  /** All grants that the account has or had. */
  readonly grants: readonly GrantSpan[];
};

export type GiveFault =
  | { readonly why: 'self' | 'disabled' | 'no_right' | 'region' | 'department' | 'span' | 'past' | 'order' | 'unmask' | 'held' }
  | { readonly why: 'conflict'; readonly first: Role; readonly second: Role };

/**
 * Why `giver` may not give `wish` to `holder` at `now`; null when it may. A grant is given only out of one's own: one of
 * the giver's grants of `grant.manage` must hold the region, the department and the whole time span of it.
 */
export function giveFault(giver: Giver, holder: Holder, wish: GrantWish, contains: Containment, now: number): GiveFault | null {
  if (giver.account === holder.account) return { why: 'self' };
  if (holder.disabled) return { why: 'disabled' };
  if (wish.until !== null && wish.until <= wish.from) return { why: 'order' };
  if (wish.from < now) return { why: 'past' };
  if (wish.unmask && !mayUnmask(wish.role)) return { why: 'unmask' };
  const outside = giver.account === null ? null : outsideFault(giver.grants, wish, contains, now);
  if (outside) return outside;
  const meets = holder.grants.filter((g) => overlaps(g, wish, now));
  const conflict = roleConflict([...meets.map((g) => g.role), wish.role]);
  if (conflict) return { why: 'conflict', ...conflict };
  return meets.some((g) => holdsAlready(g, wish)) ? { why: 'held' } : null;
}

/** Which border of the giver's own power the wish crosses first; null when one of the grants holds all of it. */
function outsideFault(grants: readonly GrantSpan[], wish: GrantWish, contains: Containment, now: number): GiveFault | null {
  const own = managing(grants, 'grant.manage', now);
  if (own.length === 0) return { why: 'no_right' };
  const over = own.filter((g) => contains.region(g.region, wish.region));
  if (over.length === 0) return { why: 'region' };
  const placed = over.filter((g) => isWithin(wish, [g], contains));
  if (placed.length === 0) return { why: 'department' };
  return placed.some((g) => g.until === null || (wish.until !== null && wish.until <= g.until)) ? null : { why: 'span' };
}

/** The actor's grants that give `permission` at `now`. */
function managing(grants: readonly GrantSpan[], permission: Permission, now: number): GrantSpan[] {
  return grants.filter((g) => grantState(g, now) === 'active' && allows(g.role, permission));
}

/** Whether a grant is still to hold at some instant of the wish's span. */
function overlaps(grant: GrantSpan, wish: GrantWish, now: number): boolean {
  const state = grantState(grant, now);
  if (state === 'ended' || state === 'revoked') return false;
  return (grant.until === null || grant.until > wish.from) && (wish.until === null || grant.from < wish.until);
}

/** Whether a grant gives all that the wish gives, for as long. */
function holdsAlready(grant: GrantSpan, wish: GrantWish): boolean {
  const sameSight = grant.role === wish.role && grant.region === wish.region && grant.department === wish.department && (grant.unmask || !wish.unmask);
  return sameSight && grant.from <= wish.from && (grant.until === null || (wish.until !== null && wish.until <= grant.until));
}

export type EndFault = 'self' | 'no_right' | 'outside' | 'ended';

/** Why `giver` may not end `grant` of `account` at `now`; null when it may. Nobody ends a grant of his own either. */
export function endFault(giver: Giver, account: number, grant: GrantSpan, contains: Containment, now: number): EndFault | null {
  if (giver.account === account) return 'self';
  if (giver.account !== null) {
    const own = managing(giver.grants, 'grant.manage', now);
    if (own.length === 0) return 'no_right';
    if (!isWithin(grant, own, contains)) return 'outside';
  }
  const state = grantState(grant, now);
  return state === 'ended' || state === 'revoked' ? 'ended' : null;
}
