import { numbersLiteral } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { settle } from './replay.ts';

/** Gives up held events: their originals are destroyed, the redacted copies stay as a record. Returns how many were held. */
export async function dropHeld(ctx: Ctx, ids: readonly number[]): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const rows = await tx.query<{ id: number; person: number | null }>(
      `select id, person from quarantine where id = any($1::text::int8[]) and state = 'held' order by id for update`,
      [numbersLiteral(ids)],
    );
    await settle(tx, rows, 'dropped', ctx.now());
    return rows.length;
  });
}
