import type { Tx } from '../../../db/client.ts';
import type { Role } from '../../core/access/roles.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { type AccountRow, lockAccount } from './account-row.ts';
import type { Actor } from './actor.ts';
import { changedBefore, isHome } from './grant-parties.ts';
import { requireScope } from './require-scope.ts';

/** Powers that keep the system administrator in check: who could take their accounts over would hold them too. */
const GUARDED: readonly Role[] = ['security_admin', 'audit_admin'];

/**
 * The account that an administrator is about to change, locked.
 * @param version as it was read; null where it does not matter what else was changed
 * @throws Forbidden without `account.manage`; NotFound, also outside the actor's scope; Conflict when changed meanwhile
 */
export async function lockManaged(ctx: Ctx, tx: Tx, actor: Actor, id: number, version: number | null): Promise<AccountRow> {
  const scope = requireScope(ctx, actor, 'account.manage');
  const account = await lockAccount(tx, id);
  if (!account || !isHome(scope, ctx.catalog, account)) throw new NotFound(`there is no account ${id}`);
  if (version !== null && account.version !== version) throw await changedBefore(tx, id);
  return account;
}

/**
 * Whether an administrator may put his hand on how this account signs in. Not on his own, which he has his own page for;
 * not on the demo's; those of the security and the audit administrator are reset on the command line alone. And on none
 * that holds, or will hold, more than the administrator looks after: who resets an account can enter it.
 * @throws Forbidden, Invalid
 */
export async function assertMayReset(ctx: Ctx, tx: Tx, actor: Actor, account: AccountRow): Promise<void> {
  if (account.demo) throw new Invalid('an account of the demo has nothing to reset');
  if (actor.kind === 'system') return;
  if (actor.id === account.id) throw new Forbidden('change your own on your own page');
  const held = await tx.query<{ role: Role; region: string; department: string | null; ended: boolean }>(
    `select role, region, department, coalesce(until_at <= $2::text::timestamptz, false) ended from access_grant where account = $1 and revoked_at is null`,
    [account.id, new Date(ctx.now()).toISOString()],
  );
  if (held.some(({ role }) => GUARDED.includes(role)))
    throw new Forbidden('an account of the security or the audit administrator is reset on the command line: user reset');
  const scope = requireScope(ctx, actor, 'account.manage');
  if (held.some((grant) => !grant.ended && !isHome(scope, ctx.catalog, grant)))
    throw new Forbidden('this account holds a grant beyond what you look after: an administrator of that part resets it');
}
