import type { Ctx } from '../context.ts';
import { withRetry } from './retry.ts';

export const KEY_BATCH = 10_000;

type Bounds = { batch?: number; stop?: () => boolean };

/**
 * Forgets ids of events that can no longer come again: a resend of one is as old as the event and is refused as too
 * late. Imported ids are kept for ever. In batches of one statement each, locked in the order of ingest.
 * @returns how many were forgotten.
 */
export const expireKeys = (ctx: Ctx, bounds: Bounds = {}): Promise<number> => expire(ctx, 'event_key', 'id', bounds);

/** Forgets matters of which no version's id is kept any more: a review that comes now is of another year, and one of its own. */
export const expireMatters = (ctx: Ctx, bounds: Bounds = {}): Promise<number> => expire(ctx, 'review_matter', 'ref', bounds);

async function expire(ctx: Ctx, table: 'event_key' | 'review_matter', id: 'id' | 'ref', { batch = KEY_BATCH, stop = () => false }: Bounds): Promise<number> {
  const today = new Date(ctx.now()).toISOString().slice(0, 10);
  let gone = 0;
  while (!stop()) {
    const [row] = await withRetry(() =>
      ctx.db.lane('background').query<{ n: number }>(
        `with due as materialized (select source, ${id} from ${table} where keep_until < $1::text::date order by keep_until limit $2::int),
           l as materialized (select k.source, k.${id} from ${table} k join due using (source, ${id}) where k.keep_until < $1::text::date order by k.source, k.${id} for update of k),
           d as (delete from ${table} k using l where k.source = l.source and k.${id} = l.${id} returning 1)
         select count(*) n from d`,
        [today, batch],
      ),
    );
    gone += row?.n ?? 0;
    if ((row?.n ?? 0) < batch) break;
  }
  return gone;
}
