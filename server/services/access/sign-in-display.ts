import { networkOf } from '../../core/access/delay.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Unauthorized } from '../errors.ts';
import { openSession } from './open-session.ts';
import { accessTokenHash } from './session-token.ts';
import { replaceSession, type SignInFrom } from './sign-in.ts';
import { forgiveTryAt, takeTryAt } from './signin-delay.ts';

/**
 * A wall signs in with its credential and stays signed in until that is revoked.
 * @throws Limited after failures from this address; Unauthorized
 */
export async function signInDisplay(ctx: Ctx, credential: string, from: SignInFrom): Promise<{ token: string; topic: string }> {
  const tries = `display:${networkOf(from.address)}`;
  await takeTryAt(ctx, 'address', tries);
  const hash = credential.startsWith('tgd_') ? accessTokenHash(credential) : null;
  const signed = await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const [display] = hash
      ? await tx.query<{ id: number; name: string; topic: string; region: string }>(
          `update display set seen_at = $2::timestamptz where token_hash = $1 and revoked_at is null returning id, name, topic, region`,
          [hash, new Date(now).toISOString()],
        )
      : [];
    if (!display) {
      const nobody: AuditActor = { kind: 'nobody', id: 0, login: '?', session: null, address: from.address };
      await writeAudit(tx, nobody, { action: 'session.signed_in', result: 'failed', detail: { way: 'display' } }, now);
      return null;
    }
    await forgiveTryAt(tx, 'address', tries);
    await replaceSession(tx, from.token, now);
    const { id, token } = await openSession(tx, { of: { display: display.id }, until: null, factorAt: null, from }, now);
    const actor: AuditActor = { kind: 'display', id: display.id, login: display.name, session: id, address: from.address };
    await writeAudit(
      tx,
      actor,
      { action: 'session.signed_in', result: 'ok', object: { kind: 'session', id }, region: display.region, detail: { way: 'display', topic: display.topic } },
      now,
    );
    return { token, topic: display.topic };
  });
  if (!signed) throw new Unauthorized('this credential is not known, or was revoked');
  return signed;
}
