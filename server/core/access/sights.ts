import { allows, mayUnmask, ROLES, type Role } from './roles.ts';

/** A grant that holds, as far as it says what its holder sees. */
export type Sighted = { readonly account: number; readonly role: Role; readonly region: string; readonly unmask: boolean };

/** What somebody may see at best: a caller after unmasking, records and tickets with the caller masked, or totals. */
export type Sight = 'unmask' | 'masked' | 'totals';

export type Sights = {
  people: number;
  sights: Record<Sight, number>;
  /** From the top down; regions that give sight to nobody are left out. */
  levels: { region: string; people: number }[];
  roles: { role: Role; people: number }[];
};

/** Null for a role that sees none of the work. */
export function sightOf(grant: Pick<Sighted, 'role' | 'unmask'>): Sight | null {
  if (grant.unmask && mayUnmask(grant.role)) return 'unmask';
  if (allows(grant.role, 'record.read') || allows(grant.role, 'ticket.read')) return 'masked';
  return allows(grant.role, 'figure.read') ? 'totals' : null;
}

/**
 * Who sees a region, from grants that hold for it. `lineage` is the region and those above it, the highest first. Each
 * person counts once by his best sight and once by the highest region that it comes from; by role, once for each.
 */
export function sightsOf(grants: readonly Sighted[], lineage: readonly string[]): Sights {
  const best = new Map<number, { sight: Sight; depth: number }>();
  const byRole = new Map<Role, Set<number>>();
  for (const grant of grants) {
    const sight = sightOf(grant);
    const depth = lineage.indexOf(grant.region);
    if (sight === null || depth < 0) continue;
    const known = best.get(grant.account);
    best.set(grant.account, known ? { sight: better(known.sight, sight), depth: Math.min(known.depth, depth) } : { sight, depth });
    const holders = byRole.get(grant.role) ?? new Set();
    byRole.set(grant.role, holders.add(grant.account));
  }
  const sights: Record<Sight, number> = { unmask: 0, masked: 0, totals: 0 };
  const people = lineage.map(() => 0);
  for (const { sight, depth } of best.values()) {
    sights[sight] += 1;
    people[depth] = (people[depth] ?? 0) + 1;
  }
  return {
    people: best.size,
    sights,
    levels: lineage.map((region, i) => ({ region, people: people[i] ?? 0 })).filter((level) => level.people > 0),
    roles: ROLES.flatMap((role) => (byRole.has(role) ? [{ role, people: byRole.get(role)?.size ?? 0 }] : [])),
  };
}

const ORDER: readonly Sight[] = ['unmask', 'masked', 'totals'];
const better = (a: Sight, b: Sight): Sight => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);
