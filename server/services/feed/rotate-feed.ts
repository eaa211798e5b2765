import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { newToken, tokenHash } from './token.ts';

/** A new token, returned once; the old one ends at once. @throws NotFound */
export async function rotateFeed(ctx: Ctx, name: string, actor: AuditActor = SYSTEM): Promise<string> {
  const token = newToken('tgf_');
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.orm
      .update(feed)
      .set({ tokenHash: tokenHash(token) })
      .where(eq(feed.name, name))
      .returning({ region: feed.region });
    if (!row) throw new NotFound(`there is no feed ${name}`);
    await writeAudit(tx, actor, { action: 'feed.rotated', result: 'ok', object: { kind: 'feed', id: name }, region: row.region }, ctx.now());
    return token;
  });
}
