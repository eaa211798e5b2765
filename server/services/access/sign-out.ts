import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import type { Actor } from './actor.ts';
import { endOneSession } from './open-session.ts';
import { tellAccess } from './tell-access.ts';

/** Ends the session that the actor came with; open sockets of it are told. A display may sign out as well. */
export async function signOut(ctx: Ctx, actor: Actor): Promise<void> {
  const { session } = actor;
  if (session === null) return;
  const now = ctx.now();
  await ctx.db.transaction(async (tx) => {
    if (!(await endOneSession(tx, session, 'sign_out', now))) return;
    await tellAccess(tx, actor.kind === 'display' ? { display: actor.id } : { account: actor.id }, now);
    await writeAudit(tx, actor, { action: 'session.signed_out', result: 'ok', object: { kind: 'session', id: session } }, now);
  });
}
