/**
 * From a class up to its head, by the parents of the class tree. A class that the tree lacks goes by its digits: classes
 * are numbered 2-2-2, so that what an upstream platform divides further still has the rules of the class above.
 */
export function categoryLineages(parents: ReadonlyMap<string, string>): (category: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const lineage = (category: string, below: number): readonly string[] => {
    const found = known.get(category);
    if (found) return found;
    const parent = parents.get(category) ?? (/^\d{4,}$/.test(category) ? category.slice(0, -2) : '');
    const all = parent === '' || below === MOST_LEVELS ? [category] : [category, ...lineage(parent, below + 1)];
    if (known.size < MOST_KEPT) known.set(category, all);
    return all;
  };
  return (category) => lineage(category, 0);
}

/** More levels than a class tree has: a tree whose parents form a circle ends here. */
const MOST_LEVELS = 12;
const MOST_KEPT = 10_000;
