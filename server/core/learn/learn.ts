import { ALGORITHMS, type Algorithm, type Classifier, classScores, type Sample, train } from './classifier.ts';
import { stratifiedFolds } from './folds.ts';
import { best } from './linear.ts';
import { type Abstention, abstention, type ClassScore, fitTemperature, macroF1, scoreClasses } from './score.ts';

/** Tickets of a class below which it is not learned, and classes and tickets below which nothing is. */
export const LEAST = { perClass: 8, classes: 2, tickets: 60 } as const;
const FOLDS = 5;
/** Classes told apart: beyond these the rarest are left out. */
const MOST_CLASSES = 200;

/** How well the model did on tickets that it had not read, by cross-validation. */
export type LearnStats = {
  readonly algorithm: Algorithm;
  readonly tickets: number;
  readonly classes: readonly ClassScore[];
  /** Of both, over the same folds: the better one is kept. */
  readonly macroF1: { readonly [A in Algorithm]: number };
  readonly temperature: number;
  readonly abstention: Abstention;
  /** Classes with too few tickets to be learned. */
  readonly leftOut: readonly { readonly category: string; readonly tickets: number }[];
};

export type Learned =
  | { readonly ok: true; readonly classifier: Classifier; readonly stats: LearnStats }
  | { readonly ok: false; readonly tickets: number; readonly classes: number; readonly least: typeof LEAST };

/**
 * Learns classes from tickets: both algorithms over the same five folds, the one with the better macro-F1 again over all
 * tickets, calibrated on what it said of those held out. Refuses when there are too few. The same samples and seed give
 * the same model. Takes seconds to minutes: not for the thread that serves.
 */
export function learn(samples: readonly Sample[], seed: number): Learned {
  const counts = new Map<string, number>();
  for (const { category } of samples) counts.set(category, (counts.get(category) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const categories = ranked.filter(([, n]) => n >= LEAST.perClass).slice(0, MOST_CLASSES);
  const index = new Map(categories.map(([category], i) => [category, i]));
  const used = samples.filter((s) => index.has(s.category));
  if (categories.length < LEAST.classes || used.length < LEAST.tickets) {
    return { ok: false, tickets: used.length, classes: categories.length, least: LEAST };
  }
  const names = categories.map(([category]) => category);
  const texts = used.map((s) => s.text);
  const labels = Int32Array.from(used, (s) => index.get(s.category) ?? 0);
  const tried = ALGORITHMS.map((algorithm) => ({ algorithm, ...crossValidate(algorithm, texts, labels, names, seed) }));
  const won = tried.reduce((a, b) => (b.macro > a.macro ? b : a));
  const temperature = fitTemperature(won.scores, labels);
  return {
    ok: true,
    classifier: train(won.algorithm, texts, labels, names, seed),
    stats: {
      algorithm: won.algorithm,
      tickets: used.length,
      classes: won.classes,
      // Safe because every algorithm was tried.
      macroF1: Object.fromEntries(tried.map((t) => [t.algorithm, t.macro])) as LearnStats['macroF1'],
      temperature,
      abstention: abstention(won.scores, labels, temperature),
      leftOut: ranked.filter(([category]) => !index.has(category)).map(([category, tickets]) => ({ category, tickets })),
    },
  };
}

/** What a model says of each text that was held out of its training. */
export function crossValidate(
  algorithm: Algorithm,
  texts: readonly string[],
  labels: Int32Array,
  names: readonly string[],
  seed: number,
): { scores: Float64Array[]; classes: ClassScore[]; macro: number } {
  const fold = stratifiedFolds(labels, FOLDS, seed);
  const scores = new Array<Float64Array>(texts.length);
  for (let f = 0; f < FOLDS; f++) {
    const inside = texts.map((_, i) => i).filter((i) => fold[i] !== f);
    const model = train(
      algorithm,
      inside.map((i) => texts[i] as string),
      inside.map((i) => labels[i] as number),
      names,
      seed + f,
    );
    texts.forEach((text, i) => {
      if (fold[i] === f) scores[i] = classScores(model, text);
    });
  }
  const classes = scoreClasses(names, labels, scores.map(best));
  return { scores, classes, macro: macroF1(classes) };
}
