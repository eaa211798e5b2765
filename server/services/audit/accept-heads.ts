import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import type { AuditActor } from './audit-entry.ts';
import { hex } from './chain.ts';
import type { HeadFile } from './head-file.ts';
import { chainHead } from './seal.ts';
import { auditNow } from './write-audit.ts';

/**
 * Begins the file of heads again where the chain stands, with somebody's reason; what was there is kept beside it. For a
 * file that was lost or altered, and has been looked into: until then `audit verify` fails.
 * @throws Invalid without a reason
 */
export async function acceptHeads(ctx: Pick<Ctx, 'db' | 'now'>, file: HeadFile, actor: AuditActor, reason: string): Promise<{ seq: number }> {
  const why = reason.trim().slice(0, 500);
  if (why === '') throw new Invalid('a new file of heads needs its reason');
  const now = ctx.now();
  const former = await file.read();
  const head = await chainHead(ctx.db);
  await auditNow(ctx, actor, {
    action: 'audit.heads_accepted',
    result: 'ok',
    object: { kind: 'audit', id: head.seq },
    purpose: why,
    detail: { was: former.state, last: former.heads.at(-1)?.seq ?? null },
  });
  await file.begin({ seq: head.seq, hash: hex(head.hash), at: now, note: { kind: 'accepted', reason: why } });
  return { seq: head.seq };
}
