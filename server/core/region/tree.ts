/** What the tree needs of a region; the profile's row has more. */
export type RegionNode = { adcode: string; parent: string; level: string; kind: 'normal' | 'virtual' | 'offMap' };

/**
 * The region tree by parent pointer: code prefixes lie (平潭 350128 stands beside 福州 3501, 东莞 has no counties).
 * Reads are O(1) or O(answer); codes that were retired resolve to the living region.
 */
export type RegionTree = {
  readonly root: string;
  has(adcode: string): boolean;
  parentOf(adcode: string): string | null;
  levelOf(adcode: string): string | null;
  kindOf(adcode: string): 'normal' | 'virtual' | 'offMap' | null;
  /** Direct children in file order. */
  childrenOf(adcode: string): readonly string[];
  /** The region and everything below it. */
  subtree(adcode: string): readonly string[];
  /** From the region itself up to the root. */
  lineage(adcode: string): readonly string[];
  contains(ancestor: string, adcode: string): boolean;
  /** The living code for a code that may be retired; null when the tree knows neither. */
  resolve(adcode: string): string | null;
  /** All regions of a level inside `under`, the region itself included. */
  atLevel(level: string, under: string): readonly string[];
};

/** @throws Error naming the row when a parent is missing, there is not exactly one root, or there is a cycle. */
export function buildTree(rows: readonly RegionNode[], retired: readonly { adcode: string; to: string }[] = []): RegionTree {
  const nodes = new Map(rows.map((r) => [r.adcode, r]));
  const children = new Map<string, string[]>();
  const roots = rows.filter((r) => r.parent === '');
  if (roots.length !== 1) throw new Error(`a region tree has one root, this one has ${roots.length}`);
  const root = (roots[0] as RegionNode).adcode;
  for (const row of rows) {
    if (row.parent === '') continue;
    if (!nodes.has(row.parent)) throw new Error(`region ${row.adcode}: parent ${row.parent} is not in the tree`);
    const list = children.get(row.parent);
    if (list) list.push(row.adcode);
    else children.set(row.parent, [row.adcode]);
  }
  const lineages = new Map<string, string[]>();
  const lineage = (adcode: string): string[] => {
    const known = lineages.get(adcode);
    if (known) return known;
    const up: string[] = [];
    for (let at: string | undefined = adcode; at; at = nodes.get(at)?.parent || undefined) {
      if (up.includes(at)) throw new Error(`region ${adcode}: its parents form a cycle`);
      if (!nodes.has(at)) return [];
      up.push(at);
    }
    lineages.set(adcode, up);
    return up;
  };
  for (const row of rows) lineage(row.adcode);
  const subtrees = new Map<string, string[]>();
  const subtree = (adcode: string): string[] => {
    const known = subtrees.get(adcode);
    if (known) return known;
    const all = nodes.has(adcode) ? [adcode, ...(children.get(adcode) ?? []).flatMap(subtree)] : [];
    subtrees.set(adcode, all);
    return all;
  };
  const living = new Map(retired.map((r) => [r.adcode, r.to]));
  return {
    root,
    has: (a) => nodes.has(a),
    parentOf: (a) => nodes.get(a)?.parent || null,
    levelOf: (a) => nodes.get(a)?.level ?? null,
    kindOf: (a) => nodes.get(a)?.kind ?? null,
    childrenOf: (a) => children.get(a) ?? [],
    subtree,
    lineage,
    contains: (ancestor, a) => lineage(a).includes(ancestor),
    resolve: (a) => {
      if (nodes.has(a)) return a;
      const to = living.get(a);
      return to && nodes.has(to) ? to : null;
    },
    atLevel: (level, under) => subtree(under).filter((a) => nodes.get(a)?.level === level),
  };
}
