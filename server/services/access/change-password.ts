import { PASSWORDS_KEPT, type PasswordFault, passwordFault } from '../../core/access/password-rules.ts';
import type { SessionNeeds } from '../../core/access/session-limits.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { type AccountRow, findAccount } from './account-row.ts';
import type { Actor } from './actor.ts';
import { endAccountSessions, renewSession } from './open-session.ts';
import { assertMayChange, lockOwn, needsAfter } from './own-account.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { readPolicy } from './read-policy.ts';
import { personOf } from './sessions.ts';
import { forgiveTryAt, takeTryAt } from './signin-delay.ts';
import { tellAccess } from './tell-access.ts';

/** A password that is not taken; `fault` says why and is the last word of the message. */
export class BadPassword extends Invalid {
  readonly fault: PasswordFault;
  constructor(fault: PasswordFault) {
    super(`the password is not taken: ${fault}`);
    this.fault = fault;
  }
}

const triesOf = (account: number) => `password:${account}`;

/**
 * Sets another password of one's own. Sessions on other devices end; this one goes on under a fresh token.
 * @param words names of the province and its brands, which make no password
 * @throws Limited, Forbidden when the present password is wrong, BadPassword, Conflict when it was changed meanwhile
 */
export async function changePassword(
  ctx: Ctx,
  actor: Actor,
  input: { current: string; next: string },
  words: readonly string[],
): Promise<{ token: string; needs: SessionNeeds }> {
  const before = await findAccount(ctx.db, { id: personOf(actor) });
  if (!before?.password) throw new Forbidden('this account has no password');
  await takeTryAt(ctx, 'factor', triesOf(actor.id));
  if (!(await verifyPassword(before.password, input.current))) {
    await ctx.db.transaction((tx) => writeAudit(tx, actor, changed(before, 'failed', { why: 'password' }), ctx.now()));
    throw new Forbidden('the present password is wrong');
  }
  const policy = await readPolicy(ctx);
  const own = [before.login, before.name, ...words];
  const fault = passwordFault(input.next, { minLength: policy.passwordMinLength, own }) ?? ((await wasUsed(before, input.next)) ? 'used_before' : null);
  if (fault) {
    await ctx.db.transaction((tx) => forgiveTryAt(tx, 'factor', triesOf(actor.id)));
    throw new BadPassword(fault);
  }
  const hash = await hashPassword(input.next);
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const locked = await lockOwn(tx, actor);
    assertMayChange(locked);
    const { account, session, shown } = locked;
    if (account.password !== before.password) throw new Conflict('the password was changed meanwhile');
    await forgiveTryAt(tx, 'factor', triesOf(actor.id));
    const were = [before.password as string, ...before.passwordsWere].slice(0, PASSWORDS_KEPT - 1);
    await tx.query(
      `update account set password = $2, password_at = $3::timestamptz, passwords_were = $4::text::jsonb, must_change = false, version = version + 1 where id = $1`,
      [account.id, hash, new Date(now).toISOString(), JSON.stringify(were)],
    );
    const ended = await endAccountSessions(tx, account.id, session, 'password', now);
    const token = await renewSession(tx, session, null);
    await tellAccess(tx, { account: account.id }, now);
    await writeAudit(tx, actor, changed(account, 'ok', { forced: account.mustChange, ended: ended.length }), now);
    return { token, needs: await needsAfter(tx, { ...account, mustChange: false }, shown, policy, now) };
  });
}

function changed(account: AccountRow, result: AuditEntry['result'], detail: Record<string, unknown>): AuditEntry {
  return { action: 'password.changed', result, object: { kind: 'account', id: account.id }, region: account.region, department: account.department, detail };
}

/** The present password and those before it. */
async function wasUsed(account: AccountRow, password: string): Promise<boolean> {
  for (const hash of [account.password, ...account.passwordsWere].slice(0, PASSWORDS_KEPT)) if (hash && (await verifyPassword(hash, password))) return true;
  return false;
}
