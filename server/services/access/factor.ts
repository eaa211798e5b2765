import type { Tx } from '../../../db/client.ts';
import type { SessionNeeds } from '../../core/access/session-limits.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { type Keys, openPerson, sealPerson } from '../person/vault.ts';
import { type AccountRow, findAccount } from './account-row.ts';
import type { Actor } from './actor.ts';
import { factorStep, factorUri, newFactorSecret, newRecoveryCodes, openFactor, recoveryDigest, sealFactor } from './factor-secret.ts';
import { endAccountSessions, renewSession } from './open-session.ts';
import { assertMayChange, lockOwn, needsAfter } from './own-account.ts';
import { readPolicy } from './read-policy.ts';
import { personOf } from './sessions.ts';
import { forgiveTryAt, takeTryAt } from './signin-delay.ts';
import { tellAccess } from './tell-access.ts';

/** How long a picture that was shown may be confirmed. */
const ENROLMENT_MS = 10 * 60_000;

const WRONG = 'the code is wrong or was used before';
const triesOf = (account: number) => `code:${account}`;

/** `secret` and `uri` for the authenticator; `enrolment` is handed back at the confirmation and tells nothing to others. */
export type FactorOffer = { secret: string; uri: string; enrolment: string };

/**
 * Offers a second factor; nothing is stored before a code confirms it, so that an abandoned offer replaces nothing.
 * @throws Forbidden for a demo account, or before an existing factor was shown
 */
export async function offerFactor(ctx: Ctx, keys: Keys, actor: Actor, issuer: string): Promise<FactorOffer> {
  const account = await ctx.db.transaction(async (tx) => {
    const own = await lockOwn(tx, actor);
    assertMayChange(own);
    return own.account;
  });
  const secret = newFactorSecret();
  const box = sealPerson(keys, { secret, account: account.id, session: actor.session, until: ctx.now() + ENROLMENT_MS });
  const enrolment = [Buffer.from(box.keyId), box.wrappedKey, box.sealed].map((part) => Buffer.from(part).toString('base64url')).join('.');
  return { secret, uri: factorUri(secret, issuer, account.login), enrolment };
}

/**
 * Takes the offered factor when a code of it is right; who replaces one shows a code of the old one as well. Recovery
 * codes are given once. Other sessions end; this one goes on under a fresh token, its factor shown.
 * @throws Limited; Invalid when the code is wrong or the offer is too old; Forbidden
 */
export async function confirmFactor(
  ctx: Ctx,
  keys: Keys,
  actor: Actor,
  input: { enrolment: string; code: string; current: string | null },
): Promise<{ token: string; recovery: string[]; needs: SessionNeeds }> {
  const now = ctx.now();
  const secret = openOffer(keys, actor, input.enrolment, now);
  await takeTryAt(ctx, 'factor', triesOf(personOf(actor)));
  const policy = await readPolicy(ctx);
  const made = newRecoveryCodes();
  const done = await ctx.db.transaction(async (tx) => {
    const own = await lockOwn(tx, actor);
    assertMayChange(own);
    const { account, session } = own;
    const step = factorStep(secret, input.code.trim(), now, null);
    const allowed = step !== null && (account.factorAt === null || (await takeCode(tx, keys, account, input.current ?? '', now)) !== null);
    if (!allowed) {
      await writeAudit(tx, actor, factorEntry('factor.enrolled', 'failed', account, { why: step === null ? 'code' : 'current' }), now);
      return null;
    }
    await forgiveTryAt(tx, 'factor', triesOf(account.id));
    const sealed = sealFactor(keys, secret);
    await tx.query(
      `update account set factor_key_id = $2, factor = $3, factor_at = $4::timestamptz, factor_step = $5::int8, recovery = $6::text::jsonb, version = version + 1 where id = $1`,
      [account.id, sealed.keyId, sealed.factor, new Date(now).toISOString(), step, JSON.stringify(made.digests)],
    );
    const ended = await endAccountSessions(tx, account.id, session, 'factor', now);
    const token = await renewSession(tx, session, now);
    await tellAccess(tx, { account: account.id }, now);
    await writeAudit(tx, actor, factorEntry('factor.enrolled', 'ok', account, { replaced: account.factorAt !== null, ended: ended.length }), now);
    return { token, recovery: made.codes, needs: await needsAfter(tx, { ...account, factorAt: now }, true, policy, now) };
  });
  if (!done) throw new Invalid(WRONG);
  return done;
}

