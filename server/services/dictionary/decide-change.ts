import type { Tx } from '../../../db/client.ts';
import type { Actor } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { type ChangeRow, lockDictionary, raiseDictionaryRevision } from './change-rows.ts';
import type { DictionarySource } from './dictionary-source.ts';
import { assertFaultless, assertNewest, auditOf, changeFaults, cleanText, holdChange } from './hold-change.ts';

/**
 * Approves and publishes a change that was sent (核准发布): it is the next version, and holds from `from` on; null = at
 * once. The process that publishes has it in force before it answers; others within seconds.
 * @throws Forbidden (its own author: four eyes), NotFound, Conflict (decided already, or another's published meanwhile), Invalid (`from` is past)
 */
export async function publishChange(
  ctx: Ctx,
  source: DictionarySource,
  actor: Actor,
  { id, from, reason }: { id: number; from: number | null; reason: string },
): Promise<{ id: number; version: number; from: number }> {
  await source.refresh();
  const now = ctx.now();
  if (from !== null && from < now) throw new Invalid('a version holds from now on or from later: what was shown before was shown by the version before');
  const published = await ctx.db.transaction(async (tx) => {
    await lockDictionary(tx);
    const row = await holdChange(tx, ctx, actor, id, 'publish');
    await assertNewest(tx, row, row.base);
    assertFaultless(changeFaults(ctx, source, row));
    const begins = from ?? now;
    await tx.query(
      `update dictionary_change set state = 'published', version = base + 1, decided_at = to_timestamp($2::float8 / 1000.0), decided_by = $3::int,
         decided_login = $4, reason = $5, from_at = to_timestamp($6::float8 / 1000.0) where id = $1`,
      [id, now, actor.id, actor.login, cleanText(reason) || null, begins],
    );
    await raiseDictionaryRevision(tx);
    await told(tx, actor, row, 'published', reason, { version: row.base + 1, from: begins, by: row.by }, now);
    return { id, version: row.base + 1, from: begins };
  });
  await source.refresh();
  return published;
}

/** Gives a change back to its author with the reason (退回). It stays as it was; he begins again from it. @throws as publishChange */
export async function returnChange(ctx: Ctx, actor: Actor, { id, reason }: { id: number; reason: string }): Promise<{ id: number }> {
  return close(ctx, actor, id, 'return', 'returned', reason);
}

/** Takes back one's own draft, sent or not (撤回). @throws Forbidden, NotFound, Conflict */
export async function withdrawChange(ctx: Ctx, actor: Actor, { id, reason }: { id: number; reason: string }): Promise<{ id: number }> {
  return close(ctx, actor, id, 'withdraw', 'withdrawn', reason);
}

async function close(
  ctx: Ctx,
  actor: Actor,
  id: number,
  step: 'return' | 'withdraw',
  state: 'returned' | 'withdrawn',
  reason: string,
): Promise<{ id: number }> {
  if (reason.trim() === '') throw new Invalid('say why');
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const row = await holdChange(tx, ctx, actor, id, step);
    await tx.query(
      `update dictionary_change set state = $2, decided_at = to_timestamp($3::float8 / 1000.0), decided_by = $4::int, decided_login = $5, reason = $6 where id = $1`,
      [id, state, now, actor.id, actor.login, cleanText(reason)],
    );
    await told(tx, actor, row, state, reason, { base: row.base, by: row.by }, now);
    return { id };
  });
}

async function told(tx: Tx, actor: Actor, row: ChangeRow, verb: string, reason: string, detail: Record<string, unknown>, now: number): Promise<void> {
  const { noun, object, region } = auditOf(row);
  const entry = { result: 'ok', object, region, purpose: cleanText(reason.trim()) || null, detail: { change: row.id, period: row.period, ...detail } } as const;
  await writeAudit(tx, actor, { action: `${noun}.${verb}`, ...entry }, now);
}
