import { type Calendar, dateOfDay, dayOf, yearOf } from '../calendar/calendar.ts';
import { type Amount, instantOfLeft, leftOf, type Part, reach, type Span, type Unit, type Visit } from '../calendar/reach.ts';
import { isPaused, pauseSpans, type TimedClock } from './clock.ts';

export type ClockState = 'ok' | 'soon' | 'late' | 'paused' | 'met' | 'missed';

/** Where a clock stands. `left`, `share` and `over` are never negative. */
export type Deadline = {
  /** The last instant that is on time. While the clock is paused: as if it were resumed now. */
  readonly due: number;
  /** Local date of the day that `due` belongs to; 24:00 belongs to the day that it ends. */
  readonly dueDate: string;
  readonly state: ClockState;
  /** What is left, in the unit of the limit. */
  readonly left: number;
  readonly unit: Unit;
  /** `left` as a share of the whole, extensions included. */
  readonly share: number;
  /** Milliseconds past `due`, of a clock that is late or missed. */
  readonly over: number;
  /** Years on the way whose calendar is not published: the date is provisional and counts their weekends only. */
  readonly unpublished: readonly number[];
  readonly provisional: boolean;
};

/** The limit and each extension of it, one after the other. */
export type Segment = {
  readonly limit: Amount;
  readonly from: number;
  readonly due: number;
  readonly parts: readonly Part[];
  readonly visits: readonly Visit[];
};

/** Weights that make different units comparable: an extension in days of a limit in hours. */
const WEIGHT: Record<Unit, number> = { natural_minute: 1 / 60, natural_hour: 1, working_hour: 3, natural_day: 24, working_day: 24 };

/** The way from the start to the deadline. */
export function segmentsOf(clock: TimedClock, calendar: Calendar, now: number): Segment[] {
  const pauses: Span[] = pauseSpans(clock, now);
  const segments: Segment[] = [];
  let from = clock.startedAt;
  const { until } = clock.limit;
  if (until !== undefined) {
    segments.push({ limit: clock.limit, from, due: until, parts: [{ from, to: until, amount: clock.limit.amount }], visits: [] });
    from = until;
  }
  for (const limit of until === undefined ? [clock.limit, ...clock.extensions] : clock.extensions) {
    // 24:00 belongs to the day that it ends, from which an extension in days goes on.
    const day = limit.unit === 'working_day' || limit.unit === 'natural_day';
    const found = reach(calendar, day && segments.length > 0 ? from - 1 : from, limit, pauses);
    segments.push({ limit, from, ...found });
    from = found.due;
  }
  return segments;
}

/** The last instant that is on time, as deadlineOf has it. */
export function dueOf(clock: TimedClock, calendar: Calendar, now: number): number {
  return (segmentsOf(clock, calendar, now).at(-1) as Segment).due;
}

/**
 * Deadline and state of a clock. On time is until `due` and including it. A clock that was late before a pause stays
 * late; one that stopped is judged by its stop.
 */
export function deadlineOf(clock: TimedClock, calendar: Calendar, now: number): Deadline {
  const segments = segmentsOf(clock, calendar, now);
  const due = (segments.at(-1) as Segment).due;
  const pausedAt = isPaused(clock) ? (clock.pauses.at(-1)?.from ?? now) : null;
  const at = clock.stoppedAt ?? pausedAt ?? now;
  let left = 0;
  let whole = 0;
  for (const s of segments) {
    left += leftOf(s.parts, at) * WEIGHT[s.limit.unit];
    whole += s.limit.amount * WEIGHT[s.limit.unit];
  }
  const share = at > due ? 0 : Math.min(1, left / whole);
  const unpublished = unpublishedIn(segments);
  return {
    due,
    dueDate: dateOfDay(dayOf(calendar, due - 1)),
    state: stateOf(clock, due, pausedAt, now, share),
    left: (share * whole) / WEIGHT[clock.limit.unit],
    unit: clock.limit.unit,
    share,
    over: Math.max(0, (clock.stoppedAt ?? (pausedAt !== null && pausedAt <= due ? due : now)) - due),
    unpublished,
    provisional: unpublished.length > 0,
  };
}

function unpublishedIn(segments: readonly Segment[]): number[] {
  const years = new Set<number>();
  for (const s of segments) for (const v of s.visits) if (!v.is.published) years.add(yearOf(v.day));
  return [...years];
}

function stateOf(clock: TimedClock, due: number, pausedAt: number | null, now: number, share: number): ClockState {
  if (clock.stoppedAt !== null) return clock.stoppedAt <= due ? 'met' : 'missed';
  if (pausedAt !== null && pausedAt <= due) return 'paused';
  if (now > due) return 'late';
  return share <= clock.limit.soon ? 'soon' : 'ok';
}

/** The instant from which no more than `left` (in the unit given) is left of the clock's time. */
export function whenLeft(clock: TimedClock, calendar: Calendar, left: Amount, now: number): number {
  return instantOfLeft(weighed(segmentsOf(clock, calendar, now)), left.amount * WEIGHT[left.unit]);
}

/** The instant from which no more than a share of the clock's whole time is left. */
export function whenShareLeft(clock: TimedClock, calendar: Calendar, share: number, now: number): number {
  const parts = weighed(segmentsOf(clock, calendar, now));
  return instantOfLeft(parts, share * parts.reduce((sum, p) => sum + p.amount, 0));
}

/** When the clock's state changes by itself next: when it turns to soon, or late. Null when time changes nothing. */
export function nextTurn(clock: TimedClock, calendar: Calendar, now: number): { at: number; to: 'soon' | 'late' } | null {
  if (clock.stoppedAt !== null || isPaused(clock)) return null;
  const { due, state } = deadlineOf(clock, calendar, now);
  if (state === 'late') return null;
  const soon = whenShareLeft(clock, calendar, clock.limit.soon, now);
  return state === 'ok' && soon > now ? { at: soon, to: 'soon' } : { at: due + 1, to: 'late' };
}

function weighed(segments: readonly Segment[]): Part[] {
  return segments.flatMap((s) => s.parts.map((p) => ({ ...p, amount: p.amount * WEIGHT[s.limit.unit] })));
}
