import type { Doc } from './features.ts';

/**
 * Scores of classes as sums over features: what both learners come down to. `weights` is feature-major
 * (feature × classes + class); `perToken` times the text's length is what a feature unseen in training says.
 */
export type Linear = {
  readonly classes: number;
  readonly bias: Float32Array;
  readonly perToken: Float32Array;
  /** What a weight is to be multiplied by. */
  readonly scale: number;
  readonly weights: Float32Array | Int16Array;
};

export function scoresOf({ classes, bias, perToken, scale, weights }: Linear, { ids, counts }: Doc): Float64Array {
  const scores = Float64Array.from(bias);
  let length = 0;
  for (let i = 0; i < ids.length; i++) {
    const count = counts[i] as number;
    const value = count * scale;
    const at = (ids[i] as number) * classes;
    length += count;
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + value * (weights[at + c] as number);
  }
  for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + length * (perToken[c] as number);
  return scores;
}

/** Probabilities of scores at a temperature; they sum to 1. */
export function softmax(scores: Float64Array, temperature = 1): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const s of scores) if (s > top) top = s;
  let sum = 0;
  const shares = scores.map((s) => {
    const e = Math.exp((s - top) / temperature);
    sum += e;
    return e;
  });
  return shares.map((e) => e / sum);
}

/** The index of the greatest; the first of equals. */
export function best(values: Float64Array): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[at] as number)) at = i;
  return at;
}
