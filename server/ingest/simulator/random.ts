/**
 * Seeded chance. Every draw of the simulator comes from a stream named by (seed, stream, minute, place, index), so a
 * minute can be made again at any time, alone, with the same result.
 */
export class Random {
  private a = 0;

  constructor(...key: number[]) {
    this.reset(...key);
  }

  /** Starts the stream of this key. Keys are whole numbers below 2^32. */
  reset(...key: number[]): this {
    let h = 0x9e3779b9;
    for (const part of key) {
      h = Math.imul(h ^ part, 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      h ^= h >>> 16;
      h = (h + 0x7f4a7c15) | 0;
    }
    this.a = h;
    return this;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.a = (this.a + 0x6d2b79f5) | 0;
    let t = this.a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Whole number in [0, n). */
  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)] as T;
  }

  /** Index drawn by cumulative weights that end at 1. */
  index(cumulative: readonly number[]): number {
    const u = this.next();
    for (let i = 0; i < cumulative.length - 1; i++) if (u < (cumulative[i] as number)) return i;
    return cumulative.length - 1;
  }

  normal(): number {
    const u = 1 - this.next();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.next());
  }

  /** Mean `mean`; exponential. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** A Poisson count; above 30 the rounded normal is near enough. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let n = 0;
    let p = this.next();
    while (p > limit) {
      n++;
      p *= this.next();
    }
    return n;
  }
}

/** A 32-bit number of a text (FNV-1a), for keys. */
export function keyOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Cumulative shares of weights; they need not sum to anything in particular. Empty or all zero: even shares. */
export function cumulate(weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let run = 0;
  return weights.map((w) => (run += sum > 0 ? w / sum : 1 / weights.length));
}
