import { feed } from '../../../db/schema/index.ts';
import type { Mark } from '../../wire/marks.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import { checkKind, checkName, checkOpen311, checkPapers, defaultLateDays, type FeedPapers } from './feed-input.ts';
import type { FeedRow } from './feed-row.ts';
import { newToken, tokenHash } from './token.ts';

export type CreateFeed = FeedPapers & { name: string; kind: string; mark?: Mark | null };

/**
 * Makes a feed; the token is returned once and not stored. The region defaults to the root of the profile.
 * @throws Invalid, Conflict when the name is taken
 */
export async function createFeed(ctx: Ctx, input: CreateFeed, actor: AuditActor = SYSTEM): Promise<{ feed: FeedRow; token: string }> {
  const kind = checkKind(input.kind);
  checkName(input.name);
  checkPapers(ctx, input);
  checkOpen311({ kind, open311: input.open311 });
  const token = newToken('tgf_');
  const { name, mark = null, ...papers } = input;
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.orm
      .insert(feed)
      .values({
        ...papers,
        name,
        kind,
        mark,
        label: papers.label ?? name,
        tokenHash: tokenHash(token),
        region: papers.region ?? ctx.catalog.tree.root,
        lateDays: papers.lateDays ?? defaultLateDays(kind),
        createdAt: ctx.now(),
      })
      .onConflictDoNothing({ target: feed.name })
      .returning();
    if (!row) throw new Conflict(`feed ${name} exists already`);
    await writeAudit(
      tx,
      actor,
      { action: 'feed.created', result: 'ok', object: { kind: 'feed', id: name }, region: row.region, detail: { kind, mark } },
      ctx.now(),
    );
    return { feed: row, token };
  });
}
