import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import type { Actor } from './actor.ts';
import { lockManaged } from './managed-account.ts';
import { endAccountSessions } from './open-session.ts';
import { tellAccess } from './tell-access.ts';

/** Signs an account out everywhere, by its administrator. Returns how many sessions ended. @throws Forbidden, NotFound */
export async function endSessions(ctx: Ctx, actor: Actor, account: number): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const { id, region, department } = await lockManaged(ctx, tx, actor, account, null);
    const ended = await endAccountSessions(tx, id, null, 'administrator', now);
    await tellAccess(tx, { account: id }, now);
    const detail = { everywhere: true, sessions: ended.length };
    await writeAudit(tx, actor, { action: 'session.ended_all', result: 'ok', object: { kind: 'account', id }, region, department, detail }, now);
    return ended.length;
  });
}
