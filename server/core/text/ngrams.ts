/**
 * Character n-grams of Chinese text, hashed: words need no dictionary, and a new street or firm is known from its second
 * ticket on. All numbers are unsigned 32-bit.
 */

/** Letters and digits in their plain form; everything else is one boundary, which no n-gram crosses. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const BOUNDARY = 32;
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Calls `each` with the hash (FNV-1a) of every n-gram of `from` to `to` characters of a plain text, in order, repeats included. */
export function eachNgram(plain: string, from: number, to: number, each: (hash: number) => void): void {
  for (let start = 0; start < plain.length; start++) {
    let hash = OFFSET;
    for (let n = 1; n <= to; n++) {
      const code = plain.charCodeAt(start + n - 1);
      if (Number.isNaN(code) || code === BOUNDARY) break;
      hash = Math.imul(Math.imul(hash ^ (code & 0xff), PRIME) ^ (code >>> 8), PRIME);
      // FNV leaves the low bits of short inputs alike; buckets are taken from them.
      if (n >= from) each(mixed(hash + n));
    }
  }
}

function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The distinct n-grams of a length in a text. */
export function ngramSet(text: string, n: number): Set<number> {
  const found = new Set<number>();
  eachNgram(plainText(text), n, n, (hash) => found.add(hash));
  return found;
}
