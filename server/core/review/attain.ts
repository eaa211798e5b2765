import { boundsOf, type Goal, isStanding, keeps, type ReviewRule } from './goal.ts';

/**
 * How far a value has come, in the form that fits the indicator:
 * - `span`: from a baseline to a target, up or down; `narrow` where both lie so near that a bar from zero says nothing
 * - `ratio`: a target without a baseline, as a share of it from zero
 * - `limit`: not below or not above, at all times or from the start: kept or not, and the distance
 * - `all`: every single one is due (100%): what is missed is counted
 * - `none`: nothing is due
 * `gap` is what is left to the target in the unit of the value, below 0 when it is passed; null without a value.
 */
export type Attainment =
  | { form: 'none' }
  | { form: 'span'; narrow: boolean; from: number; to: number; share: number | null; gap: number | null; met: boolean | null }
  | { form: 'ratio'; to: number; share: number | null; gap: number | null; met: boolean | null }
  | { form: 'limit'; bound: number; side: 'least' | 'most'; gap: number | null; met: boolean | null; axis: { low: number; high: number } }
  | { form: 'all'; missed: number | null; of: number | null; gap: number | null; met: boolean | null };

/** Under this share of its size a way from baseline to target is called narrow. */
const NARROW = 0.1;

export type Measured = { value: number | null; num: number; den: number };

/** The attainment of a value against a target, or without one against the declared range. Pure. */
export function attain(rule: ReviewRule, goal: Goal | null, { value, num, den }: Measured): Attainment {
  if (!goal) return ofRange(rule, value);
  const met = value === null ? null : keeps(goal, value);
  const up = goal.comparator !== '<=' && goal.comparator !== '<';
  const gap = value === null ? null : up ? goal.value - value : value - goal.value;
  const from = rule.baseline?.value ?? null;
  if (from !== null && !isStanding(goal) && (up ? from < goal.value : from > goal.value)) {
    const way = goal.value - from;
    const narrow = Math.abs(way) < NARROW * Math.max(Math.abs(goal.value), Math.abs(from));
    return { form: 'span', narrow, from, to: goal.value, share: value === null ? null : (value - from) / way, gap, met };
  }
  if (up && rule.unit === '%' && goal.value === 100) {
    const counted = rule.kind === 'ratio' && den > 0;
    return { form: 'all', missed: counted ? den - num : null, of: counted ? den : null, gap, met };
  }
  if (up && !isStanding(goal) && from === null && goal.value > 0) {
    return { form: 'ratio', to: goal.value, share: value === null ? null : value / goal.value, gap, met };
  }
  return { form: 'limit', bound: goal.value, side: up ? 'least' : 'most', gap, met, axis: limitAxis(rule, goal.value, value) };
}

function ofRange(rule: ReviewRule, value: number | null): Attainment {
  const range = boundsOf(rule, null);
  const side = rule.direction === 'down' || range?.low == null ? 'most' : 'least';
  const bound = side === 'least' ? range?.low : range?.high;
  if (bound === null || bound === undefined) return { form: 'none' };
  const gap = value === null ? null : side === 'least' ? bound - value : value - bound;
  return { form: 'limit', bound, side, gap, met: gap === null ? null : gap <= 0, axis: limitAxis(rule, bound, value) };
}

/** An axis on which bound and value stand apart: percents near an end reach to that end, the rest twice the distance. */
function limitAxis(rule: ReviewRule, bound: number, value: number | null): { low: number; high: number } {
  const far = Math.abs((value ?? bound) - bound);
  if (rule.unit === '%' && bound >= 50 && bound <= 100) return { low: Math.max(0, 100 - 2 * Math.max(100 - bound, bound - (value ?? bound))), high: 100 };
  const reach = Math.max(far * 1.25, Math.abs(bound) || 1);
  return { low: bound - reach < 0 && bound >= 0 ? 0 : bound - reach, high: bound + reach };
}

export type Pace = { share: number; value: number; behind: number };

/**
 * 序时: where time alone would be on the way from baseline to target at an instant, and how far the value is behind it
 * (below 0: ahead). Null where the way has no printed beginning or end: a pace is not invented.
 */
export function pace(
  way: { from: number; to: number },
  span: { baselineAt: number | null; targetAt: number | null },
  at: number,
  value: number | null,
): Pace | null {
  const { baselineAt, targetAt } = span;
  if (baselineAt === null || targetAt === null || targetAt <= baselineAt) return null;
  const share = Math.min(1, Math.max(0, (at - baselineAt) / (targetAt - baselineAt)));
  const due = way.from + (way.to - way.from) * share;
  const behind = value === null ? 0 : way.to > way.from ? due - value : value - due;
  return { share, value: due, behind };
}

/** A change between two values: its direction, and apart from it whether that is good. `share` is null from nothing. */
export type Compared = { change: number; share: number | null; arrow: 'up' | 'down' | 'still'; judged: 'good' | 'bad' | null };

/** 同比 or 环比 of a value. */
export function compare(now: number, before: number, direction: ReviewRule['direction']): Compared {
  const change = now - before;
  const arrow = change > 0 ? 'up' : change < 0 ? 'down' : 'still';
  const judged = arrow === 'still' || direction === 'none' ? null : direction === arrow ? 'good' : 'bad';
  return { change, share: before === 0 ? null : change / Math.abs(before), arrow, judged };
}

/** Below this many cases a rate says little of the next one. */
export const SMALL_SAMPLE = 30;

/**
 * Wilson's interval of a share, in shares: where the rate behind `num` of `den` lies with the confidence of `z`
 * (1.96 = 95%). Null of nothing.
 */
export function wilson(num: number, den: number, z = 1.96): { low: number; high: number } | null {
  if (!(den > 0) || num < 0 || num > den) return null;
  const p = num / den;
  const zz = (z * z) / den;
  const middle = (p + zz / 2) / (1 + zz);
  const half = (z * Math.sqrt((p * (1 - p)) / den + zz / (4 * den))) / (1 + zz);
  return { low: num === 0 ? 0 : Math.max(0, middle - half), high: num === den ? 1 : Math.min(1, middle + half) };
}
