import type { Algorithm } from '../core/learn/classifier.ts';
import type { Share } from '../core/learn/score.ts';

/** How a class did among tickets that the model had not read: `precision` of those called it, `recall` of those that were it. */
export type ClassAccuracyRow = { category: string; name: string; tickets: number; precision: Share; recall: Share; f1: number };

/** How far the class suggestion is to be trusted, by five-fold cross-validation over tickets that this installation closed. */
export type ClassAccuracy = {
  /** Below these nothing is learned. */
  least: { perClass: number; classes: number; tickets: number };
  /** Null before anything was learned. */
  model: null | {
    at: number;
    trainedOn: number;
    algorithm: Algorithm;
    /** Of all that were tried, over the same folds. */
    macroF1: { algorithm: Algorithm; value: number }[];
    /** Confidence below which nothing is suggested; 1 suggests nothing. `answered` of all, and `right` of those. */
    threshold: number;
    answered: Share;
    right: Share;
    classes: ClassAccuracyRow[];
    /** Classes with too few tickets to be learned. */
    leftOut: { category: string; name: string; tickets: number }[];
  };
};
