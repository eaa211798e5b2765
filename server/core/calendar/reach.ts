import { HOUR, MINUTE } from '../indicator/window.ts';
import { type Calendar, type DayOf, dayOf, instantOf, isWorkday } from './calendar.ts';

/** `working_*` follow the calendar; `natural_*` run on, which is what emergencies do. */
export const UNITS = ['working_day', 'working_hour', 'natural_day', 'natural_hour', 'natural_minute'] as const;
export type Unit = (typeof UNITS)[number];
export type Amount = { readonly amount: number; readonly unit: Unit };
export type Span = { readonly from: number; readonly to: number };

/** A day that was looked at on the way. `counted` is what of the amount it used, in the unit asked. */
export type Visit = { readonly day: number; readonly is: DayOf; readonly counted: number; readonly paused: boolean };
/** A stretch of time in which a part of the amount runs off evenly. */
export type Part = Span & { readonly amount: number };
export type Reach = { readonly due: number; readonly parts: readonly Part[]; readonly visits: readonly Visit[] };

const LENGTH: Record<'natural_hour' | 'natural_minute', number> = { natural_hour: HOUR, natural_minute: MINUTE };
/** No limit runs for a human life: what is not reached by then never will be. */
const MOST_DAYS = 40_000;

/**
 * When an amount of time that starts at `from` has run off, if the clock stands still in the pauses (in order, apart).
 *
 * Days: the first day does not count, the last ends at the calendar's `dayEnd` (民法典 §201, §203); a day counts when
 * the clock runs at its end, so that a pause of an hour inside a day moves nothing. Working hours run in office hours of
 * working days. Natural hours run always.
 * @throws Error when the amount is not positive, or is not whole for a unit of days
 */
export function reach(calendar: Calendar, from: number, { amount, unit }: Amount, pauses: readonly Span[] = []): Reach {
  if (!(amount > 0) || !Number.isFinite(amount)) throw new Error(`a limit of ${amount} ${unit}: it must be positive`);
  if (unit === 'working_day' || unit === 'natural_day') {
    if (!Number.isInteger(amount)) throw new Error(`a limit of ${amount} ${unit}: days are whole; use hours`);
    return reachDays(calendar, from, amount, unit === 'working_day', pauses);
  }
  if (unit === 'working_hour') return reachHours(calendar, from, amount, pauses);
  const parts = running(from, amount * LENGTH[unit], pauses).map((s) => ({ ...s, amount: (s.to - s.from) / LENGTH[unit] }));
  return { due: parts.at(-1)?.to ?? from, parts, visits: [] };
}

/** What of the amount is still to run at `at`: never negative, never more than the whole. */
export function leftOf(parts: readonly Part[], at: number): number {
  let left = 0;
  for (const p of parts) left += p.amount * Math.min(1, Math.max(0, (p.to - at) / (p.to - p.from)));
  return left;
}

/** The first instant at which no more than `left` of the amount is still to run. */
export function instantOfLeft(parts: readonly Part[], left: number): number {
  let behind = 0;
  for (const p of parts.toReversed()) {
    if (behind + p.amount >= left) return Math.ceil(p.to - ((left - behind) / p.amount) * (p.to - p.from));
    behind += p.amount;
  }
  return parts[0]?.from ?? 0;
}

/** Stretches of `length` ms in all from `from`, leaving out the pauses. */
function running(from: number, length: number, pauses: readonly Span[]): Span[] {
  const spans: Span[] = [];
  let at = from;
  let need = length;
  for (const p of pauses) {
    if (p.to <= at) continue;
    const run = Math.max(0, p.from - at);
    if (run >= need) break;
    if (run > 0) spans.push({ from: at, to: p.from });
    need -= run;
    at = Math.max(at, p.to);
  }
  spans.push({ from: at, to: at + need });
  return spans;
}

function reachDays(calendar: Calendar, from: number, amount: number, working: boolean, pauses: readonly Span[]): Reach {
  const visits: Visit[] = [];
  const parts: Part[] = [];
  const first = dayOf(calendar, from);
  let due = from;
  for (let day = first + 1; parts.length < amount && day < first + MOST_DAYS; day++) {
    const is = calendar.day(day);
    const end = instantOf(calendar, day, working ? calendar.dayEnd : 1440);
    const paused = pauses.length > 0 && pauses.some((p) => p.from <= end && end < p.to);
    const counts = !paused && (!working || isWorkday(is.kind));
    visits.push({ day, is, paused, counted: counts ? 1 : 0 });
    if (!counts) continue;
    parts.push({ from: instantOf(calendar, day, 0), to: end, amount: 1 });
    due = end;
  }
  return { due, parts, visits };
}

function reachHours(calendar: Calendar, from: number, amount: number, pauses: readonly Span[]): Reach {
  const visits: Visit[] = [];
  const parts: Part[] = [];
  const first = dayOf(calendar, from);
  let need = Math.round(amount * HOUR);
  for (let day = first; need > 0 && day < first + MOST_DAYS; day++) {
    const is = calendar.day(day);
    let used = 0;
    let held = false;
    for (const hours of isWorkday(is.kind) ? calendar.hours : []) {
      const open = { from: Math.max(from, instantOf(calendar, day, hours.from)), to: instantOf(calendar, day, hours.to) };
      for (const span of without(open, pauses)) {
        const take = Math.min(need, span.to - span.from);
        if (take > 0) parts.push({ from: span.from, to: span.from + take, amount: take / HOUR });
        need -= take;
        used += take;
      }
      held ||= pauses.some((p) => p.from < open.to && p.to > open.from);
    }
    visits.push({ day, is, paused: held && used === 0, counted: used / HOUR });
  }
  return { due: parts.at(-1)?.to ?? from, parts, visits };
}

/** A span without the pauses in it. */
export function without(span: Span, pauses: readonly Span[]): Span[] {
  const rest: Span[] = [];
  let at = span.from;
  for (const p of pauses) {
    if (p.to <= at || p.from >= span.to) continue;
    if (p.from > at) rest.push({ from: at, to: p.from });
    at = Math.max(at, p.to);
  }
  if (at < span.to) rest.push({ from: at, to: span.to });
  return rest;
}

/** What a span of natural time is in working days: its first day does not count, its last does (民法典 §201). */
export function workdaysIn(calendar: Calendar, span: Span): { days: number; provisional: boolean } {
  let days = 0;
  let provisional = false;
  for (let day = dayOf(calendar, span.from) + 1; instantOf(calendar, day, 0) < span.to; day++) {
    const is = calendar.day(day);
    if (isWorkday(is.kind)) days += 1;
    if (!is.published) provisional = true;
  }
  return { days, provisional };
}
