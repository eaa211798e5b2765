/** A yes/no column of an item list that some printed formula counts; `words` are names that its column may have besides. */
export type ItemProperty = { readonly id: string; readonly name: string; readonly words?: readonly string[] | undefined };

/** What a province's item lists (事项目录) are made of, as its profile says. */
export type ItemRules = {
  /** Kinds that an item may be of (行政许可, 公共服务 …). A formula may count some of them alone, so that a kind that is not here is a fault. */
  readonly kinds: readonly string[];
  readonly properties: readonly ItemProperty[];
};

/**
 * What of an item list an indicator counts: items with `property` over all items of its population, `of`: of these kinds,
 * with all of these properties. Both sides are of the population, so that no ratio is above one.
 */
export type ItemCount = {
  readonly property: string;
  readonly of: { readonly kinds?: readonly string[] | undefined; readonly properties?: readonly string[] | undefined };
};

/** One item of a list. `region` is its own, `has` are the properties that it was marked with. */
export type Item = {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly department: string;
  readonly kind: string;
  readonly has: readonly string[];
};

/** Items with the property, and items of the population. */
export type ItemSum = { readonly num: number; readonly den: number };

/**
 * The scope that figures counted from item lists are told in: they stand beside what an authority reports of the same region
 * and period, and nothing adds the two.
 */
export const ITEM_SCOPE = '事项目录';

/** Whether a list says all that a count asks for: a column that it lacks says nothing, and not no. */
export function isCountable({ property, of }: ItemCount, columns: readonly string[]): boolean {
  return [property, ...(of.properties ?? [])].every((each) => columns.includes(each));
}

/** Whether an item is of the population that a count is over. */
export function isCounted({ of }: ItemCount, item: Pick<Item, 'kind' | 'has'>): boolean {
  return (of.kinds?.includes(item.kind) ?? true) && (of.properties ?? []).every((each) => item.has.includes(each));
}

/** Counts the items of a list, the numerator among the population alone; null where the list lacks a column that it takes. */
export function countItems(count: ItemCount, columns: readonly string[], items: readonly Pick<Item, 'kind' | 'has'>[]): ItemSum | null {
  if (!isCountable(count, columns)) return null;
  let num = 0;
  let den = 0;
  for (const item of items) {
    if (!isCounted(count, item)) continue;
    den += 1;
    if (item.has.includes(count.property)) num += 1;
  }
  return { num, den };
}

/** The period that a list of a date is told in, by how often the indicator is reported: 2026, 2026-11, or the day itself. */
export function periodOfList(asOf: string, cadence: string): string {
  return cadence === 'P1Y' ? asOf.slice(0, 4) : cadence === 'P1M' ? asOf.slice(0, 7) : asOf;
}

/** What a sum is told as: its two parts, or of an indicator that is kept as a percentage that, rounded to its scale. */
export function toldItems(kind: string, scale: number, { num, den }: ItemSum): { numerator: number; denominator: number } | { value: number } {
  if (kind === 'ratio') return { numerator: num, denominator: den };
  const unit = 10 ** scale;
  return { value: Math.round((num * 100 * unit) / den) / unit };
}
