import type { GroupItem } from './group-item.ts';

/**
 * Undecided events of a group by identity: the first of each id goes on, the same again waits for its fate, and other
 * content under that id is judged once the first is settled.
 */
export function foldRepeats(items: readonly GroupItem[]): { firsts: GroupItem[]; repeats: Map<GroupItem, GroupItem>; others: Map<GroupItem, GroupItem> } {
  const first = new Map<string, GroupItem>();
  const repeats = new Map<GroupItem, GroupItem>();
  const others = new Map<GroupItem, GroupItem>();
  for (const item of items) {
    if (item.fate !== null) continue;
    const key = `${item.source}\u0000${item.id}`;
    const earlier = first.get(key);
    if (!earlier) first.set(key, item);
    else if (earlier.hash === item.hash) repeats.set(item, earlier);
    else others.set(item, earlier);
  }
  return { firsts: [...first.values()], repeats, others };
}
