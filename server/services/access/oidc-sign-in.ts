import type { Tx } from '../../../db/client.ts';
import { type Claims, claimText, claimValues, grantsFromClaims, type MappedGrant } from '../../core/access/claims.ts';
import { networkOf } from '../../core/access/delay.ts';
import { type Role, roleConflict } from '../../core/access/roles.ts';
import type { OidcMapping } from '../../wire/oidc-mapping.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Unauthorized } from '../errors.ts';
import { type AccountRow, findAccount, isLogin, lockAccount, loginForAudit, normalLogin, rolesNow } from './account-row.ts';
import { SYSTEM } from './actor.ts';
import { revokeGrant } from './end-grant.ts';
import { detailOf } from './give-grant.ts';
import type { OidcIdentity } from './oidc-client.ts';
import { endAccountSessions } from './open-session.ts';
import { readPolicy } from './read-policy.ts';
import { beginSession, type SignedIn, type SignInFrom } from './sign-in.ts';
import { forgiveTryAt } from './signin-delay.ts';
import { tellAccess } from './tell-access.ts';

/** Why somebody whom the platform knows does not get in here. */
export type OidcRefusal = 'unknown' | 'taken' | 'disabled' | 'no_grant' | 'conflict';

export class OidcRefused extends Unauthorized {
  readonly why: OidcRefusal;
  constructor(why: OidcRefusal) {
    super(`the identity platform knows you, this console does not let you in: ${why}`);
    this.why = why;
  }
}

/** What callbacks are counted under until one of them signs in. */
export const oidcTries = (address: string | null): string => `oidc:${networkOf(address)}`;

/**
 * Signs in who the platform says has come: finds, binds or makes the account, and brings the grants of origin `oidc` in
 * line with the mapping; those that it no longer gives end, also when the sign-in is then refused.
 * @throws OidcRefused
 */
export async function oidcSignIn(ctx: Ctx, mapping: OidcMapping, identity: OidcIdentity, from: SignInFrom): Promise<SignedIn> {
  const policy = await readPolicy(ctx);
  const wanted = grantsFromClaims(mapping.rules, identity.claims);
  const { factor } = mapping;
  const shown = factor !== undefined && claimValues(identity.claims, factor.claim).some((v) => factor.anyOf.includes(v));
  const outcome = await ctx.db.transaction(async (tx): Promise<SignedIn | OidcRefusal> => {
    const now = ctx.now();
    const account = await accountOf(tx, mapping, identity, wanted.length > 0, now);
    const refused = typeof account === 'string' ? account : await syncGrants(tx, account, wanted, now);
    if (refused !== null || typeof account === 'string') {
      await writeRefusal(tx, typeof account === 'string' ? null : account, identity.claims, mapping, from, refused ?? 'unknown', now);
      return refused ?? 'unknown';
    }
    await forgiveTryAt(tx, 'address', oidcTries(from.address));
    return beginSession(tx, account, { policy, from, shown, way: 'oidc' }, now);
  });
  if (typeof outcome === 'string') throw new OidcRefused(outcome);
  return outcome;
}

/** By the subject that was bound; else, once, by the login claim; else made anew where the mapping lets it. */
async function accountOf(
  tx: Tx,
  mapping: OidcMapping,
  { issuer, subject, claims }: OidcIdentity,
  hasRole: boolean,
  now: number,
): Promise<AccountRow | OidcRefusal> {
  const [bound] = await tx.query<{ id: number }>('select id from account where oidc_issuer = $1 and oidc_subject = $2', [issuer, subject]);
  if (bound) return (await lockAccount(tx, bound.id)) ?? 'unknown';
  const login = mapping.account ? claimText(claims, mapping.account.claim) : null;
  const known = login === null ? null : await findAccount(tx, { login: normalLogin(login) });
  if (known && !known.demo) {
    const rows = await tx.query(
      'update account set oidc_issuer = $2, oidc_subject = $3, version = version + 1 where id = $1 and oidc_subject is null returning id',
      [known.id, issuer, subject],
    );
    if (rows.length === 0) return 'taken';
    await writeAudit(tx, SYSTEM, { action: 'account.bound', result: 'ok', object: { kind: 'account', id: known.id }, region: known.region }, now);
    return (await lockAccount(tx, known.id)) ?? 'unknown';
  }
  return mapping.create && hasRole ? makeAccount(tx, mapping.create, { issuer, subject, claims }, now) : 'unknown';
}

