import { eachNgram, plainText } from '../text/ngrams.ts';
import type { Rarity } from './likeness.ts';

/** A ticket as it enters the index. `city`: only tickets of the same one are found together; null is any. */
export type Entry = { readonly id: number; readonly at: number; readonly city: string | null; readonly title: string; readonly body: string };

/** Of the text, the pairs by which a ticket is found again: all of its title, a quarter of its body. */
const BODY_SHARE = 4;
const MOST_BODY = 800;
/** Tickets leave by the day, so that leaving costs nothing. */
const SPAN = 86_400_000;
/** Counted pairs; two that share a counter make each other seem less rare, seldom by much. */
const COUNTERS = 2 ** 18;
const MOST_COUNTED = 200_000;
/** Pairs of one question that are looked up, the rarest first, and tickets of a day that they may lead to. */
const MOST_PAIRS = 48;
const MOST_VISITS = 2_000;

/** Tickets of one day by the pairs in them. */
type Day = { readonly entries: { id: number; city: string | null }[]; readonly postings: Map<number, number[]> };

/**
 * Finds tickets that share rare pairs of characters with a text, among many: which of them are alike is for whoever reads
 * them. Holds ids and hashes, no text. About 600 bytes a ticket.
 */
export class RecentIndex {
  readonly #days = new Map<number, Day>();
  readonly #ids = new Set<number>();
  readonly #counters = new Uint32Array(COUNTERS);
  /** Tickets that were counted, of which some have left. */
  #counted = 0;

  get size(): number {
    return this.#ids.size;
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  add({ id, at, city, title, body }: Entry): void {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    const { find, all } = pairsOf(title, body);
    this.#count(all);
    const day = this.#day(at);
    const slot = day.entries.push({ id, city }) - 1;
    for (const h of find) {
      const list = day.postings.get(h);
      if (list) list.push(slot);
      else day.postings.set(h, [slot]);
    }
  }

  /** Forgets the days that ended before an instant. What they taught about rarity stays. */
  dropBefore(at: number): void {
    for (const [start, { entries }] of this.#days) {
      if ((start + 1) * SPAN > at) continue;
      for (const { id } of entries) this.#ids.delete(id);
      this.#days.delete(start);
    }
  }

  /** Forgets the oldest day, unless it is the only one. */
  dropOldest(): void {
    const starts = [...this.#days.keys()];
    if (starts.length > 1) this.dropBefore((Math.min(...starts) + 1) * SPAN);
  }

  /** Natural logarithm of how many tickets there are for one that has the pair; above 0. */
  readonly rarity: Rarity = (hash) => Math.max(0, Math.log((this.#counted + 2) / ((this.#counters[hash % COUNTERS] as number) + 1))) + 0.1;

  /** Ids of tickets of a city that share the most and rarest with a text, the likeliest first. */
  candidates(text: { title: string; body: string }, city: string | null, most: number): number[] {
    const pairs = [...pairsOf(text.title, text.body).find].map((h) => ({ h, weight: this.rarity(h) }));
    pairs.sort((a, b) => b.weight - a.weight);
    const rarest = pairs.slice(0, MOST_PAIRS);
    const found = [...this.#days.values()].flatMap((day) => scored(day, rarest, city).sort(byScore).slice(0, most));
    return found
      .sort(byScore)
      .slice(0, most)
      .map((f) => f.id);
  }

  /** What was long ago counts for half, again and again. */
  #count(pairs: ReadonlySet<number>): void {
    if (this.#counted >= MOST_COUNTED) {
      for (let i = 0; i < COUNTERS; i++) this.#counters[i] = (this.#counters[i] as number) >> 1;
      this.#counted >>= 1;
    }
    this.#counted += 1;
    for (const h of pairs) this.#counters[h % COUNTERS] = (this.#counters[h % COUNTERS] as number) + 1;
  }

  #day(at: number): Day {
    const start = Math.floor(at / SPAN);
    let day = this.#days.get(start);
    if (!day) {
      day = { entries: [], postings: new Map() };
      this.#days.set(start, day);
    }
    return day;
  }
}

/** The pairs that a ticket is found by, and all that it is compared by. */
function pairsOf(title: string, body: string): { find: Set<number>; all: Set<number> } {
  const find = new Set<number>();
  const all = new Set<number>();
  eachNgram(plainText(title), 2, 2, (h) => {
    find.add(h);
    all.add(h);
  });
  eachNgram(plainText(body.slice(0, MOST_BODY)), 2, 2, (h) => {
    all.add(h);
    if (h % BODY_SHARE === 0) find.add(h);
  });
  return { find, all };
}

const byScore = (a: { id: number; score: number }, b: { id: number; score: number }) => b.score - a.score || b.id - a.id;

function scored({ entries, postings }: Day, pairs: readonly { h: number; weight: number }[], city: string | null): { id: number; score: number }[] {
  const scores = new Float64Array(entries.length);
  const met: number[] = [];
  let visits = 0;
  for (const { h, weight } of pairs) {
    const list = postings.get(h);
    if (!list) continue;
    visits += list.length;
    // The pairs left are more common still, and say less.
    if (visits > MOST_VISITS) break;
    for (const slot of list) {
      if (scores[slot] === 0) met.push(slot);
      scores[slot] = (scores[slot] as number) + weight;
    }
  }
  const found: { id: number; score: number }[] = [];
  for (const slot of met) {
    const entry = entries[slot];
    if (entry && (city === null || entry.city === null || entry.city === city)) found.push({ id: entry.id, score: scores[slot] as number });
  }
  return found;
}
