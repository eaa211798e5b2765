import { metresBetween } from '../place/distance.ts';
import { ngramSet } from '../text/ngrams.ts';

/** What is compared of a matter. `at` epoch ms; degrees; `region` as deep as it is known. */
export type Matter = {
  readonly title: string;
  readonly body: string;
  readonly region: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly at: number;
};

/** A text as its pairs of characters. Made once, compared often. */
export type Shingles = ReadonlySet<number>;

/** How telling a pair of characters is: the rarer, the more. */
export type Rarity = (hash: number) => number;

/** Beyond this a message repeats itself; characters. */
const MOST_BODY = 1_200;

export function shinglesOf({ title, body }: Pick<Matter, 'title' | 'body'>): Shingles {
  return ngramSet(`${title}\n${body.slice(0, MOST_BODY)}`, 2);
}

/** So many of the rarest pairs a text must have to be told by the share of it: one line has the name of a place and little else. */
const LEAST_PAIRS = 12;

/**
 * What two texts share of their rarity, 0 to 1: half of it against both, half against the shorter, which may be told in
 * one line what the other tells in twenty. Its root, so that a third shared is more than a third alike.
 */
export function textLikeness(a: Shingles, b: Shingles, rarity: Rarity): number {
  let [shared, left, right, rarest] = [0, 0, 0, 0];
  for (const h of a) {
    const weight = rarity(h);
    left += weight;
    rarest = Math.max(rarest, weight);
    if (b.has(h)) shared += weight;
  }
  for (const h of b) {
    const weight = rarity(h);
    right += weight;
    rarest = Math.max(rarest, weight);
  }
  if (shared <= 0) return 0;
  const shorter = Math.max(Math.min(left, right), Math.min(LEAST_PAIRS * rarest, Math.max(left, right)));
  return Math.sqrt((shared / Math.sqrt(left * right) + shared / shorter) / 2);
}

/** From which likeness on a ticket is shown at all, and from which on a merge or an urge is advised. */
export const SEE = 0.37;
export const SAME = 0.5;

const NEAR_METRES = 300;
const FAR_METRES = 3_000;
const WEEK = 7 * 86_400_000;

/** The share of what is missing to sameness that the same place gives, in full from SAME on. */
const OF_PLACE = 0.25;
/** Texts that share less are of two matters wherever they are. */
const LEAST_TEXT = 0.2;
/** What is left when the places are far from each other, and when a month lies between. */
const WHEN_FAR = 0.45;
const WHEN_OLD = 0.93;

export type Likeness = { readonly likeness: number; readonly metres: number | null };

/**
 * How likely two tickets are about one matter, 0 to 1: what their texts share, raised where they are at the same place,
 * lowered where they are kilometres or weeks apart. Without coordinates the place says nothing. The caller says nothing
 * either: who calls often tells different matters in the same words.
 */
export function likenessOf(text: number, a: Matter, b: Matter): Likeness {
  const metres = metresBetween(a, b);
  if (text < LEAST_TEXT) return { likeness: text, metres };
  const apart = Math.max(0, Math.abs(a.at - b.at) - WEEK) / (3 * WEEK);
  const likeness = text * (1 - (1 - WHEN_OLD) * Math.min(1, apart));
  if (metres !== null && metres > FAR_METRES) return { likeness: likeness * WHEN_FAR, metres };
  const near = metres !== null && metres <= NEAR_METRES ? OF_PLACE * Math.min(1, text / SAME) : 0;
  return { likeness: Math.min(1, likeness + (1 - likeness) * near), metres };
}

/** What to do about a look-alike: urge it when the caller asks again, join the callers when others ask, else look at it. */
export function adviceOf(likeness: number, { open, sameCaller }: { open: boolean; sameCaller: boolean }): 'merge' | 'urge' | 'see' {
  if (!open || likeness < SAME) return 'see';
  return sameCaller ? 'urge' : 'merge';
}
