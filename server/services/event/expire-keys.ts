import type { Ctx } from '../context.ts';
import { withRetry } from './retry.ts';

export const KEY_BATCH = 10_000;

/**
 * Forgets ids of events that can no longer come again: a resend of one is as old as the event and is refused as too
 * late. Imported ids are kept for ever. In batches of one statement each, locked in the order of ingest.
 * @returns how many were forgotten.
 */
export async function expireKeys(ctx: Ctx, { batch = KEY_BATCH, stop = () => false }: { batch?: number; stop?: () => boolean } = {}): Promise<number> {
  const today = new Date(ctx.now()).toISOString().slice(0, 10);
  let gone = 0;
  while (!stop()) {
    const [row] = await withRetry(() =>
      ctx.db.lane('background').query<{ n: number }>(
        `with due as materialized (select source, id from event_key where keep_until < $1::text::date order by keep_until limit $2::int),
           l as materialized (select k.source, k.id from event_key k join due using (source, id) order by k.source, k.id for update of k),
           d as (delete from event_key k using l where k.source = l.source and k.id = l.id returning 1)
         select count(*) n from d`,
        [today, batch],
      ),
    );
    gone += row?.n ?? 0;
    if ((row?.n ?? 0) < batch) break;
  }
  return gone;
}
