import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { matterOf } from '../../core/reviews/one-a-matter.ts';
import type { StoredEvent } from './commit-events.ts';
import { type GroupItem, REVIEWED } from './group-item.ts';

/** A review that may be the first of its matter. */
export type MatterClaim = { item: GroupItem; source: number; ref: string };

export const isOfMatter = (item: GroupItem) => item.type === REVIEWED && matterOf(item.data) !== null;

export function mattersOf(items: readonly GroupItem[], stored: readonly StoredEvent[]): MatterClaim[] {
  return items.flatMap((item, i) => {
    const ref = item.type === REVIEWED ? matterOf(item.data) : null;
    return ref === null ? [] : [{ item, source: (stored[i] as StoredEvent).source, ref }];
  });
}

/** The reviews of a group whose matter an earlier one of the group is about already. */
export function reviewedAgain(items: readonly GroupItem[]): Set<GroupItem> {
  const seen = new Set<string>();
  const again = new Set<GroupItem>();
  for (const item of items) {
    const ref = item.type === REVIEWED && item.replaces === null && item.retracts === null ? matterOf(item.data) : null;
    if (ref === null) continue;
    const key = `${item.source}\n${ref}`;
    if (seen.has(key)) again.add(item);
    else seen.add(key);
  }
  return again;
}

/** Takes the matters on the guess that all are new; `m` fails when one is not. */
export const matterCte = (first: number) =>
  `m as (insert into review_matter (source, ref, id, keep_until) select u.source, u.ref, u.id, $${first + 3}::text::date
  from unnest($${first}::text::int[], $${first + 1}::text::text[], $${first + 2}::text::text[]) u(source, ref, id) order by u.source, u.ref returning 1)`;

export const matterParams = (claims: readonly MatterClaim[], keepUntil: string | null) => [
  numbersLiteral(claims.map((c) => c.source)),
  textsLiteral(claims.map((c) => c.ref)),
  textsLiteral(claims.map((c) => c.item.id)),
  keepUntil,
];

/** A resend claims nothing: its key tells. What is claimed is the way to a matter's versions, not a proof: see reviewOfMatter. */
const CLAIM = `
with i as materialized (select * from unnest($1::text::int[], $2::text::text[], $3::text::text[]) with ordinality u(source, ref, id, ord)),
n as materialized (select i.* from i left join lateral (select true as known from event_key x where x.source = i.source and x.id = i.id offset 0) x on true
  where x.known is null),
m as (insert into review_matter (source, ref, id, keep_until) select source, ref, id, $4::text::date from n order by source, ref
  on conflict (source, ref) do nothing returning source, ref)
select n.ord from n where not exists (select 1 from m where m.source = n.source and m.ref = n.ref)`;

/**
 * Claims the matters of reviews before their events are written; a transaction that claims the same waits here.
 * @returns the new reviews of matters that have one already.
 */
export async function claimMatters(tx: Tx, claims: readonly MatterClaim[], keepUntil: string | null): Promise<Set<GroupItem>> {
  if (claims.length === 0) return new Set();
  const taken = (await tx.rows(CLAIM, matterParams(claims, keepUntil))) as [number][];
  return new Set(taken.map(([ord]) => (claims[ord - 1] as MatterClaim).item));
}

/** Feeds whose last group held another review of a matter: their next is not guessed to be all new. */
export class Revisited {
  private readonly feeds = new Set<number>();

  has(feed: number): boolean {
    return this.feeds.has(feed);
  }

  note(feed: number, again: boolean): void {
    if (again) this.feeds.add(feed);
    else this.feeds.delete(feed);
  }
}
