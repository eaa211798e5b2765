import type { Tx } from '../../../db/client.ts';
import { type EndFault, endFault } from '../../core/access/delegation.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, NotFound, type ServiceError } from '../errors.ts';
import type { Actor, Grant } from './actor.ts';
import { containment, lockParties, type Parties, raiseVersion } from './grant-parties.ts';
import { requireScope } from './require-scope.ts';
import { tellAccess } from './tell-access.ts';

export type EndGrant = {
  account: number;
  /** The account's version as it was read. */
  version: number;
  grant: number;
  /** Why, as the administrator gives it; goes to the audit. */
  note?: string | null;
};

/**
 * Ends a grant now: open sockets lose it within seconds. The row stays, revoked.
 * @returns the account's new version
 * @throws Forbidden without `grant.manage` or of oneself; NotFound, also beyond the actor's own power; Conflict when the
 *   account was changed since or the grant has ended already
 */
export async function endGrant(ctx: Ctx, actor: Actor, input: EndGrant): Promise<{ version: number }> {
  const scope = requireScope(ctx, actor, 'grant.manage');
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const parties = await lockParties(tx, ctx.catalog, actor, scope, input);
    const grant = assertMayEnd(ctx, parties, input.grant, now);
    const version = await raiseVersion(tx, input.account, parties.version);
    await revokeGrant(tx, grant.id, actor.id, now);
    await tellAccess(tx, { account: input.account }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: 'grant.ended',
        result: 'ok',
        object: { kind: 'account', id: input.account },
        region: grant.region,
        department: grant.department,
        purpose: input.note ?? null,
        detail: { grant: grant.id, role: grant.role },
      },
      now,
    );
    return { version };
  });
}

/** @throws what keeps the giver from ending the grant, in a service's words */
export function assertMayEnd(ctx: Ctx, parties: Parties, id: number, now: number): Grant {
  const grant = parties.holder.grants.find((g) => g.id === id);
  if (!grant) throw new NotFound(`there is no grant ${id}`);
  const fault = endFault(parties.giver, parties.holder.account, grant, containment(ctx), now);
  if (fault) throw refusal(fault, id);
  return grant;
}

function refusal(fault: EndFault, id: number): ServiceError {
  switch (fault) {
    case 'self':
      return new Forbidden('nobody changes his own grants');
    case 'no_right':
      return new Forbidden('none of your grants lets you end any');
    case 'outside':
      return new NotFound(`there is no grant ${id}`);
    case 'ended':
      return new Conflict(`grant ${id} has ended already`);
  }
}

export async function revokeGrant(tx: Tx, grant: number, by: number, now: number): Promise<void> {
  await tx.query('update access_grant set revoked_at = $2::text::timestamptz, revoked_by = $3 where id = $1 and revoked_at is null', [
    grant,
    new Date(now).toISOString(),
    by,
  ]);
}
