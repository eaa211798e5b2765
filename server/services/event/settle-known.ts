import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import type { GroupItem } from './group-item.ts';

/** Feeds whose last group held events that were known already: they are most likely sending all of it again. */
export class Resends {
  private readonly feeds = new Set<number>();

  has(feed: number): boolean {
    return this.feeds.has(feed);
  }

  note(feed: number, items: readonly GroupItem[]): void {
    if (items.some((item) => item.fate?.kind === 'duplicate')) this.feeds.add(feed);
    else this.feeds.delete(feed);
  }
}

/**
 * Settles the events that the store has, content and all, by their keys alone, before anything else is done for them.
 * @returns the others, in their order.
 */
export async function settleKnown(tx: Tx, items: GroupItem[], sourceIds: ReadonlyMap<string, number>): Promise<GroupItem[]> {
  if (items.length === 0) return items;
  const known = await tx.rows(
    `select u.ord from unnest($1::text::int[], $2::text::text[], $3::text::int8[]) with ordinality u(source, id, hash, ord)
     cross join lateral (select 1 from event_key x where x.source = u.source and x.id = u.id and x.hash = u.hash offset 0) x`,
    [numbersLiteral(items.map((i) => sourceIds.get(i.source) as number)), textsLiteral(items.map((i) => i.id)), numbersLiteral(items.map((i) => i.hash))],
  );
  for (const [ord] of known as [number][]) (items[ord - 1] as GroupItem).fate = { kind: 'duplicate' };
  return known.length === 0 ? items : items.filter((item) => item.fate === null);
}
