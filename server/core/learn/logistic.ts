import type { Doc } from './features.ts';
import { shuffled } from './folds.ts';
import { type Linear, scoresOf, softmax } from './linear.ts';

export type LogisticOptions = { readonly epochs: number; readonly rate: number; readonly decay: number; readonly seed: number };

/** Passes over the tickets: few tickets are read more often. */
export function epochsFor(docs: number): number {
  return Math.max(4, Math.min(12, Math.ceil(60_000 / Math.max(1, docs))));
}

/**
 * Multinomial logistic regression by AdaGrad, one ticket a step, in an order drawn from `seed`. Takes documents of
 * length 1 (`weighed`). One step size a feature, shared by the classes: a second table of weights would not pay.
 */
export function trainLogistic(
  docs: readonly Doc[],
  labels: ArrayLike<number>,
  classes: number,
  dims: number,
  { epochs, rate, decay, seed }: LogisticOptions,
): Linear {
  const weights = new Float32Array(dims * classes);
  const bias = new Float32Array(classes);
  const seen = new Float32Array(dims);
  const model: Linear = { classes, bias, perToken: new Float32Array(classes), scale: 1, weights };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const d of shuffled(docs.length, seed + epoch)) {
      const doc = docs[d] as Doc;
      const gradient = softmax(scoresOf(model, doc));
      const label = labels[d] as number;
      gradient[label] = (gradient[label] as number) - 1;
      step(model.bias, weights, doc, gradient, seen, { rate, decay });
    }
  }
  return model;
}

/** Moves the weights of one document's features against the gradient of its classes. */
function step(
  bias: Float32Array,
  weights: Float32Array,
  { ids, counts }: Doc,
  gradient: Float64Array,
  seen: Float32Array,
  { rate, decay }: Pick<LogisticOptions, 'rate' | 'decay'>,
): void {
  const classes = gradient.length;
  let square = 0;
  for (const g of gradient) square += g * g;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const value = counts[i] as number;
    seen[id] = (seen[id] as number) + value * value * square;
    const size = rate / (Math.sqrt(seen[id] as number) + 1e-3);
    const at = id * classes;
    for (let c = 0; c < classes; c++) {
      const w = weights[at + c] as number;
      weights[at + c] = w - size * ((gradient[c] as number) * value + decay * w);
    }
  }
  for (let c = 0; c < classes; c++) bias[c] = (bias[c] as number) - 0.1 * rate * (gradient[c] as number);
}
