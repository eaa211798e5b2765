import { numbersLiteral } from '../../../db/client.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { settle } from './replay.ts';

/** Gives up held events: their originals are destroyed, the redacted copies stay as a record. Returns how many were held. */
export async function dropHeld(ctx: Ctx, ids: readonly number[], actor: AuditActor = SYSTEM): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const rows = await tx.query<{ id: number; person: number | null }>(
      `select id, person from quarantine where id = any($1::text::int8[]) and state = 'held' order by id for update`,
      [numbersLiteral(ids)],
    );
    await settle(tx, rows, 'dropped', ctx.now());
    if (rows.length > 0)
      await writeAudit(
        tx,
        actor,
        { action: 'quarantine.dropped', result: 'ok', detail: { events: rows.length, ids: rows.slice(0, 100).map((r) => r.id) } },
        ctx.now(),
      );
    return rows.length;
  });
}
