import type { Doc } from './features.ts';
import type { Linear } from './linear.ts';

/** Multinomial naive Bayes with one added to every count. `labels` are class numbers below `classes`. */
export function trainNaiveBayes(docs: readonly Doc[], labels: ArrayLike<number>, classes: number, dims: number): Linear {
  const counts = new Float32Array(dims * classes);
  const totals = new Float64Array(classes);
  const priors = new Float64Array(classes);
  const used = new Set<number>();
  docs.forEach(({ ids, counts: values }, d) => {
    const label = labels[d] as number;
    priors[label] = (priors[label] as number) + 1;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      used.add(id);
      counts[id * classes + label] = (counts[id * classes + label] as number) + (values[i] as number);
      totals[label] = (totals[label] as number) + (values[i] as number);
    }
  });
  // What no ticket had says nothing about any class, so it is no part of the vocabulary.
  const unseen = totals.map((total) => -Math.log(total + used.size));
  const weights = counts.map((n) => Math.log(n + 1));
  return {
    classes,
    bias: Float32Array.from(priors, (n) => Math.log((n + 1) / (docs.length + classes))),
    perToken: Float32Array.from(unseen),
    scale: 1,
    weights,
  };
}
