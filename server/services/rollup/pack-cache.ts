import type { PackRef, PackRow } from './merge-packs.ts';

/** Bodies kept at most: months and years of a whole province. */
const MOST = 60_000;

/**
 * The newest versions of packs that this process wrote or read, while old records come in by the hundred thousand. What
 * is here may be out of date, and what is missing here is taken as not yet made: a write names the revision that it
 * replaces, so that a wrong guess changes nothing and is found out.
 */
export class PackCache {
  private readonly packs = new Map<string, PackRow>();
  private readonly seen = new Map<number, number>();
  private last: Promise<unknown> = Promise.resolve();

  get(ref: PackRef): PackRow | null {
    return this.packs.get(keyOf(ref)) ?? null;
  }

  has(ref: PackRef): boolean {
    return this.packs.has(keyOf(ref));
  }

  set(pack: PackRow): void {
    if (this.packs.size >= MOST) this.packs.clear();
    this.packs.set(keyOf(pack), pack);
  }

  /** Whether an event of the series at `at` (epoch ms) is newer than all noted before; notes it. */
  isNewest(series: number, at: number): boolean {
    if (at <= (this.seen.get(series) ?? Number.NEGATIVE_INFINITY)) return false;
    this.seen.set(series, at);
    return true;
  }

  /** Runs writes one after another, in the order of the guesses: each builds on what the one before leaves. */
  inTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.last.then(write, write);
    this.last = turn;
    return turn;
  }

  /** To be called when a guess was wrong, or when the import is over. */
  clear(): void {
    this.packs.clear();
    this.seen.clear();
  }
}

const keyOf = (p: { grain: number; series: number; period: string }) => `${p.grain}|${p.series}|${p.period}`;
