import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { checkOpen311, checkPapers, type FeedPapers } from './feed-input.ts';
import type { FeedRow } from './feed-row.ts';

/** Changes the papers that are given; name, kind and token stay. @throws Invalid, NotFound */
export async function setFeed(ctx: Ctx, name: string, papers: FeedPapers, actor: AuditActor = SYSTEM): Promise<FeedRow> {
  checkPapers(ctx, papers);
  const given = Object.fromEntries(Object.entries(papers).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) throw new Invalid('nothing to set');
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.orm.update(feed).set(given).where(eq(feed.name, name)).returning();
    if (!row) throw new NotFound(`there is no feed ${name}`);
    checkOpen311(row);
    await writeAudit(
      tx,
      actor,
      { action: 'feed.set', result: 'ok', object: { kind: 'feed', id: name }, region: row.region, detail: { papers: Object.keys(given) } },
      ctx.now(),
    );
    return row;
  });
}
