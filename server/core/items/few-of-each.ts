import type { ItemFault } from './read-items.ts';

/** Faults of one kind that are not listed: the first of them, and how many lines they are. */
export type MoreFaults = ItemFault & { readonly lines: number };
export type FewFaults = { readonly faults: readonly ItemFault[]; readonly more: readonly MoreFaults[] };

const EACH = 3;
const MOST = 200;
/** Faults whose text is the same wrong value again and again, and not another one a line. */
const SAME_TEXT: ReadonlySet<ItemFault['code']> = new Set(['unknown_region', 'outside', 'own_list', 'unknown_kind', 'not_yes_no']);

/** The first lines of each kind of fault, and of the others how many: one mistake in every line hides no other mistake. */
export function fewOfEach(all: readonly ItemFault[]): FewFaults {
  const faults: ItemFault[] = [];
  const listed = new Map<string, number>();
  const more = new Map<string, MoreFaults>();
  for (const fault of all) {
    const key = JSON.stringify(SAME_TEXT.has(fault.code) ? [fault.code, fault.field, fault.text] : [fault.code, fault.field]);
    const n = listed.get(key) ?? 0;
    if (n < EACH && faults.length < MOST) {
      listed.set(key, n + 1);
      faults.push(fault);
      continue;
    }
    // Beyond what a screen lists, wrong values of one column are one kind.
    const rest = n > 0 ? key : JSON.stringify([fault.code, fault.field]);
    const before = more.get(rest);
    more.set(rest, { ...(before ?? fault), lines: (before?.lines ?? 0) + 1 });
  }
  return { faults, more: [...more.values()] };
}
