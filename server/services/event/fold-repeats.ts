import type { GroupItem } from './group-item.ts';

/**
 * Undecided events of a group by identity: the first of each id goes on, the same again waits for its fate, and other
 * content under that id is judged once the first is settled.
 */
export function foldRepeats(items: readonly GroupItem[]): { firsts: GroupItem[]; repeats: Map<GroupItem, GroupItem>; others: Map<GroupItem, GroupItem> } {
  const bySource = new Map<string, Map<string, GroupItem>>();
  const firsts: GroupItem[] = [];
  const repeats = new Map<GroupItem, GroupItem>();
  const others = new Map<GroupItem, GroupItem>();
  for (const item of items) {
    if (item.fate !== null) continue;
    let first = bySource.get(item.source);
    if (!first) {
      first = new Map();
      bySource.set(item.source, first);
    }
    const earlier = first.get(item.id);
    if (!earlier) {
      first.set(item.id, item);
      firsts.push(item);
    } else if (earlier.hash === item.hash) repeats.set(item, earlier);
    else others.set(item, earlier);
  }
  return { firsts, repeats, others };
}
