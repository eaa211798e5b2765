import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Mark } from '../../wire/marks.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import type { FeedRow } from './feed-row.ts';

/** Says of a feed what its records are, wherever its figures are shown. @throws NotFound */
export async function markFeed(ctx: Ctx, id: number, mark: Mark, actor: AuditActor = SYSTEM): Promise<FeedRow> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.orm.update(feed).set({ mark }).where(eq(feed.id, id)).returning();
    if (!row) throw new NotFound(`there is no feed ${id}`);
    await writeAudit(tx, actor, { action: 'feed.set', result: 'ok', object: { kind: 'feed', id: row.name }, region: row.region, detail: { mark } }, ctx.now());
    return row;
  });
}
