import type { Calendar } from '../calendar/calendar.ts';
import { type Clock, clocksOf } from './clock.ts';
import { deadlineOf } from './deadline.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import type { RuleRow } from './rules.ts';
import type { CaseState, ClockKind } from './state.ts';

/**
 * One rate as it must be shown: a numerator over a denominator, and how many were left out of both, by reason. Parts
 * are summed, never rates.
 */
export type Measure = { readonly num: number; readonly den: number; readonly left: { readonly [reason: string]: number } };
export type Appraisal = { readonly [M in MeasureName]: Measure };

export type AppraisalInput = {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly now: number;
  readonly calendar: Calendar;
  /** Rows in force: cases with the flag leave the measures named (行政调解, 执法办案: seed line 3349). */
  readonly exclusions: readonly RuleRow<'exclusion'>[];
};

/** Who something counts for: null leaves it out. Called with the unit that it happened to, null at the desk. */
export type GroupOf = (state: CaseState, unit: string | null) => string | null;

type Sum = { num: number; den: number; left: { [reason: string]: number } };
type Add = (measure: MeasureName, unit: string | null, hit: boolean) => void;
type Leave = (measure: MeasureName, unit: string | null, reason: string) => void;

/**
 * Folds cases into the rates of the appraisal over [from, to), by group. Each thing counts at its own instant: a deadline
 * when it falls due, a dispatch when it was sent, a review when it was given, so that a period does not change after it.
 */
export function appraise(cases: Iterable<CaseState>, input: AppraisalInput, groupOf: GroupOf): Map<string, Appraisal> {
  const sums = new Map<string, Record<MeasureName, Sum>>();
  const at = (state: CaseState, unit: string | null, measure: MeasureName): Sum | null => {
    const group = groupOf(state, unit);
    if (group === null) return null;
    let found = sums.get(group);
    if (!found) {
      found = emptySums();
      sums.set(group, found);
    }
    return found[measure];
  };
  for (const state of cases) {
    const out = excludedFrom(state, input.exclusions);
    const leave: Leave = (measure, unit, reason) => {
      const sum = at(state, unit, measure);
      if (sum) sum.left[reason] = (sum.left[reason] ?? 0) + 1;
    };
    const add: Add = (measure, unit, hit) => {
      const reason = out.get(measure);
      if (reason !== undefined) return leave(measure, unit, reason);
      const sum = at(state, unit, measure);
      if (!sum) return;
      sum.den += 1;
      if (hit) sum.num += 1;
    };
    countClocks(state, input, add, leave);
    countDispatches(state, input, add);
    if (state.fields.parent === undefined) countCase(state, input, add, leave);
  }
  return sums;
}

/** Sums of the same measures of several groups. */
export function addUp(parts: Iterable<Appraisal>): Appraisal {
  const total = emptySums();
  for (const part of parts)
    for (const m of MEASURES) {
      total[m].num += part[m].num;
      total[m].den += part[m].den;
      for (const [reason, n] of Object.entries(part[m].left)) total[m].left[reason] = (total[m].left[reason] ?? 0) + n;
    }
  return total;
}

function emptySums(): Record<MeasureName, Sum> {
  // Safe because every measure is among the keys.
  return Object.fromEntries(MEASURES.map((m) => [m, { num: 0, den: 0, left: {} }])) as Record<MeasureName, Sum>;
}

/** Measures that the case is out of, with the reason: an approved exclusion first, then flags that rules name. */
export function excludedFrom(state: CaseState, exclusions: readonly RuleRow<'exclusion'>[]): Map<MeasureName, string> {
  const out = new Map<MeasureName, string>();
  const approved = state.flags.excluded?.value as { readonly reason?: string; readonly measures?: readonly MeasureName[] } | null | undefined;
  for (const m of approved?.measures ?? []) out.set(m, `excluded:${approved?.reason ?? ''}`);
  for (const { value } of exclusions)
    if (state.flags[value.flag]) for (const m of value.measures as readonly MeasureName[]) if (!out.has(m)) out.set(m, `flag:${value.flag}`);
  return out;
}

function inside(at: number | null, { from, to }: AppraisalInput): at is number {
  return at !== null && at >= from && at < to;
}

const OF_CLOCK: Partial<Record<ClockKind, MeasureName>> = { sign: 'on_time_sign', handling: 'on_time_close', first_contact: 'response' };
/** A clock that ended so was taken from the unit before it could be judged. */
const TAKEN: readonly (string | null)[] = ['returned', 'withdrawn', 'merged', 'transferred', 'refused', 'ended'];

/**
 * 按时签收率, 按时办结率 (应办结 = due in the period), 响应率. A clock that is still running before its deadline is not
 * due yet. Automatic signing comes after the deadline; where a calendar that was published later moved that, it says
 * nothing of the unit.
 */
function countClocks(state: CaseState, input: AppraisalInput, add: Add, leave: Leave): void {
  for (const clock of clocksOf(state.ledger)) {
    const measure = OF_CLOCK[clock.kind];
    if (!measure) continue;
    const { due } = deadlineOf(clock, input.calendar, input.now);
    if (!inside(due, input)) continue;
    const unit = clock.unit ?? state.assignment.main;
    if (TAKEN.includes(clock.stopReason) && clock.stoppedAt !== null) leave(measure, unit, clock.stopReason ?? '');
    else if (clock.stoppedAt === null && due >= input.now) leave(measure, unit, 'not_due');
    else if (clock.stopReason === 'auto_signed' && isOnTime(clock, due)) leave(measure, unit, 'signed_early');
    else add(measure, unit, isOnTime(clock, due));
  }
}

function isOnTime(clock: Clock, due: number): boolean {
  return clock.stoppedAt !== null && clock.stoppedAt <= due;
}

/** 退单率 = 退单/派单 (returns asked for), 派单准确率 = 1 − 改派/派单 (returns that were upheld). */
function countDispatches(state: CaseState, input: AppraisalInput, add: Add): void {
  for (const d of state.dispatches) {
    if (!inside(d.at, input)) continue;
    add('returned', d.unit, d.returnAskedAt !== null);
    add('dispatch_right', d.unit, d.end !== 'returned');
  }
}

/** What is counted once a case, or once a closing or call-back of it. Helpers' parts have no caller. */
function countCase(state: CaseState, input: AppraisalInput, add: Add, leave: Leave): void {
  const { assignment, fields, milestones, reviews } = state;
  const accepted = milestones.find((m) => m.what === 'accepted');
  if (accepted && inside(accepted.at, input)) {
    add('direct', null, fields.outcome === 'direct_answer');
    if (fields.outcome === 'withdrawn' || fields.outcome === 'transferred') leave('closed', assignment.main, String(fields.outcome));
    else add('closed', assignment.main, state.closedAt !== null);
  }
  const closings = milestones.filter((m) => m.what === 'closed');
  closings.forEach((closing, i) => {
    if (!inside(closing.at, input)) return;
    const until = closings[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const redone = milestones.some((m) => m.what === 'redone' && m.at >= closing.at && m.at <= until);
    add('redone', closing.unit, redone);
    add(
      'followed_up',
      closing.unit,
      reviews.some((r) => r.at >= closing.at && r.at < until),
    );
  });
  for (const r of reviews) {
    if (!inside(r.at, input)) continue;
    add('follow_up_reached', r.unit, r.reached);
    if (!r.reached) continue;
    if (r.resolved !== null) add('resolution', r.unit, r.resolved);
    if (r.satisfied !== null) add('satisfaction', r.unit, r.satisfied);
  }
}
