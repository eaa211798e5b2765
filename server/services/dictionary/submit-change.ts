import type { Actor } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import type { DictionarySource } from './dictionary-source.ts';
import { assertFaultless, assertNewest, auditOf, changeFaults, holdChange } from './hold-change.ts';

/**
 * Sends a draft for approval (送审).
 * @throws Forbidden, NotFound, Invalid while anything is wrong with it, Conflict when it is sent already or another's was published meanwhile
 */
export async function submitChange(ctx: Ctx, source: DictionarySource, actor: Actor, { id }: { id: number }): Promise<{ id: number }> {
  await source.refresh();
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const row = await holdChange(tx, ctx, actor, id, 'submit');
    await assertNewest(tx, row, row.base);
    assertFaultless(changeFaults(ctx, source, row));
    await tx.query(`update dictionary_change set state = 'submitted', submitted_at = to_timestamp($2::float8 / 1000.0) where id = $1`, [id, now]);
    const { noun, object, region } = auditOf(row);
    await writeAudit(tx, actor, { action: `${noun}.submitted`, result: 'ok', object, region, purpose: row.note, detail: { change: id, base: row.base } }, now);
    return { id };
  });
}
