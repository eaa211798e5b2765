import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import type { FeedRow } from './feed-row.ts';

/** The feed's events are refused with 403 from now on. @throws NotFound */
export const disableFeed = (ctx: Ctx, name: string, actor: AuditActor = SYSTEM): Promise<FeedRow> => switchFeed(ctx, name, true, actor);

/** @throws NotFound */
export const enableFeed = (ctx: Ctx, name: string, actor: AuditActor = SYSTEM): Promise<FeedRow> => switchFeed(ctx, name, false, actor);

async function switchFeed(ctx: Ctx, name: string, disabled: boolean, actor: AuditActor): Promise<FeedRow> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.orm.update(feed).set({ disabled }).where(eq(feed.name, name)).returning();
    if (!row) throw new NotFound(`there is no feed ${name}`);
    await writeAudit(
      tx,
      actor,
      { action: disabled ? 'feed.disabled' : 'feed.enabled', result: 'ok', object: { kind: 'feed', id: name }, region: row.region },
      ctx.now(),
    );
    return row;
  });
}
