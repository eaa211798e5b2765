import type { Item } from './item-rules.ts';

/** What a list changes against another: items that only it has, that only the other has, and that both have and say otherwise of. */
export type ItemChange = { readonly added: number; readonly gone: number; readonly changed: number };

type List = { readonly columns: readonly string[]; readonly items: Iterable<Item> };

/** Items are the same by region and code; a property that one of the lists says nothing of is no difference between items. */
export function compareItems(before: List, after: List): ItemChange {
  const both = before.columns.filter((column) => after.columns.includes(column));
  const said = ({ name, department, kind, has }: Item) => JSON.stringify([name, department, kind, both.filter((p) => has.includes(p))]);
  const keyOf = ({ region, code }: Pick<Item, 'region' | 'code'>) => `${region} ${code}`;
  const old = new Map<string, string>();
  for (const item of before.items) old.set(keyOf(item), said(item));
  let added = 0;
  let changed = 0;
  for (const item of after.items) {
    const key = keyOf(item);
    const was = old.get(key);
    if (was === undefined) added += 1;
    else if (was !== said(item)) changed += 1;
    old.delete(key);
  }
  return { added, gone: old.size, changed };
}
