import type { GrantWish } from '../../core/access/delegation.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import type { Actor } from './actor.ts';
import { assertMayEnd, revokeGrant } from './end-grant.ts';
import { assertMayGive, detailOf, insertGrant } from './give-grant.ts';
import { lockParties, raiseVersion } from './grant-parties.ts';
import { requireScope } from './require-scope.ts';
import { tellAccess } from './tell-access.ts';

export type ChangeGrant = {
  account: number;
  /** The account's version as it was read. */
  version: number;
  grant: number;
  unmask: boolean;
  /** Epoch ms, exclusive; null = without end. */
  until: number | null;
  note?: string | null;
};

/**
 * Sets another end or the mark that lets one unmask: the old grant ends and another begins at the same instant, so that
 * who could see what at any time stays on record. Role, region and department are not changed: give another grant.
 * @returns the new grant's id and the account's new version
 * @throws as endGrant and giveGrant do; Invalid when nothing would change
 */
export async function changeGrant(ctx: Ctx, actor: Actor, input: ChangeGrant): Promise<{ grant: number; version: number }> {
  const scope = requireScope(ctx, actor, 'grant.manage');
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const parties = await lockParties(tx, ctx.catalog, actor, scope, input);
    const old = assertMayEnd(ctx, parties, input.grant, now);
    if (old.until === input.until && old.unmask === input.unmask) throw new Invalid('nothing to change');
    const { role, region, department } = old;
    const wish: GrantWish = { role, region, department, unmask: input.unmask, from: Math.max(old.from, now), until: input.until };
    const others = parties.holder.grants.filter((g) => g !== old);
    assertMayGive(ctx, { ...parties, holder: { ...parties.holder, grants: others } }, wish, now);
    const version = await raiseVersion(tx, input.account, parties.version);
    await revokeGrant(tx, old.id, actor.id, now);
    const grant = await insertGrant(tx, input.account, wish, actor.id, now);
    await tellAccess(tx, { account: input.account }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: 'grant.changed',
        result: 'ok',
        object: { kind: 'account', id: input.account },
        region,
        department,
        purpose: input.note ?? null,
        detail: { grant, was: old.id, ...detailOf(wish), untilWas: old.until, unmaskWas: old.unmask },
      },
      now,
    );
    return { grant, version };
  });
}
