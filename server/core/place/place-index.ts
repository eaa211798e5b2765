import type { RegionTree } from '../region/tree.ts';
import { spellingsOf } from './names.ts';

/** One way of writing one or several regions. */
export type Spelling = {
  readonly text: string;
  readonly regions: readonly string[];
  /** It says what it is: a city, a district, a town. */
  readonly whole: boolean;
  /** All of them are below counties, or stand for them where a city has none. */
  readonly town: boolean;
};

/** The names of a tree, ready to be found in texts. */
export type PlaceIndex = {
  readonly tree: RegionTree;
  nameOf(region: string): string;
  /** Spellings that begin with the two characters, the longest first. */
  whole(start: string): readonly Spelling[];
  stems(start: string): readonly Spelling[];
};

/** Makes the index once a profile; regions that stand on no map are not looked for. */
export function buildPlaceIndex(tree: RegionTree, nameOf: (region: string) => string): PlaceIndex {
  const whole = new Map<string, Spelling>();
  const stems = new Map<string, Spelling>();
  for (const region of tree.subtree(tree.root)) {
    if (tree.kindOf(region) === 'offMap') continue;
    const { whole: names, stem, town } = spellingsOf(nameOf(region));
    for (const name of names) put(whole, name, region, town, true);
    if (stem !== null) put(stems, stem, region, town, false);
  }
  const [byWhole, byStem] = [byStart(whole), byStart(stems)];
  return { tree, nameOf, whole: (start) => byWhole.get(start) ?? [], stems: (start) => byStem.get(start) ?? [] };
}

function put(into: Map<string, Spelling>, text: string, region: string, town: boolean, whole: boolean): void {
  const known = into.get(text);
  into.set(text, known ? { ...known, regions: [...known.regions, region], town: known.town && town } : { text, regions: [region], whole, town });
}

function byStart(spellings: ReadonlyMap<string, Spelling>): Map<string, Spelling[]> {
  const starts = new Map<string, Spelling[]>();
  for (const one of spellings.values()) {
    const start = one.text.slice(0, 2);
    const list = starts.get(start);
    if (list) list.push(one);
    else starts.set(start, [one]);
  }
  for (const list of starts.values()) list.sort((a, b) => b.text.length - a.text.length);
  return starts;
}
