import type { Tx } from '../../../db/client.ts';
import type { Policy } from '../../core/access/policy.ts';
import { type SessionNeeds, sessionNeeds } from '../../core/access/session-limits.ts';
import { Forbidden, Unauthorized } from '../errors.ts';
import { type AccountRow, lockAccount, rolesNow } from './account-row.ts';
import type { Actor } from './actor.ts';
import { personOf } from './sessions.ts';

/** An actor's own account, locked, and whether the session that it came with has shown the second factor. */
export type OwnAccount = { account: AccountRow; session: number; shown: boolean };

/** @throws Forbidden when the actor is no person; Unauthorized when the session or the account has ended meanwhile */
export async function lockOwn(tx: Tx, actor: Actor): Promise<OwnAccount> {
  const account = await lockAccount(tx, personOf(actor));
  const [session] = await tx.query<{ id: number; factorAt: number | null }>(
    'select id, factor_at "factorAt" from session where id = $1::int8 and account = $2 and ended_at is null for update',
    [actor.session ?? 0, actor.id],
  );
  if (!account || account.disabledAt !== null || !session) throw new Unauthorized('sign in');
  return { account, session: session.id, shown: session.factorAt !== null };
}

/**
 * Who holds the password alone changes nothing of an account that has a second factor. A demo account, which many share,
 * is changed by nobody.
 * @throws Forbidden
 */
export function assertMayChange({ account, shown }: OwnAccount): void {
  if (account.demo) throw new Forbidden('an account of the demo is not changed');
  if (account.factorAt !== null && !shown) throw new Forbidden('show the second factor first');
}

/** What the session lacks after a step, of an account as it is then. */
export async function needsAfter(tx: Tx, account: AccountRow, shown: boolean, policy: Policy, now: number): Promise<SessionNeeds> {
  const roles = await rolesNow(tx, account.id, now);
  return sessionNeeds({ mustChange: account.mustChange, enrolled: account.factorAt !== null, shown, roles }, policy);
}
