const RUN = /\p{Script=Han}+/gu;
const SHORTEST = 2;
const LONGEST = 6;
/** A word of fewer reviews than this is theirs, not everybody's. */
const FEWEST = 3;

export type SharedWord = { word: string; count: number };

/**
 * Pieces of Chinese text that several reviews hold, each counted once a review: the longest of those that always come
 * together, the most frequent first. No dictionary: what many write alike shows itself.
 */
export function sharedWords(texts: readonly string[], most = 30): SharedWord[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const piece of piecesOf(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const frequent = [...counts].filter(([, n]) => n >= FEWEST).sort(([a, n], [b, m]) => m - n || b.length - a.length || (a < b ? -1 : 1));
  const kept: SharedWord[] = [];
  for (const [word, count] of frequent) {
    if (kept.length === most) break;
    // A piece of a longer one that is as frequent says nothing of its own; one that overlaps with what is shown, hardly anything.
    if (frequent.some(([other, n]) => n === count && other.length > word.length && other.includes(word))) continue;
    if (kept.some((k) => overlaps(k.word, word) && k.count === count)) continue;
    kept.push({ word, count });
  }
  return kept;
}

function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const run of text.normalize('NFKC').match(RUN) ?? []) {
    const characters = [...run];
    for (let from = 0; from < characters.length; from += 1)
      for (let size = SHORTEST; size <= LONGEST && from + size <= characters.length; size += 1) pieces.add(characters.slice(from, from + size).join(''));
  }
  return pieces;
}

/** Whether the end of one is the beginning of the other, by more than one character: two windows on one longer phrase. */
function overlaps(a: string, b: string): boolean {
  for (let n = Math.min(a.length, b.length) - 1; n >= SHORTEST; n -= 1) if (a.endsWith(b.slice(0, n)) || b.endsWith(a.slice(0, n))) return true;
  return false;
}
