import type { Tx } from '../../../db/client.ts';
import { matterOf } from '../../core/reviews/one-a-matter.ts';

/** An event that counts now. `passed`: on the way to it another review of the same matter took the place of what was named. */
export type Version = { id: string; at: number; got: number; series: number; data: Record<string, unknown>; passed: boolean };

/** The first id of a chain of versions: the one that a case and its followers know. */
export const originalOf = ({ id, data }: Version) => (data.original as string | undefined) ?? id;

/**
 * Follows voids from the named event to the version that counts now, and locks it; null when the event is not in the
 * store. Another correction may have come while the lock was waited for: then it goes on from there.
 */
export async function newestVersion(tx: Tx, source: number, id: string): Promise<Version | null> {
  let passed = false;
  for (let at = id; ; ) {
    const [event] = await tx.query<Omit<Version, 'passed'>>('select id, at, got, series, data from event where source = $1 and id = $2 for update', [
      source,
      at,
    ]);
    const [next] = await tx.query<{ byId: string; byMatter: boolean }>(
      'select by_id as "byId", by_matter as "byMatter" from event_void where source = $1 and id = $2',
      [source, at],
    );
    if (!next) return event ? { ...event, passed } : null;
    passed ||= next.byMatter;
    at = next.byId;
  }
}

/** Whether the raw event of a source is still in the store; false once the month that it is of was dropped. */
export async function isKept(tx: Pick<Tx, 'query'>, uri: string, id: string): Promise<boolean> {
  return (await tx.query('select 1 from event e join source s on s.id = e.source where s.uri = $1::text and e.id = $2::text limit 1', [uri, id])).length > 0;
}

/**
 * The review that counts for a matter, held with the matter until the transaction ends; null when there is none, and the
 * matter is then that of `id`: when it is new, when its review was corrected to be about another, and when the raw events
 * of its time are dropped.
 */
export async function reviewOfMatter(tx: Tx, matter: { source: number; ref: string; id: string }, keepUntil: string | null): Promise<Version | null> {
  const { source, ref, id } = matter;
  // A version keeps its matter as long as itself can come again.
  const [held] = await tx.query<{ id: string }>(
    `insert into review_matter as m (source, ref, id, keep_until) values ($1::int, $2::text, $3::text, $4::text::date) on conflict (source, ref) do update
     set keep_until = case when m.keep_until is null or excluded.keep_until is null then null else greatest(m.keep_until, excluded.keep_until) end returning id`,
    [source, ref, id, keepUntil],
  );
  const first = held?.id ?? id;
  const newest = await newestVersion(tx, source, first);
  if (newest && matterOf(newest.data) === ref) return newest;
  if (first !== id) await tx.query('update review_matter set id = $3::text where source = $1::int and ref = $2::text', [source, ref, id]);
  return null;
}
