import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, NotFound } from '../errors.ts';
import type { Actor } from './actor.ts';
import { endAccountSessions, endOneSession } from './open-session.ts';
import { readPolicy } from './read-policy.ts';
import { tellAccess } from './tell-access.ts';

/** Times in epoch ms. */
export type SessionInfo = { id: number; own: boolean; address: string | null; agent: string | null; createdAt: number; seenAt: number; factor: boolean };

/** The actor's open sessions, the one that asks first, then by the last sign. */
export async function listSessions(ctx: Ctx, actor: Actor): Promise<SessionInfo[]> {
  const account = personOf(actor);
  const now = ctx.now();
  const { idleMinutes } = await readPolicy(ctx);
  const rows = await ctx.db.query<Omit<SessionInfo, 'own'>>(
    `select id, address, agent, created_at "createdAt", seen_at "seenAt", factor_at is not null factor from session
     where account = $1 and ended_at is null and until > $2::timestamptz and seen_at > $3::timestamptz order by seen_at desc, id desc limit 100`,
    [account, new Date(now).toISOString(), new Date(now - idleMinutes * 60_000).toISOString()],
  );
  const listed = rows.map((row) => ({ ...row, own: row.id === actor.session }));
  return [...listed.filter((s) => s.own), ...listed.filter((s) => !s.own)];
}

/** Ends one of the actor's own sessions. @throws NotFound, also for somebody else's */
export async function endSession(ctx: Ctx, actor: Actor, id: number): Promise<void> {
  const account = personOf(actor);
  const now = ctx.now();
  await ctx.db.transaction(async (tx) => {
    const [own] = await tx.query('select 1 one from session where id = $1::int8 and account = $2 and ended_at is null for update', [id, account]);
    if (!own || !(await endOneSession(tx, id, 'ended', now))) throw new NotFound(`there is no session ${id}`);
    await tellAccess(tx, { account }, now);
    await writeAudit(tx, actor, { action: 'session.ended', result: 'ok', object: { kind: 'session', id } }, now);
  });
}

/** Ends the actor's sessions on other devices, or everywhere with the one that asks. Returns how many. */
export async function endOtherSessions(ctx: Ctx, actor: Actor, { own }: { own: boolean }): Promise<number> {
  const account = personOf(actor);
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const ended = await endAccountSessions(tx, account, own ? null : actor.session, 'ended', now);
    await tellAccess(tx, { account }, now);
    const detail = { everywhere: own, sessions: ended.length };
    await writeAudit(tx, actor, { action: 'session.ended_all', result: 'ok', object: { kind: 'account', id: account }, detail }, now);
    return ended.length;
  });
}

/** The account of a person. @throws Forbidden for a display, a token or the system */
export function personOf(actor: Actor): number {
  if (actor.kind !== 'person') throw new Forbidden('only a person has an account');
  return actor.id;
}
