import { type Judgement, judge, measureOf, type Range, type SeverityRule } from '../indicator/severity.ts';
import { attain, SMALL_SAMPLE } from './attain.ts';
import { boundsOf, type Goal, isStanding, type ReviewRule } from './goal.ts';

/** A figure of a region in a period, with what its attention is computed from. Points are oldest first, the period last. */
export type Measure = { value: number | null; num: number; den: number; records: number; points: readonly (number | null)[] };

/** Regions below that told a figure, of those that should. */
export type Told = { reporting: number; of: number } | null;

/**
 * Whether a region's figure may be judged as the region's: a sum of what some of its regions told is theirs, and neither
 * reaches nor misses what the whole is held to. It may where all told, where the region itself told it (nothing below did),
 * and where values do not add (no coverage).
 */
export const isWhole = (told: Told): boolean => told === null || told.reporting === 0 || told.reporting >= told.of;

/** What a figure is held against in a period: a target that is due, or the declared range. */
export type Held = { goal: Goal | null; range: Range; rule: SeverityRule; lasting: boolean };

/** Null where nothing is due. A target whose date is still to come is a matter of pace. */
export function heldBy(rule: ReviewRule, target: Goal | null, targetAt: number | null, at: number): Held | null {
  const goal = target && (isStanding(target) || (targetAt !== null && targetAt <= at)) ? target : null;
  if (target && !goal) return null;
  const range = boundsOf(rule, goal);
  // Before its date a target was not missed, however far the values were from it.
  return range && { goal, range, rule: ruleOf(rule, range), lasting: goal === null || isStanding(goal) };
}

/** A printed bound says by itself which side is bad, also of an indicator whose direction is not declared. */
function ruleOf(rule: ReviewRule, range: Range): SeverityRule {
  const direction = range.low !== null && range.high === null ? 'up' : range.high !== null && range.low === null ? 'down' : rule.direction;
  // The value of a target is set, not expected: chance is no excuse for a count that does not reach it.
  return { direction, measure: rule.unit === '%' ? 'percent' : measureOf(rule.kind, rule.display.factor) === 'percent' ? 'percent' : 'plain' };
}

/** How many cases a rate is of; null of what is no rate, or whose cases are not known. */
export const casesOf = (rule: Pick<ReviewRule, 'kind' | 'scale'>, { den }: Pick<Measure, 'den'>): number | null =>
  rule.kind === 'ratio' && den > 0 ? den / 10 ** (rule.scale ?? 0) : null;

/** The cases of a rate of fewer than SMALL_SAMPLE; null of any other. */
export function fewOf(rule: Pick<ReviewRule, 'kind' | 'scale'>, measure: Pick<Measure, 'den'>): number | null {
  const cases = casesOf(rule, measure);
  return cases !== null && cases < SMALL_SAMPLE ? cases : null;
}

/**
 * How far a figure is off a range, chance allowed for. Of fewer than SMALL_SAMPLE cases it is never graver than Ⅳ: they may
 * tell that it is off, and not by how much.
 */
export function judgeMeasure(m: Measure, range: Range, rule: SeverityRule, of: Pick<ReviewRule, 'kind' | 'scale'>): Judgement | null {
  const judged = judge(m.value, range, rule, rule.measure === 'percent' ? m.den / 10 ** (of.scale ?? 0) : m.records);
  return judged && fewOf(of, m) !== null ? { ...judged, severity: 4 } : judged;
}

/** Whether a share of a hundred is more than all: its numerator counts what its denominator does not. */
export const isOver = (rule: Pick<ReviewRule, 'kind' | 'display'>, value: number | null): boolean =>
  value !== null && rule.kind === 'ratio' && rule.display.factor === 100 && value > 100;

/**
 * What a review says of a figure:
 * - `untold`: nothing was told; `none`: nothing is due
 * - `partial`: only some of its regions told it (isWhole); `over`: it would be kept by more than all (isOver): neither is judged
 * - `few`: off what is due, by no more than chance explains of so many cases: not judged, and not kept either
 * - `missed`, `met`; `ahead`: not there yet, and not due before its date
 */
export type Verdict = 'untold' | 'none' | 'partial' | 'over' | 'few' | 'missed' | 'met' | 'ahead';

type Due = { rule: ReviewRule; goal: Goal | null; targetAt: number | null; at: number; told: Told };

/** Pure. */
export function verdictOf(measure: Measure, { rule, goal, targetAt, at, told }: Due): Verdict {
  if (measure.value === null) return 'untold';
  const done = attain(rule, goal, measure);
  if (done.form === 'none' || done.met === null) return 'none';
  if (!isWhole(told)) return 'partial';
  if (done.met) return isOver(rule, measure.value) ? 'over' : 'met';
  const held = heldBy(rule, goal, targetAt, at);
  if (!held) return 'ahead';
  const off = (m: Measure) => judgeMeasure(m, held.range, held.rule, rule);
  return off(measure) === null && off({ ...measure, den: 0, records: 0 }) !== null ? 'few' : 'missed';
}
