import type { Tx } from '../../../db/client.ts';
import type { Policy } from '../../core/access/policy.ts';
import type { Role } from '../../core/access/roles.ts';
import { type SessionNeeds, sessionNeeds } from '../../core/access/session-limits.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Unauthorized } from '../errors.ts';
import { type AccountRow, findAccount, lockAccount, loginForAudit, normalLogin, rolesNow } from './account-row.ts';
import { endOneSession, type Origin, openSession } from './open-session.ts';
import { verifyPassword } from './passwords.ts';
import { readPolicy } from './read-policy.ts';
import { accessTokenHash } from './session-token.ts';
import { forgiveTry, takeTry } from './signin-delay.ts';
import { tellAccess } from './tell-access.ts';

/** A new session: its token for the cookie, what it still lacks, and the roles that it will have. */
export type SignedIn = { token: string; account: number; login: string; needs: SessionNeeds; roles: readonly Role[] };

/** `token` is the cookie that the request came with: the session under it is replaced. */
export type SignInFrom = Origin & { token: string | null };

/** How long an address from which the owner has signed in is his. */
const TRUSTED_MS = 30 * 86_400_000;
const PASSWORD_LONGEST = 1_000;

/**
 * Signs in with a login and a password, under a token that did not exist before.
 * @throws Limited after failures, with the seconds to wait; Unauthorized with one and the same text for an unknown login,
 *   a wrong password, an account without one and a disabled account
 */
export async function signIn(ctx: Ctx, input: { login: string; password: string }, from: SignInFrom): Promise<SignedIn> {
  const login = normalLogin(input.login).slice(0, 200);
  const account = await findAccount(ctx.db, { login });
  await takeTry(ctx, login, from.address, await isTrusted(ctx, account?.id ?? 0, from.address));
  const right = await verifyPassword(account?.password ?? null, input.password.slice(0, PASSWORD_LONGEST));
  if (!account || !right || account.disabledAt !== null) throw await refuse(ctx, login, account, from);
  const policy = await readPolicy(ctx);
  const signed = await ctx.db.transaction(async (tx) => {
    const locked = await lockAccount(tx, account.id);
    // Reset or disabled while the password was being compared.
    if (!locked || locked.disabledAt !== null || locked.password !== account.password) return null;
    await forgiveTry(tx, login, from.address);
    return beginSession(tx, locked, { policy, from, shown: false, way: 'password' }, ctx.now());
  });
  if (!signed) throw await refuse(ctx, login, account, from);
  return signed;
}

export type Beginning = { policy: Policy; from: SignInFrom; shown: boolean; way: 'password' | 'oidc' | 'demo'; detail?: Record<string, unknown> };

/** A session of an account whose row is locked; the one that the browser had ends. Writes the audit row. */
export async function beginSession(tx: Tx, account: AccountRow, { policy, from, shown, way, detail }: Beginning, now: number): Promise<SignedIn> {
  const replaced = await replaceSession(tx, from.token, now);
  const until = now + policy.absoluteHours * 3_600_000;
  const session = await openSession(tx, { of: { account: account.id }, until, factorAt: shown ? now : null, from }, now);
  const roles = await rolesNow(tx, account.id, now);
  const state = { mustChange: account.mustChange, enrolled: account.factorAt !== null, shown, roles };
  const needs = account.demo ? null : sessionNeeds(state, policy);
  const actor: AuditActor = { kind: 'person', id: account.id, login: account.login, session: session.id, address: from.address };
  await writeAudit(
    tx,
    actor,
    {
      action: 'session.signed_in',
      result: 'ok',
      object: { kind: 'session', id: session.id },
      region: account.region,
      department: account.department,
      detail: { way, needs, ...(replaced === null ? {} : { replaced }), ...detail },
    },
    now,
  );
  return { token: session.token, account: account.id, login: account.login, needs, roles };
}

/** Ends the session that the browser brought, if it is one. Returns its id. */
export async function replaceSession(tx: Tx, token: string | null, now: number): Promise<number | null> {
  const hash = token === null ? null : accessTokenHash(token);
  if (!hash) return null;
  const [old] = await tx.query<{ id: number; account: number | null; display: number | null }>(
    'select id, account, display from session where token_hash = $1 and ended_at is null',
    [hash],
  );
  if (!old || !(await endOneSession(tx, old.id, 'replaced', now))) return null;
  await tellAccess(tx, old.account === null ? { display: old.display ?? 0 } : { account: old.account }, now);
  return old.id;
}

/** Asked for an unknown login as well, of nobody: the same statements whatever was typed. */
async function isTrusted(ctx: Ctx, account: number, address: string | null): Promise<boolean> {
  if (address === null) return false;
  const rows = await ctx.db.query('select 1 one from session where account = $1 and address = $2 and created_at > $3::timestamptz limit 1', [
    account,
    address,
    new Date(ctx.now() - TRUSTED_MS).toISOString(),
  ]);
  return rows.length > 0;
}

async function refuse(ctx: Ctx, login: string, account: AccountRow | null, from: Origin): Promise<Unauthorized> {
  const why = !account ? 'unknown' : account.disabledAt !== null ? 'disabled' : account.password === null ? 'no_password' : 'password';
  const actor: AuditActor = { kind: 'nobody', id: 0, login: loginForAudit(login), session: null, address: from.address };
  const object = account ? { kind: 'account', id: account.id } : null;
  await ctx.db.transaction((tx) =>
    writeAudit(
      tx,
      actor,
      { action: 'session.signed_in', result: 'failed', object, region: account?.region ?? null, detail: { way: 'password', why } },
      ctx.now(),
    ),
  );
  return new Unauthorized('login or password is wrong');
}
