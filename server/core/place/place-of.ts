import { beginsPlace, isElsewhere, isOfFirm, type Mention, mentionsIn, readable, readsAsPlace } from './mentions.ts';
import type { PlaceIndex } from './place-index.ts';

/** A region that a text names. `confidence` 0 to 1; `matched` is the part of the text that says so. */
export type PlaceFound = { readonly region: string; readonly name: string; readonly confidence: number; readonly matched: string };

/** Names one after the other, each below the one before: 广州市·天河区·棠下街道. `regions` are those that the last may be. */
type Chain = {
  readonly from: number;
  readonly to: number;
  readonly names: number;
  readonly bare: boolean;
  readonly town: boolean;
  readonly regions: readonly string[];
};
type Settled = { readonly chain: Chain; readonly region: string; readonly confidence: number };

/** What may stand between two names of one place. */
const BETWEEN = /^(?:[^\p{L}\p{N}]|的|辖区|境内|下辖|所辖|内)*$/u;
const SURE = { chain: 0.97, bareChain: 0.9, region: 0.9, town: 0.8, bare: 0.65, narrowed: 0.85, common: 0.6, preferred: 0.6, firm: 0.5 } as const;

/**
 * Where a matter is, by the names of regions in its text, as deep as the text says for certain. Names of several regions
 * are told apart by others in the text, then by `hint` (the desk's region); null when the text names none, or several
 * that do not lie in each other. Never guesses between homonyms: it answers with the region that they share, or not.
 */
export function placeOf(index: PlaceIndex, text: string, hint: string | null): PlaceFound | null {
  const read = readable(text);
  const within = hint !== null && hint !== index.tree.root && index.tree.has(hint) ? hint : null;
  const chains = chainsIn(index, read, within).filter((c) => !isElsewhere(read, c.from, c.to));
  const sure = chains.filter((c) => !isOfFirm(read, c.to));
  const found = sure.length > 0 ? choose(index, sure, within) : lower(choose(index, chains, within));
  if (!found || found.region === index.tree.root) return null;
  const { region, confidence, chain } = found;
  return { region, name: index.nameOf(region), confidence, matched: read.slice(chain.from, chain.to) };
}

function lower(found: Settled | null): Settled | null {
  return found && { ...found, confidence: Math.min(found.confidence, SURE.firm) };
}

function chainsIn(index: PlaceIndex, text: string, hint: string | null): Chain[] {
  const chains: Chain[] = [];
  for (const mention of mentionsIn(index, text)) {
    const before = chains.at(-1);
    const last = before && BETWEEN.test(text.slice(before.to, mention.from)) ? before : undefined;
    const below = mention.regions.filter((r) => last?.regions.some((a) => a !== r && index.tree.contains(a, r)));
    const { to, town } = mention;
    if (last && below.length > 0 && readsAsPlace(mention, text)) {
      chains[chains.length - 1] = { from: last.from, to, names: last.names + 1, bare: last.bare || !mention.whole, town, regions: below };
    } else if (standsAlone(index, mention, text, hint)) {
      chains.push({ from: mention.from, to, names: 1, bare: !mention.whole, town, regions: mention.regions });
    }
  }
  return chains;
}

/** Whether a name that follows no other says where something is. */
function standsAlone({ tree }: PlaceIndex, mention: Mention, text: string, hint: string | null): boolean {
  const inHint = hint !== null && mention.regions.some((r) => tree.contains(hint, r));
  if (!readsAsPlace(mention, text)) return false;
  if (mention.whole) {
    if (mention.text.length < 3) return false;
    // A short 街 may be a road anywhere; a town in another city than the desk's is more likely a homonym that the tree lacks.
    return mention.town ? (hint === null ? !mention.text.endsWith('街') : inHint) : true;
  }
  if (mention.town) return false;
  const city = mention.regions.some((r) => tree.parentOf(r) === tree.root || r === tree.root);
  return city || (inHint && beginsPlace(mention, text));
}

/** The one place of several chains; null when they disagree. */
function choose(index: PlaceIndex, chains: readonly Chain[], hint: string | null): Settled | null {
  const { tree } = index;
  const sure = [...new Set(chains.flatMap((c) => (c.regions.length === 1 ? c.regions : [])))];
  const settled = onePerRegion(chains.map((c) => settle(index, c, sure, hint)).filter((s) => s !== null));
  const deepest = settled.filter((s) => !settled.some((o) => o !== s && tree.contains(s.region, o.region)));
  const regions = deepest.map((s) => s.region);
  const [first] = deepest;
  if (!first || regions.length === 1) return first ?? null;
  const shared = commonOf(index, regions);
  if (shared !== null && shared !== tree.root) return { ...first, region: shared, confidence: SURE.common };
  // An address is told from cities that are only mentioned by saying more than the city.
  const addresses = deepest.filter((s) => s.chain.names > 1);
  const [address] = addresses;
  const mentioned = deepest.filter((s) => s.chain.names === 1).every((s) => tree.parentOf(s.region) === tree.root);
  return address && new Set(addresses.map((s) => s.region)).size === 1 && mentioned ? { ...address, confidence: SURE.preferred } : null;
}

/** The surest mention of each region, the surest first. */
function onePerRegion(settled: readonly Settled[]): Settled[] {
  const best = new Map<string, Settled>();
  for (const s of settled.toSorted((a, b) => b.confidence - a.confidence)) if (!best.has(s.region)) best.set(s.region, s);
  return [...best.values()];
}

/** Which of its regions a chain means, by the others that the text names for certain, then by the hint. */
function settle(index: PlaceIndex, chain: Chain, sure: readonly string[], hint: string | null): Settled | null {
  const { tree } = index;
  const confidence = confidenceOf(chain);
  if (chain.regions.length === 1) return { chain, region: chain.regions[0] as string, confidence };
  const related = chain.regions.filter((r) => sure.some((s) => s !== tree.root && (tree.contains(s, r) || tree.contains(r, s))));
  const others = sure.some((s) => s !== tree.root);
  const pool = related.length > 0 ? related : others ? [] : hint === null ? chain.regions : chain.regions.filter((r) => tree.contains(hint, r));
  if (pool.length === 1) return { chain, region: pool[0] as string, confidence: Math.min(confidence, SURE.narrowed) };
  const shared = commonOf(index, pool);
  if (shared === null || shared === tree.root) return null;
  return { chain, region: shared, confidence: pool.includes(shared) ? Math.min(confidence, SURE.narrowed) : SURE.common };
}

function confidenceOf({ names, bare, town }: Chain): number {
  if (names > 1) return bare ? SURE.bareChain : SURE.chain;
  return bare ? SURE.bare : town ? SURE.town : SURE.region;
}

/** The deepest region that holds all of them; null of none. */
function commonOf({ tree }: PlaceIndex, regions: readonly string[]): string | null {
  const [first, ...rest] = regions;
  if (first === undefined) return null;
  return tree.lineage(first).find((a) => rest.every((r) => tree.contains(a, r))) ?? null;
}
