import { best, softmax } from './linear.ts';

/** A share as its parts. */
export type Share = { readonly num: number; readonly den: number };

/** How well one class is told: of those called it, how many were; of those that were, how many were called it. */
export type ClassScore = { readonly category: string; readonly tickets: number; readonly precision: Share; readonly recall: Share; readonly f1: number };

/** Scores by class of predictions made without the ticket that they are about. */
export function scoreClasses(names: readonly string[], truth: ArrayLike<number>, said: ArrayLike<number>): ClassScore[] {
  const hit = new Int32Array(names.length);
  const called = new Int32Array(names.length);
  const were = new Int32Array(names.length);
  for (let i = 0; i < truth.length; i++) {
    const t = truth[i] as number;
    const s = said[i] as number;
    were[t] = (were[t] as number) + 1;
    called[s] = (called[s] as number) + 1;
    if (t === s) hit[t] = (hit[t] as number) + 1;
  }
  return names.map((category, c) => {
    const num = hit[c] as number;
    const sum = (called[c] as number) + (were[c] as number);
    const tickets = were[c] as number;
    return { category, tickets, precision: { num, den: called[c] as number }, recall: { num, den: tickets }, f1: sum === 0 ? 0 : (2 * num) / sum };
  });
}

/** The mean of F1 over classes, each counting the same. */
export function macroF1(scores: readonly ClassScore[]): number {
  return scores.reduce((sum, s) => sum + s.f1, 0) / Math.max(1, scores.length);
}

const COLDEST = 0.05;
const HOTTEST = 200;

/**
 * The temperature at which the probabilities of held-out tickets are least surprised by their classes (golden section over
 * its logarithm).
 */
export function fitTemperature(scores: readonly Float64Array[], truth: ArrayLike<number>): number {
  const loss = (log: number) => {
    let sum = 0;
    scores.forEach((s, i) => {
      sum -= Math.log(Math.max(1e-12, softmax(s, Math.exp(log))[truth[i] as number] as number));
    });
    return sum;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(COLDEST);
  let high = Math.log(HOTTEST);
  for (let i = 0; i < 40; i++) {
    const a = high - ratio * (high - low);
    const b = low + ratio * (high - low);
    if (loss(a) <= loss(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}

/** Confidence below which nothing is suggested, and how it would have gone with the held-out tickets. */
export type Abstention = { readonly threshold: number; readonly answered: Share; readonly right: Share };

/** A chance of being right that a suggestion must have to be worth reading. */
export const WANTED_PRECISION = 0.8;
/** No share is read from fewer tickets. */
const LEAST_ANSWERS = 20;
/** A suggestion that is less likely than this is no help, whatever the others were. */
const LEAST_CONFIDENCE = 0.3;

/**
 * The lowest confidence from which on the answers to held-out tickets were right often enough, half way to the next that was
 * not; 1 (never answers) when there is none.
 */
export function abstention(scores: readonly Float64Array[], truth: ArrayLike<number>, temperature: number): Abstention {
  const answers = scores.map((s, i) => {
    const p = softmax(s, temperature);
    const said = best(p);
    return { confidence: p[said] as number, right: said === (truth[i] as number) };
  });
  answers.sort((a, b) => b.confidence - a.confidence);
  let found: Abstention = { threshold: 1, answered: { num: 0, den: answers.length }, right: { num: 0, den: 0 } };
  let right = 0;
  answers.forEach(({ confidence, right: hit }, i) => {
    if (hit) right += 1;
    const n = i + 1;
    const next = answers[n]?.confidence ?? 0;
    if (next === confidence || n < LEAST_ANSWERS || confidence < LEAST_CONFIDENCE || right / n < WANTED_PRECISION) return;
    const threshold = Math.max(LEAST_CONFIDENCE, (confidence + next) / 2);
    found = { threshold, answered: { num: n, den: answers.length }, right: { num: right, den: n } };
  });
  return found;
}
