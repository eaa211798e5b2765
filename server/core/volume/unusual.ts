import { median } from '../indicator/expected.ts';

/**
 * When the volume of one item is unusual against its own past. The platform's own rule, shown wherever it is used: it says
 * that a number is unusual, never why.
 */
export type UnusualRule = {
  /** Past spans that are looked at, and the fewest that make a usual. */
  periods: number;
  fewest: number;
  /** Neither the count nor the usual reaches it: a handful of cases is no pattern. */
  least: number;
  /** Share of the usual that is never unusual. */
  tolerance: number;
  /** How many times the scatter, of the past or of chance, is never unusual. */
  deviations: number;
};

export const UNUSUAL: UnusualRule = { periods: 8, fewest: 3, least: 30, tolerance: 0.3, deviations: 3 };

export type Verdict = 'surge' | 'drop' | 'usual' | 'small' | 'young';
export type Judged = {
  verdict: Verdict;
  periods: number;
  usual: number | null;
  low: number | null;
  high: number | null;
  times: number | null;
  excess: number | null;
};

/** Of a normal scatter the standard deviation is so many times the median distance from the middle. */
const SCATTER = 1.4826;

/**
 * Judges a count against the counts of past spans of the same length, the newest first. Spans before the first one with a
 * case are no past: an item that began last month had no usual of zero before. Pure.
 */
export function judgeItem(count: number, past: readonly number[], rule: UnusualRule = UNUSUAL): Judged {
  const known = past.slice(0, past.findLastIndex((n) => n > 0) + 1);
  const periods = known.length;
  // Past spans without a case are no pattern either: of an item that is seldom used nothing is usual.
  if (known.filter((n) => n > 0).length < rule.fewest) return { verdict: 'young', periods, usual: null, low: null, high: null, times: null, excess: null };
  const usual = median(known);
  const scatter = SCATTER * median(known.map((n) => Math.abs(n - usual)));
  const margin = Math.max(rule.tolerance * usual, rule.deviations * Math.max(scatter, Math.sqrt(usual)));
  const [low, high] = [Math.max(0, usual - margin), usual + margin];
  const verdict = Math.max(count, usual) < rule.least ? 'small' : count > high ? 'surge' : count < low ? 'drop' : 'usual';
  return { verdict, periods, usual, low, high, times: usual > 0 ? count / usual : null, excess: count - usual };
}

const isUnusual = (verdict: Verdict) => verdict === 'surge' || verdict === 'drop';

/** Unusual ones first, by the size of the difference, then the others by their count. Pure. */
export function rankItems<T extends { key: string; count: number; verdict: Verdict; excess: number | null }>(rows: readonly T[]): T[] {
  const size = (row: T) => (isUnusual(row.verdict) ? Math.abs(row.excess ?? 0) : row.count);
  return rows.toSorted(
    (a, b) => Number(isUnusual(b.verdict)) - Number(isUnusual(a.verdict)) || size(b) - size(a) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}