async function makeAccount(
  tx: Tx,
  create: NonNullable<OidcMapping['create']>,
  { issuer, subject, claims }: OidcIdentity,
  now: number,
): Promise<AccountRow | OidcRefusal> {
  const login = normalLogin(claimText(claims, create.login) ?? '');
  if (!isLogin(login)) return 'unknown';
  const name = (claimText(claims, create.name) ?? login).replace(/\p{Cc}/gu, '').slice(0, 64) || login;
  const [made] = await tx.query<{ id: number }>(
    `insert into account (login, name, region, department, oidc_issuer, oidc_subject, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7::timestamptz, 0) on conflict do nothing returning id`,
    [login, name, create.region, create.department, issuer, subject, new Date(now).toISOString()],
  );
  if (!made) return 'taken';
  const object = { kind: 'account', id: made.id };
  await writeAudit(
    tx,
    SYSTEM,
    { action: 'account.created', result: 'ok', object, region: create.region, department: create.department, detail: { login, way: 'oidc' } },
    now,
  );
  return (await lockAccount(tx, made.id)) ?? 'unknown';
}

type Held = { id: number; role: Role; region: string; department: string | null; unmask: boolean; origin: 'local' | 'oidc' };

/**
 * Ends what the mapping no longer gives and gives what is missing; the account's row is locked. Returns why the person
 * may not come in: what was ended stays ended.
 */
async function syncGrants(tx: Tx, account: AccountRow, wanted: readonly MappedGrant<Role>[], now: number): Promise<OidcRefusal | null> {
  const held = await tx.query<Held>(
    `select id, role, region, department, unmask, origin from access_grant where account = $1 and revoked_at is null and (until_at is null or until_at > $2::timestamptz) order by id`,
    [account.id, new Date(now).toISOString()],
  );
  const key = (g: MappedGrant<Role>) => JSON.stringify([g.role, g.region, g.department, g.unmask]);
  const keys = new Set(wanted.map(key));
  const ours = held.filter((g) => g.origin === 'oidc');
  const ended = ours.filter((g) => !keys.has(key(g)));
  for (const grant of ended) await endMapped(tx, account, grant, now);
  const conflict = roleConflict([...held.filter((g) => g.origin === 'local').map((g) => g.role), ...wanted.map((g) => g.role)]) !== null;
  const missing = conflict || account.disabledAt !== null ? [] : wanted.filter((g) => !ours.some((o) => key(o) === key(g)));
  for (const grant of missing) await giveMapped(tx, account, grant, now);
  const roles = await rolesNow(tx, account.id, now);
  const refused = account.disabledAt !== null ? 'disabled' : conflict ? 'conflict' : roles.length === 0 ? 'no_grant' : null;
  if (refused === 'no_grant') await endAccountSessions(tx, account.id, null, 'no_grant', now);
  if (ended.length > 0 || missing.length > 0 || refused === 'no_grant') await tellAccess(tx, { account: account.id }, now);
  return refused;
}

async function endMapped(tx: Tx, account: AccountRow, grant: Held, now: number): Promise<void> {
  await revokeGrant(tx, grant.id, 0, now);
  const { id, role, region, department } = grant;
  await writeAudit(
    tx,
    SYSTEM,
    { action: 'grant.ended', result: 'ok', object: { kind: 'account', id: account.id }, region, department, detail: { grant: id, role, origin: 'oidc' } },
    now,
  );
}

async function giveMapped(tx: Tx, account: AccountRow, grant: MappedGrant<Role>, now: number): Promise<void> {
  const { role, region, department, unmask } = grant;
  const [row] = await tx.query<{ id: number }>(
    `insert into access_grant (account, role, region, department, unmask, from_at, origin, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6::timestamptz, 'oidc', $6::timestamptz, 0) returning id`,
    [account.id, role, region, department, unmask, new Date(now).toISOString()],
  );
  const detail = { grant: row?.id, origin: 'oidc', ...detailOf({ ...grant, from: now, until: null }) };
  await writeAudit(tx, SYSTEM, { action: 'grant.given', result: 'ok', object: { kind: 'account', id: account.id }, region, department, detail }, now);
}

async function writeRefusal(
  tx: Tx,
  account: AccountRow | null,
  claims: Claims,
  mapping: OidcMapping,
  from: SignInFrom,
  why: OidcRefusal,
  now: number,
): Promise<void> {
  const claim = mapping.account?.claim ?? mapping.create?.login;
  const login = account?.login ?? loginForAudit(normalLogin((claim === undefined ? null : claimText(claims, claim)) ?? ''));
  const nobody: AuditActor = { kind: 'nobody', id: 0, login, session: null, address: from.address };
  const object = account ? { kind: 'account', id: account.id } : null;
  await writeAudit(tx, nobody, { action: 'session.signed_in', result: 'refused', object, region: account?.region ?? null, detail: { way: 'oidc', why } }, now);
}
