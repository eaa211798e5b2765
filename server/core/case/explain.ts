import { type Calendar, dateOfDay, isWorkday } from '../calendar/calendar.ts';
import type { Amount, Visit } from '../calendar/reach.ts';
import { type Clock, isVoid } from './clock.ts';
import { deadlineOf, segmentsOf } from './deadline.ts';
import type { RuleRef } from './state.ts';

/** One line of the explanation, as codes: the words are the reader's language's. Dates are local, `to` inclusive. */
export type DeadlineLine =
  | { readonly line: 'start'; readonly at: number; readonly reason: string; readonly unit: string | null }
  | ({ readonly line: 'limit'; readonly rule: RuleRef | null } & Amount)
  /** Whoever gave the matter out set the last instant that is on time. */
  | ({ readonly line: 'ordered'; readonly until: number } & Amount)
  | ({ readonly line: 'was'; readonly at: number; readonly reason: string; readonly rule: RuleRef | null } & Amount)
  | { readonly line: 'counted'; readonly from: string; readonly to: string; readonly amount: number; readonly source: string | null }
  | { readonly line: 'exchange'; readonly from: string; readonly to: string; readonly amount: number; readonly source: string | null }
  | { readonly line: 'weekend'; readonly from: string; readonly to: string }
  | { readonly line: 'holiday'; readonly from: string; readonly to: string; readonly name: string; readonly source: string | null }
  | { readonly line: 'not_counted'; readonly from: string; readonly to: string }
  | { readonly line: 'pause'; readonly from: number; readonly to: number | null; readonly reason: string }
  | ({ readonly line: 'extension'; readonly at: number; readonly reason: string; readonly rule: RuleRef | null } & Amount)
  | { readonly line: 'transfer'; readonly at: number; readonly unit: string | null; readonly reason: string }
  | { readonly line: 'unpublished'; readonly year: number }
  | { readonly line: 'due'; readonly at: number; readonly date: string; readonly provisional: boolean }
  | {
      readonly line: 'stopped';
      readonly at: number;
      readonly reason: string /** null: it was stopped without being judged. */;
      readonly onTime: boolean | null;
    };

/**
 * How a deadline came about: start and limit with its rule, then day after day in runs of like days, pauses, extensions
 * and transfers, years without a calendar, and the deadline. The counted amounts sum to the limit and its extensions.
 */
export function explainDeadline(clock: Clock, calendar: Calendar, now: number): DeadlineLine[] {
  const deadline = deadlineOf(clock, calendar, now);
  const lines: DeadlineLine[] = [{ line: 'start', at: clock.startedAt, reason: clock.startReason, unit: clock.startUnit }];
  for (const w of clock.was) lines.push({ line: 'was', at: w.at, reason: w.reason, rule: w.rule, amount: w.limit.amount, unit: w.limit.unit });
  segmentsOf(clock, calendar, now).forEach((segment, i) => {
    const extension = clock.extensions[i - 1];
    const { amount, unit } = segment.limit;
    if (i === 0 && clock.limit.until !== undefined) lines.push({ line: 'ordered', until: clock.limit.until, amount, unit });
    else if (extension) lines.push({ line: 'extension', at: extension.at, reason: extension.reason, rule: extension.rule, amount, unit });
    else lines.push({ line: 'limit', rule: clock.rule, amount, unit });
    lines.push(...condense(segment.visits));
  });
  for (const p of clock.pauses) lines.push({ line: 'pause', ...p });
  for (const t of clock.transfers) lines.push({ line: 'transfer', ...t });
  for (const year of deadline.unpublished) lines.push({ line: 'unpublished', year });
  lines.push({ line: 'due', at: deadline.due, date: deadline.dueDate, provisional: deadline.provisional });
  if (clock.stoppedAt !== null)
    lines.push({ line: 'stopped', at: clock.stoppedAt, reason: clock.stopReason ?? '', onTime: isVoid(clock) ? null : clock.stoppedAt <= deadline.due });
  return lines;
}

type DayLine = Extract<DeadlineLine, { from: string }>;

/** Runs of days that are alike become one line. */
function condense(visits: readonly Visit[]): DayLine[] {
  const lines: DayLine[] = [];
  for (const visit of visits) {
    const next = lineOf(visit);
    const last = lines.at(-1);
    if (last && alike(last, next)) lines[lines.length - 1] = join(last, next);
    else lines.push(next);
  }
  return lines;
}

function lineOf(visit: Visit): DayLine {
  const date = dateOfDay(visit.day);
  const span = { from: date, to: date };
  const { kind, name, source } = visit.is;
  if (visit.counted > 0) return { line: kind === 'exchange' ? 'exchange' : 'counted', ...span, amount: visit.counted, source };
  if (visit.paused || isWorkday(kind)) return { line: 'not_counted', ...span };
  return kind === 'holiday' ? { line: 'holiday', ...span, name: name ?? '', source } : { line: 'weekend', ...span };
}

function alike(a: DayLine, b: DayLine): boolean {
  if (a.line !== b.line) return false;
  if ('name' in a && 'name' in b) return a.name === b.name;
  return !('source' in a && 'source' in b) || a.source === b.source;
}

function join(a: DayLine, b: DayLine): DayLine {
  return 'amount' in a && 'amount' in b ? { ...a, to: b.to, amount: a.amount + b.amount } : { ...a, to: b.to };
}