/**
 * Shows the factor, or one of the recovery codes, in this session, which goes on under a fresh token.
 * @throws Limited; Invalid when the code is wrong or was used; Forbidden when there is no factor
 */
export async function showFactor(ctx: Ctx, keys: Keys, actor: Actor, code: string): Promise<{ token: string; needs: SessionNeeds; recoveryLeft: number }> {
  const account = await findAccount(ctx.db, { id: personOf(actor) });
  if (!account?.factorAt) throw new Forbidden('this account has no second factor');
  await takeTryAt(ctx, 'factor', triesOf(actor.id));
  const policy = await readPolicy(ctx);
  const done = await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const own = await lockOwn(tx, actor);
    const used = await takeCode(tx, keys, own.account, code, now);
    await writeAudit(tx, actor, factorEntry('factor.shown', used ? 'ok' : 'failed', own.account, used ? { way: used } : {}), now);
    if (!used) return null;
    await forgiveTryAt(tx, 'factor', triesOf(actor.id));
    const token = await renewSession(tx, own.session, now);
    await tellAccess(tx, { account: actor.id }, now);
    const recoveryLeft = own.account.recovery.length - (used === 'recovery' ? 1 : 0);
    return { token, needs: await needsAfter(tx, own.account, true, policy, now), recoveryLeft };
  });
  if (!done) throw new Invalid(WRONG);
  return done;
}

/** Ten new recovery codes; those before are worth nothing. @throws as showFactor */
export async function renewRecovery(ctx: Ctx, keys: Keys, actor: Actor, code: string): Promise<string[]> {
  await takeTryAt(ctx, 'factor', triesOf(personOf(actor)));
  const made = newRecoveryCodes();
  const done = await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const own = await lockOwn(tx, actor);
    assertMayChange(own);
    const used = await takeCode(tx, keys, own.account, code, now);
    await writeAudit(tx, actor, factorEntry('factor.recovery_renewed', used ? 'ok' : 'failed', own.account, {}), now);
    if (!used) return false;
    await forgiveTryAt(tx, 'factor', triesOf(actor.id));
    await tx.query('update account set recovery = $2::text::jsonb where id = $1', [actor.id, JSON.stringify(made.digests)]);
    return true;
  });
  if (!done) throw new Invalid(WRONG);
  return made.codes;
}

/** Takes a code of a locked account: marks its step, or strikes the recovery code. Null when it is not taken. */
async function takeCode(tx: Tx, keys: Keys, account: AccountRow, typed: string, now: number): Promise<'totp' | 'recovery' | null> {
  if (account.factorAt === null || !account.factor || !account.factorKeyId) return null;
  const secret = openFactor(keys, { keyId: account.factorKeyId, factor: account.factor });
  const step = factorStep(secret, typed.replace(/\s/g, ''), now, account.factorStep);
  if (step !== null) {
    await tx.query('update account set factor_step = $2::int8 where id = $1', [account.id, step]);
    return 'totp';
  }
  const digest = recoveryDigest(typed);
  if (!account.recovery.includes(digest)) return null;
  const left = account.recovery.filter((d) => d !== digest);
  await tx.query('update account set recovery = $2::text::jsonb where id = $1', [account.id, JSON.stringify(left)]);
  return 'recovery';
}

/** @throws Invalid when the offer was not made for this session, was altered or is too old */
function openOffer(keys: Keys, actor: Actor, enrolment: string, now: number): string {
  const [keyId, wrappedKey, sealed] = enrolment.split('.').map((part) => Buffer.from(part, 'base64url'));
  let fields: Record<string, unknown> | null = null;
  try {
    if (keyId && wrappedKey && sealed) fields = openPerson(keys, { keyId: keyId.toString('utf8'), wrappedKey, sealed });
  } catch {
    // Altered, or sealed under a key that is gone: answered as any other offer that is not ours.
  }
  const ours = fields?.account === actor.id && fields.session === actor.session && typeof fields.until === 'number' && fields.until > now;
  if (!ours || typeof fields?.secret !== 'string') throw new Invalid('this offer of a second factor is no longer good: begin again');
  return fields.secret;
}

function factorEntry(action: AuditEntry['action'], result: AuditEntry['result'], account: AccountRow, detail: Record<string, unknown>): AuditEntry {
  return { action, result, object: { kind: 'account', id: account.id }, region: account.region, department: account.department, detail };
}
