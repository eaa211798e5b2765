import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import type { Actor } from './actor.ts';
import { assertMayReset, lockManaged } from './managed-account.ts';
import { endAccountSessions } from './open-session.ts';
import { tellAccess } from './tell-access.ts';

/**
 * Takes the second factor and the recovery codes from an account whose owner lost them, and ends its sessions; where the
 * policy asks for one, the owner enrols another at the next sign-in.
 * @throws Forbidden, NotFound, Invalid, Conflict as lockManaged and assertMayReset; Conflict when there is none
 */
export async function resetFactor(ctx: Ctx, actor: Actor, input: { account: number; version: number | null }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const account = await lockManaged(ctx, tx, actor, input.account, input.version);
    await assertMayReset(ctx, tx, actor, account);
    if (account.factorAt === null) throw new Conflict('the account has no second factor');
    await tx.query(
      `update account set factor_key_id = null, factor = null, factor_at = null, factor_step = null, recovery = '[]', version = version + 1 where id = $1`,
      [account.id],
    );
    const ended = await endAccountSessions(tx, account.id, null, 'administrator', now);
    await tellAccess(tx, { account: account.id }, now);
    const { id, region, department } = account;
    const detail = { ended: ended.length };
    await writeAudit(tx, actor, { action: 'factor.reset', result: 'ok', object: { kind: 'account', id }, region, department, detail }, now);
  });
}
