import { PASSWORDS_KEPT } from '../../core/access/password-rules.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import type { Actor } from './actor.ts';
import { assertMayReset, lockManaged } from './managed-account.ts';
import { endAccountSessions } from './open-session.ts';
import { hashPassword, newOneTimePassword } from './passwords.ts';
import { tellAccess } from './tell-access.ts';

/**
 * Gives the account another one-time password, returned once, and ends its sessions. The second factor stays.
 * @throws Forbidden, NotFound, Invalid, Conflict as lockManaged and assertMayReset
 */
export async function resetPassword(ctx: Ctx, actor: Actor, input: { account: number; version: number | null }): Promise<{ password: string }> {
  const password = newOneTimePassword();
  const hash = await hashPassword(password);
  await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const account = await lockManaged(ctx, tx, actor, input.account, input.version);
    await assertMayReset(ctx, tx, actor, account);
    const were = [...(account.password ? [account.password] : []), ...account.passwordsWere].slice(0, PASSWORDS_KEPT - 1);
    await tx.query(
      `update account set password = $2, password_at = $3::timestamptz, passwords_were = $4::text::jsonb, must_change = true, version = version + 1 where id = $1`,
      [account.id, hash, new Date(now).toISOString(), JSON.stringify(were)],
    );
    const ended = await endAccountSessions(tx, account.id, null, 'administrator', now);
    await tellAccess(tx, { account: account.id }, now);
    const { id, region, department } = account;
    const detail = { ended: ended.length };
    await writeAudit(tx, actor, { action: 'password.reset', result: 'ok', object: { kind: 'account', id }, region, department, detail }, now);
  });
  return { password };
}
