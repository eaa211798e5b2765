import type { Calendar } from '../calendar/calendar.ts';
import { isVoid } from './clock.ts';
import type { Countable, CountedClock } from './countable.ts';
import { dueOf } from './deadline.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import type { RuleRow } from './rules.ts';
import type { ClockKind } from './state.ts';

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
export type GroupOf = (one: Countable, unit: string | null) => string | null;

type Sum = { num: number; den: number; left: { [reason: string]: number } };
type Add = (measure: MeasureName, unit: string | null, hit: boolean) => void;
type Leave = (measure: MeasureName, unit: string | null, reason: string) => void;
/** Takes one thing that is counted: what it counts as, or the reason for which it is left out. */
export type TakeCount = (measure: MeasureName, unit: string | null, as: boolean | { readonly left: string }) => void;

/**
 * Folds cases into the rates of the appraisal over [from, to), by group. Each thing counts at its own instant: a deadline
 * when it falls due, a dispatch when it was sent, a review when it was given, so that a period does not change after it.
 */
export function appraise(cases: Iterable<Countable>, input: AppraisalInput, groupOf: GroupOf): Map<string, Appraisal> {
  const sums = new Map<string, Record<MeasureName, Sum>>();
  for (const one of cases)
    countOne(one, input, (measure, unit, as) => {
      const group = groupOf(one, unit);
      if (group === null) return;
      let found = sums.get(group);
      if (!found) {
        found = emptySums();
        sums.set(group, found);
      }
      const sum = found[measure];
      if (typeof as === 'object') sum.left[as.left] = (sum.left[as.left] ?? 0) + 1;
      else {
        sum.den += 1;
        if (as) sum.num += 1;
      }
    });
  return sums;
}

/** Tells everything of one case that counts in the period. */
export function countOne(one: Countable, input: AppraisalInput, take: TakeCount): void {
  const out = excludedFrom(one, input.exclusions);
  const leave: Leave = (measure, unit, left) => take(measure, unit, { left });
  const add: Add = (measure, unit, hit) => {
    const left = out.get(measure);
    take(measure, unit, left === undefined ? hit : { left });
  };
  countClocks(one, input, add, leave);
  countDispatches(one, input, add);
  if (!one.helper) countCase(one, input, add, leave);
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
export function excludedFrom(
  { flags, excluded }: Pick<Countable, 'flags' | 'excluded'>,
  exclusions: readonly RuleRow<'exclusion'>[],
): Map<MeasureName, string> {
  const out = new Map<MeasureName, string>();
  for (const m of excluded?.measures ?? []) out.set(m, `excluded:${excluded?.reason ?? ''}`);
  for (const { value } of exclusions)
    if (flags.includes(value.flag)) for (const m of value.measures as readonly MeasureName[]) if (!out.has(m)) out.set(m, `flag:${value.flag}`);
  return out;
}

function inside(at: number | null, { from, to }: AppraisalInput): at is number {
  return at !== null && at >= from && at < to;
}

const OF_CLOCK: Partial<Record<ClockKind, MeasureName>> = { sign: 'on_time_sign', handling: 'on_time_close', first_contact: 'response' };
/**
 * 按时签收率, 按时办结率 (应办结 = due in the period), 响应率. A clock that is still running before its deadline is not
 * due yet. Automatic signing comes after the deadline; where a calendar that was published later moved that, it says
 * nothing of the unit.
 */
function countClocks(one: Countable, input: AppraisalInput, add: Add, leave: Leave): void {
  for (const clock of one.clocks) {
    const measure = OF_CLOCK[clock.kind];
    if (!measure) continue;
    const due = dueOf(clock, input.calendar, input.now);
    if (!inside(due, input)) continue;
    const unit = clock.unit ?? one.main;
    if (isVoid(clock)) leave(measure, unit, clock.stopReason ?? '');
    else if (clock.stoppedAt === null && due >= input.now) leave(measure, unit, 'not_due');
    else if (clock.stopReason === 'auto_signed' && isOnTime(clock, due)) leave(measure, unit, 'signed_early');
    else add(measure, unit, isOnTime(clock, due));
  }
}

function isOnTime(clock: CountedClock, due: number): boolean {
  return clock.stoppedAt !== null && clock.stoppedAt <= due;
}

/** 退单率 = 退单/派单 (returns asked for), 派单准确率 = 1 − 改派/派单 (returns that were upheld). */
function countDispatches(one: Countable, input: AppraisalInput, add: Add): void {
  for (const d of one.dispatches) {
    if (!inside(d.at, input)) continue;
    add('returned', d.unit, d.asked);
    add('dispatch_right', d.unit, !d.returned);
  }
}

/** What is counted once a case, or once a closing or call-back of it. Helpers' parts have no caller. */
function countCase(one: Countable, input: AppraisalInput, add: Add, leave: Leave): void {
  const { main, outcome, milestones, reviews } = one;
  const accepted = milestones.find((m) => m.what === 'accepted');
  if (accepted && inside(accepted.at, input)) {
    add('direct', null, outcome === 'direct_answer');
    if (outcome === 'withdrawn' || outcome === 'transferred') leave('closed', main, outcome);
    else add('closed', main, milestones.findLast((m) => (m.what === 'closed' || m.what === 'redone') && m.at < input.to)?.what === 'closed');
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
