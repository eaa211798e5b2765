import type { Calendar } from '../calendar/calendar.ts';
import { workdaysIn } from '../calendar/reach.ts';
import { isPaused } from './clock.ts';
import type { Countable } from './countable.ts';
import { deadlineOf } from './deadline.ts';

/** Bands of 超期在办 by the share of the limit that is left (green > 50 %, yellow ≤ 50 %, orange ≤ 20 %, red overdue). */
export type Band = 'green' | 'yellow' | 'orange' | 'red' | 'paused' | 'no_clock';

export function bandOf({ clocks }: Pick<Countable, 'clocks'>, calendar: Calendar, now: number): Band {
  const clock = clocks.findLast((c) => c.kind === 'handling');
  if (!clock || clock.stoppedAt !== null) return 'no_clock';
  const { state: is, share } = deadlineOf(clock, calendar, now);
  if (is === 'late') return 'red';
  if (isPaused(clock)) return 'paused';
  return share > 0.5 ? 'green' : share > 0.2 ? 'yellow' : 'orange';
}

/** Open cases by band; the bands sum to the open cases. */
export function openByBand(cases: Iterable<Countable>, calendar: Calendar, now: number): Record<Band, number> {
  const bands: Record<Band, number> = { green: 0, yellow: 0, orange: 0, red: 0, paused: 0, no_clock: 0 };
  for (const one of cases) if (one.open) bands[bandOf(one, calendar, now)] += 1;
  return bands;
}

/** From receipt to closing, in milliseconds and in working days; provisional when a year's calendar is not published. */
export type HandlingTime = { readonly ms: number; readonly workdays: number; readonly provisional: boolean };

/** Null while the case is not closed. */
export function handlingTimeOf({ receivedAt: from, closedAt }: Pick<Countable, 'receivedAt' | 'closedAt'>, calendar: Calendar): HandlingTime | null {
  if (closedAt === null) return null;
  const { days, provisional } = workdaysIn(calendar, { from, to: closedAt });
  return { ms: Math.max(0, closedAt - from), workdays: days, provisional };
}

/** Middle value; null of nothing. Of an even number the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] as number;
  return Number.isInteger(middle) ? ((sorted[middle - 1] as number) + upper) / 2 : upper;
}
