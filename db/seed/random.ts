/** Numbers in [0, 1) from a seed (mulberry32): tests that use chance say which. */
export type RandomNumbers = () => number;

export function seededRandom(seed: number): RandomNumbers {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Whole number in [0, n). */
export function randomInt(random: RandomNumbers, n: number): number {
  return Math.floor(random() * n);
}

export function randomOf<T>(random: RandomNumbers, list: readonly T[]): T {
  if (list.length === 0) throw new Error('nothing to choose from');
  return list[randomInt(random, list.length)] as T;
}
