import { type SeriesGrain, slotEnd, slotOf } from '../indicator/period.ts';
import type { SeverityRule } from '../indicator/severity.ts';
import type { OffsetAt } from '../indicator/window.ts';

/** A target as the dictionary prints it; `path` names the way by which it is to be reached, where there are several. */
export type Goal = { comparator: '>=' | '<=' | '=' | '>' | '<'; value: number; period: string; path: string | null };

/** A target that was set for one region in the installation: it judges that region's figure and no other's. */
export type OwnGoal = Goal & { region: string; version: number; from: number; source: { document: string; line: string | number | null } };

/** What of a dictionary row decides how its value is judged. */
export type ReviewRule = {
  unit: string;
  direction: SeverityRule['direction'];
  kind: 'count' | 'sum' | 'ratio' | 'gauge' | 'manual';
  display: { decimals: number; factor: number };
  /** Digits by which numerators and denominators are scaled. */
  scale?: number;
  baseline: { value: number; asOf: string | null } | null;
  targets: readonly Goal[];
  normalRange: { kind: 'fixed'; low: number | null; high: number | null } | { kind: 'pattern' } | null;
};

/** The end of a period that a document names by its date (2025, 2025-06, 2025-Q2); null of anything else, which holds at all times. */
export function periodEnd(period: string, zone: OffsetAt): number | null {
  const slot: { grain: SeriesGrain; slot: number } | null = slotOf(period.trim(), 0, zone);
  return slot && slotEnd(slot.slot, slot.grain, zone);
}

/** Whether a target holds at all times, and not by a date. */
export const isStanding = (goal: Pick<Goal, 'period'>): boolean => !/^\d{4}(-|$)/.test(goal.period.trim());

/** The periods by which anything is to be reached, in order. */
export function targetPeriods(rules: Iterable<{ targets: readonly Goal[] }>): string[] {
  const found = new Set<string>();
  for (const { targets } of rules) for (const goal of targets) if (!isStanding(goal)) found.add(goal.period);
  return [...found].sort();
}

/** The period that a review at an instant is held against: the first that is not over, else the last. */
export function defaultPeriod(periods: readonly string[], at: number, zone: OffsetAt): string | null {
  return periods.find((p) => (periodEnd(p, zone) ?? 0) >= at) ?? periods.at(-1) ?? null;
}

/**
 * The target that a value is held against: of the period asked for the one without a path of its own, else the first;
 * else one that holds at all times. Null where the documents print none.
 */
export function goalOf<G extends Goal>(rule: { targets: readonly G[] }, period: string | null): G | null {
  const dated = rule.targets.filter((g) => !isStanding(g) && g.period === period);
  return dated.find((g) => g.path === null) ?? dated[0] ?? rule.targets.find(isStanding) ?? null;
}

/** Of a region's own targets the one of the period asked for, else the one that is due next, else the last; null where it has none. */
export function ownGoalOf(own: readonly OwnGoal[], period: string | null, at: number, zone: OffsetAt): OwnGoal | null {
  return goalOf({ targets: own }, period) ?? goalOf({ targets: own }, defaultPeriod(targetPeriods([{ targets: own }]), at, zone));
}

/** What a region is held against: its own target of the period where one is in force, else the dictionary's, else its own that is due next. */
export function goalFor(
  rule: Pick<ReviewRule, 'targets'>,
  own: readonly OwnGoal[],
  { period, at, zone }: { period: string | null; at: number; zone: OffsetAt },
): Goal | OwnGoal | null {
  // A target of its own for another year does not take the place of the one that is due.
  return goalOf({ targets: own }, period) ?? goalOf(rule, period) ?? ownGoalOf(own, period, at, zone);
}

/** Whether a value keeps a target. Exact: what is only rounded to it has not reached it. */
export function keeps(goal: Pick<Goal, 'comparator' | 'value'>, value: number): boolean {
  switch (goal.comparator) {
    case '>=':
      return value >= goal.value;
    case '<=':
      return value <= goal.value;
    case '>':
      return value > goal.value;
    case '<':
      return value < goal.value;
    case '=':
      return value === goal.value;
  }
}

/** A target, or without one the declared range, as bounds that a value is judged against. */
export function boundsOf(rule: Pick<ReviewRule, 'normalRange'>, goal: Goal | null): { low: number | null; high: number | null } | null {
  if (goal) {
    const low = goal.comparator === '>=' || goal.comparator === '>' || goal.comparator === '=' ? goal.value : null;
    const high = goal.comparator === '<=' || goal.comparator === '<' || goal.comparator === '=' ? goal.value : null;
    return { low, high };
  }
  const range = rule.normalRange;
  return range?.kind === 'fixed' ? { low: range.low, high: range.high } : null;
}
