import { ruleQuery } from './build.ts';
import { type Clock, clocksOf } from './clock.ts';
import { deadlineOf } from './deadline.ts';
import { receivedAt } from './rerule.ts';
import { type RuleRow, type Rules, refOf, ruleAt } from './rules.ts';
import type { CaseId, CaseState, ClockKind, RuleRef } from './state.ts';

/** What a change would do to one running clock. */
export type ClockChange = {
  readonly id: CaseId;
  readonly clock: ClockKind;
  readonly round: number;
  readonly was: { readonly due: number; readonly rule: RuleRef | null; readonly late: boolean };
  readonly willBe: { readonly due: number; readonly rule: RuleRef | null; readonly late: boolean };
};
/** A case that waits for its dispatch and would be suggested another unit. */
export type UnitChange = { readonly id: CaseId; readonly was: string | null; readonly willBe: string | null };
export type RulePreview = {
  readonly looked: number;
  readonly clocks: readonly ClockChange[];
  readonly units: readonly UnitChange[];
  /** Clocks that would turn late, and late ones that would no longer be. */
  readonly turnLate: number;
  readonly turnOnTime: number;
};

/**
 * What new rules or a new calendar would do to open cases if they were applied at `now`: running clocks whose deadline
 * moves, and cases that wait for a dispatch whose unit changes. Nothing is changed. Rules are asked as of the start of
 * each clock, as `apply_rules` does.
 */
export function previewRuleChange(openCases: Iterable<CaseState>, before: Rules, after: Rules, now: number): RulePreview {
  const clocks: ClockChange[] = [];
  const units: UnitChange[] = [];
  let looked = 0;
  for (const state of openCases) {
    looked += 1;
    for (const clock of clocksOf(state.ledger)) if (clock.stoppedAt === null) clocks.push(...clockChange(state, clock, before, after, now));
    units.push(...unitChange(state, before, after, now));
  }
  const turnLate = clocks.filter((c) => !c.was.late && c.willBe.late).length;
  return { looked, clocks, units, turnLate, turnOnTime: clocks.filter((c) => c.was.late && !c.willBe.late).length };
}

function clockChange(state: CaseState, clock: Clock, before: Rules, after: Rules, now: number): ClockChange[] {
  const row = ruleAt(after.book, 'limit', { ...ruleQuery(state, after), clock: clock.kind }, clock.startedAt);
  const next = row && clock.limit.until === undefined ? under(clock, row, state) : clock;
  const was = deadlineOf(clock, before.calendar, now);
  const willBe = deadlineOf(next, after.calendar, now);
  if (was.due === willBe.due) return [];
  return [
    {
      id: state.id,
      clock: clock.kind,
      round: clock.round,
      was: { due: was.due, rule: clock.rule, late: was.state === 'late' },
      willBe: { due: willBe.due, rule: next.rule, late: willBe.state === 'late' },
    },
  ];
}

function under(clock: Clock, row: RuleRow<'limit'>, state: CaseState): Clock {
  const { amount, unit, soon, from } = row.value;
  const origin = from === 'received' ? receivedAt(state) : (state.dispatches[0]?.at ?? clock.startedAt);
  const startedAt = clock.kind === 'handling' && clock.round === 1 ? origin : clock.startedAt;
  return { ...clock, limit: { amount, unit, soon }, rule: refOf(row), startedAt };
}

function unitChange(state: CaseState, before: Rules, after: Rules, now: number): UnitChange[] {
  if (!state.open || state.assignment.main !== null) return [];
  const was = ruleAt(before.book, 'dispatch', ruleQuery(state, before), now)?.value.main ?? null;
  const willBe = ruleAt(after.book, 'dispatch', ruleQuery(state, after), now)?.value.main ?? null;
  return was === willBe ? [] : [{ id: state.id, was, willBe }];
}
