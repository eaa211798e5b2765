/** Numbers 0 to n−1 in an order that the seed decides (Fisher-Yates over mulberry32). */
export function shuffled(n: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  for (let i = n - 1; i > 0; i--) {
    const j = next() % (i + 1);
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  return order;
}

/** The fold of each ticket, 0 to folds−1: every class is dealt out evenly. */
export function stratifiedFolds(labels: ArrayLike<number>, folds: number, seed: number): Int8Array {
  const of = new Int8Array(labels.length);
  const dealt = new Map<number, number>();
  for (const i of shuffled(labels.length, seed)) {
    const label = labels[i] as number;
    const n = dealt.get(label) ?? label;
    of[i] = n % folds;
    dealt.set(label, n + 1);
  }
  return of;
}
