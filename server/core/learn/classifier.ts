import { type Doc, docOf, type FeatureSpec, inverseFrequency, weighed } from './features.ts';
import { type Linear, scoresOf, softmax } from './linear.ts';
import { epochsFor, trainLogistic } from './logistic.ts';
import { trainNaiveBayes } from './naive-bayes.ts';

/** Logistic regression over weighed single characters and pairs, and its peer over counts of pairs. */
export const ALGORITHMS = ['logistic', 'naive_bayes'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

const BUCKETS = 2 ** 16;
const SPEC: Record<Algorithm, FeatureSpec> = {
  logistic: { dims: BUCKETS, from: 1, to: 2 },
  naive_bayes: { dims: BUCKETS, from: 2, to: 2 },
};

/** A trained model as it scores a text. */
export type Classifier = {
  readonly algorithm: Algorithm;
  readonly categories: readonly string[];
  /** Of features; empty where the algorithm does not weigh them. */
  readonly rarity: Float32Array;
  readonly linear: Linear;
};

export type Sample = { readonly text: string; readonly category: string };

/** Learns from samples whose categories are all among those named. `seed` decides the order of reading. */
export function train(algorithm: Algorithm, texts: readonly string[], labels: ArrayLike<number>, categories: readonly string[], seed: number): Classifier {
  const spec = SPEC[algorithm];
  const docs = texts.map((text) => docOf(text, spec));
  if (algorithm === 'naive_bayes') {
    return { algorithm, categories, rarity: new Float32Array(0), linear: trainNaiveBayes(docs, labels, categories.length, spec.dims) };
  }
  const rarity = inverseFrequency(docs, spec.dims);
  const options = { epochs: epochsFor(docs.length), rate: 1, decay: 1e-4, seed };
  const linear = trainLogistic(
    docs.map((doc) => weighed(doc, rarity)),
    labels,
    categories.length,
    spec.dims,
    options,
  );
  return { algorithm, categories, rarity, linear };
}

/** One score a category, before the temperature. */
export function classScores({ algorithm, rarity, linear }: Classifier, text: string): Float64Array {
  const doc: Doc = docOf(text, SPEC[algorithm]);
  return scoresOf(linear, algorithm === 'logistic' ? weighed(doc, rarity) : doc);
}

export type ClassChance = { readonly category: string; readonly probability: number };

/** The likeliest categories of a text with calibrated probabilities, the likeliest first. */
export function likeliest(classifier: Classifier, text: string, temperature: number, most: number): ClassChance[] {
  const p = softmax(classScores(classifier, text), temperature);
  return classifier.categories
    .map((category, c) => ({ category, probability: p[c] as number }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, most);
}

/** The text that a ticket is told by; its title counts twice, being what a call-taker made of it. */
export function ticketText(title: string, body: string): string {
  return `${title}\n${title}\n${body}`;
}
