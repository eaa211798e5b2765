import { type Clock, clocksOf, isPaused } from '../case/clock.ts';
import { deadlineOf, dueOf, whenLeft } from '../case/deadline.ts';
import { isMirrored, masterOf } from '../case/kind.ts';
import type { Rules } from '../case/rules.ts';
import { type CaseState, type ClockKind, countOf, linksOf, textField } from '../case/state.ts';
import { nextLook } from './ticket-due.ts';

/** What queues, sweeps and lists read of a case without its journal. Instants are epoch ms. */
export type DeskColumns = {
  readonly version: number;
  readonly state: string;
  readonly open: boolean;
  readonly movedAt: number;
  readonly closedAt: number | null;
  readonly unit: string | null;
  readonly desk: string;
  readonly priority: string;
  readonly outcome: string | null;
  readonly clock: ClockKind | null;
  readonly clockFrom: number | null;
  readonly dueAt: number | null;
  readonly soonAt: number | null;
  readonly paused: boolean;
  readonly provisional: boolean;
  readonly marks: readonly string[];
  readonly nextLook: number | null;
  readonly master: number | null;
  readonly members: number;
  readonly parent: number | null;
};

/** The clock that somebody answers for in a state; the first that runs is shown, in `NEAREST` the one that is due first. */
const SHOWN: { readonly [state: string]: readonly ClockKind[] } = {
  to_sign: ['sign', 'handling'],
  handling: ['first_contact', 'handling'],
  return_review: ['handling', 'sign'],
  to_follow_up: ['follow_up'],
  contacting: ['first_contact', 'handling'],
  issued: ['sign', 'handling'],
  assigned: ['sign', 'handling'],
  second_review: ['follow_up'],
};
/** States whose clocks run side by side: the limit of the first contact ends days before that of the handling. */
const NEAREST: ReadonlySet<string> = new Set(['handling']);
const USUAL: readonly ClockKind[] = ['handling', 'sign'];

/** Columns of a ticket as the kernel has it. `now` decides only when a sweep must look next. */
export function columnsOf(state: CaseState, rules: Rules, now: number): DeskColumns {
  const shown = state.open ? shownClock(state, rules, now) : null;
  const deadline = shown ? deadlineOf(shown, rules.calendar, now) : null;
  const parent = state.fields.parent;
  return {
    version: state.version,
    state: state.state,
    open: state.open,
    movedAt: state.movedAt ?? state.openedAt ?? now,
    closedAt: state.closedAt,
    unit: state.assignment.main,
    desk: state.assignment.desk ?? '',
    priority: textField(state, 'priority') ?? 'normal',
    outcome: textField(state, 'outcome') ?? textField(state, 'verdict') ?? (state.kind === 'risk' ? textField(state, 'result') : null),
    clock: shown?.kind ?? null,
    clockFrom: shown?.startedAt ?? null,
    dueAt: deadline?.due ?? null,
    soonAt: shown ? soonOf(shown, rules, now) : null,
    paused: shown ? isPaused(shown) : false,
    provisional: deadline?.provisional ?? false,
    marks: marksOf(state),
    nextLook: state.open || state.state === 'closed' || state.state === 'reviewed' ? nextLook(state, rules, now) : null,
    master: masterOf(state),
    members: linksOf(state, 'member').length,
    parent: typeof parent === 'number' ? parent : null,
  };
}

function shownClock(state: CaseState, rules: Rules, now: number): Clock | null {
  const running = clocksOf(state.ledger).filter((c) => c.stoppedAt === null);
  const found = (SHOWN[state.state] ?? USUAL).flatMap((kind) => running.findLast((c) => c.kind === kind) ?? []);
  const [first = null, ...others] = found;
  if (first === null || others.length === 0 || !NEAREST.has(state.state)) return first;
  // One that is paused ends nowhere yet: it stands behind what runs.
  const [nearest] = found
    .map((clock) => ({ clock, paused: Number(isPaused(clock)), due: dueOf(clock, rules.calendar, now) }))
    .sort((a, b) => a.paused - b.paused || a.due - b.due);
  return nearest?.clock ?? null;
}

/** The instant from which no more than the clock's own share is left. */
export function soonOf(clock: Clock, rules: Rules, now: number): number {
  const { amount, unit, soon } = clock.limit;
  return whenLeft(clock, rules.calendar, { amount: amount * soon, unit }, now);
}

const FLAGGED = ['supervised', 'instructed', 'pending', 'confidential', 'stability'] as const;

/** What a unit asks of the desk beside the way; a return is a state of its own. */
const SETTLED_BY_DESK = ['extension', 'hold', 'exclusion'] as const;

function marksOf(state: CaseState): string[] {
  const marks: string[] = FLAGGED.filter((flag) => state.flags[flag] !== undefined);
  if (SETTLED_BY_DESK.some((ask) => state.asks[ask] !== undefined)) marks.push('asked');
  if ((textField(state, 'priority') ?? 'normal') !== 'normal') marks.push('urgent');
  if (linksOf(state, 'member').length > 0) marks.push('merged');
  if (state.dispatches.some((d) => d.end === 'returned')) marks.push('returned');
  if (countOf(state, 'redone') > 0) marks.push('redone');
  if (state.reminders.some((r) => r.what === 'urge')) marks.push('repeat');
  return marks;
}

/** The moving step of the wall that a native ticket's state stands for (server/core/case/progress.ts). */
const STEP_OF: { readonly [state: string]: string } = {
  registered: 'reported',
  to_dispatch: 'accept',
  return_review: 'return',
  to_sign: 'dispatch',
  handling: 'sign',
  transferred: 'answer',
  to_check: 'answer',
  to_follow_up: 'close',
  to_redo: 'close',
  closed: 'follow_up',
  reviewed: 'follow_up',
  archived: 'archive',
};

/** Null for a mirrored ticket, whose step is its source's. */
export function wallStepOf(state: CaseState): string | null {
  return isMirrored(state) ? null : (STEP_OF[state.state] ?? 'sign');
}
