import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import type { Actor } from './actor.ts';
import { lockManaged } from './managed-account.ts';
import { endAccountSessions } from './open-session.ts';
import { tellAccess } from './tell-access.ts';

/**
 * Shuts an account out, its open sessions with it, or lets it in again; its grants stay as they are.
 * @throws Forbidden without the right or of oneself; NotFound, also outside the scope; Conflict when it was changed
 *   meanwhile or is so already; Invalid for a demo account
 */
export async function setAccountDisabled(ctx: Ctx, actor: Actor, input: { account: number; version: number | null; disabled: boolean }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const account = await lockManaged(ctx, tx, actor, input.account, input.version);
    if (account.demo) throw new Invalid('the accounts of the demo follow DEMO');
    if (actor.kind === 'person' && actor.id === account.id) throw new Forbidden('nobody disables or enables his own account');
    if ((account.disabledAt !== null) === input.disabled) throw new Conflict(`account ${account.login} is ${input.disabled ? 'disabled' : 'enabled'} already`);
    await tx.query('update account set disabled_at = $2::timestamptz, version = version + 1 where id = $1', [
      account.id,
      input.disabled ? new Date(now).toISOString() : null,
    ]);
    const ended = input.disabled ? await endAccountSessions(tx, account.id, null, 'disabled', now) : [];
    await tellAccess(tx, { account: account.id }, now);
    const { id, region, department } = account;
    const action = input.disabled ? 'account.disabled' : 'account.enabled';
    await writeAudit(tx, actor, { action, result: 'ok', object: { kind: 'account', id }, region, department, detail: { ended: ended.length } }, now);
  });
}
