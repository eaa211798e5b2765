import type { Tx } from '../../../db/client.ts';
import { type GiveFault, type GrantWish, giveFault } from '../../core/access/delegation.ts';
import { isRole } from '../../core/access/roles.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Catalog, Ctx } from '../context.ts';
import { Conflict, Forbidden, Invalid, OutOfScope, type ServiceError } from '../errors.ts';
import type { Actor } from './actor.ts';
import { containment, lockParties, type Parties, raiseVersion } from './grant-parties.ts';
import { requireScope } from './require-scope.ts';
import { tellAccess } from './tell-access.ts';

export type GiveGrant = {
  account: number;
  /** The account's version as it was read. */
  version: number;
  role: string;
  region: string;
  department: string | null;
  unmask: boolean;
  /** Epoch ms; null = from now. */
  from: number | null;
  /** Epoch ms, exclusive; null = without end. */
  until: number | null;
  /** Why, as the administrator gives it; goes to the audit. */
  note?: string | null;
};

/**
 * Gives a role over a region's subtree, a department's subtree and a span of time to an account.
 * @returns the grant's id and the account's new version
 * @throws Forbidden without `grant.manage` or to oneself; OutOfScope beyond the actor's own power; NotFound; Invalid;
 *   Conflict when the account was changed since or holds as much already
 */
export async function giveGrant(ctx: Ctx, actor: Actor, input: GiveGrant): Promise<{ grant: number; version: number }> {
  const scope = requireScope(ctx, actor, 'grant.manage');
  const now = ctx.now();
  const wish = toWish(ctx.catalog, input, now);
  return ctx.db.transaction(async (tx) => {
    const parties = await lockParties(tx, ctx.catalog, actor, scope, input);
    assertMayGive(ctx, parties, wish, now);
    const version = await raiseVersion(tx, input.account, parties.version);
    const grant = await insertGrant(tx, input.account, wish, actor.id, now);
    await tellAccess(tx, { account: input.account }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: 'grant.given',
        result: 'ok',
        object: { kind: 'account', id: input.account },
        region: wish.region,
        department: wish.department,
        purpose: input.note ?? null,
        detail: { grant, ...detailOf(wish) },
      },
      now,
    );
    return { grant, version };
  });
}

/** @throws Invalid when the role, the region or the department is not one of the profile's */
function toWish(catalog: Catalog, input: GiveGrant, now: number): GrantWish {
  if (!isRole(input.role)) throw new Invalid(`${input.role} is not a role`);
  if (!catalog.tree.has(input.region)) throw new Invalid(`region ${input.region} is not in the profile`);
  if (input.department !== null && catalog.departmentName(input.department) === null) throw new Invalid(`department ${input.department} is not in the profile`);
  const { role, region, department, unmask, until } = input;
  return { role, region, department, unmask, from: input.from ?? now, until };
}

/** @throws what the fault is in a service's words */
export function assertMayGive(ctx: Ctx, parties: Parties, wish: GrantWish, now: number): void {
  const fault = giveFault(parties.giver, parties.holder, wish, containment(ctx), now);
  if (fault) throw refusal(fault);
}

function refusal(fault: GiveFault): ServiceError {
  switch (fault.why) {
    case 'self':
      return new Forbidden('nobody changes his own grants');
    case 'no_right':
      return new Forbidden('none of your grants lets you give any');
    case 'region':
    case 'department':
    case 'span':
      return new OutOfScope(`the ${fault.why} of the grant is beyond your own`);
    case 'held':
      return new Conflict('the account holds as much already');
    case 'conflict':
      return new Invalid(`${fault.first} and ${fault.second} are not held by one account`);
    case 'disabled':
      return new Invalid('the account is disabled');
    case 'past':
      return new Invalid('a grant does not begin in the past');
    case 'order':
      return new Invalid('a grant ends after it begins');
    case 'unmask':
      return new Invalid('this role does not unmask');
  }
}

/** Writes the row; the checks are the caller's. */
export async function insertGrant(tx: Tx, account: number, wish: GrantWish, by: number, now: number): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into access_grant (account, role, region, department, unmask, from_at, until_at, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6::text::timestamptz, $7::text::timestamptz, $8::text::timestamptz, $9) returning id`,
    [account, wish.role, wish.region, wish.department, wish.unmask, iso(wish.from), wish.until === null ? null : iso(wish.until), iso(now), by],
  );
  return (row as { id: number }).id;
}

const iso = (at: number) => new Date(at).toISOString();

/** What the audit keeps of a grant beside its region and department. */
export function detailOf(wish: GrantWish): Record<string, unknown> {
  return { role: wish.role, unmask: wish.unmask, from: wish.from, until: wish.until };
}
