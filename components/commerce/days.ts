import { DAY, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';
import type { CommerceUrl } from './commerce-url.ts';

/** Days of the profile's zone as `2026-11-30`; `to` is not part of a span. Pure. */
export type DaySpan = { from: string; to: string };

const MS = (day: string) => Date.parse(`${day}T00:00:00Z`);
const TEXT = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** A day moved by so many. */
export function addDays(day: string, days: number): string {
  return TEXT(MS(day) + days * DAY);
}

/** How many days a span has. */
export function daysIn({ from, to }: DaySpan): number {
  return Math.round((MS(to) - MS(from)) / DAY);
}

/** The first of a month, moved by so many months. */
function monthOf(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return TEXT(Date.UTC(year, month - 1 + months, 1));
}

/** The day of the profile's zone that an instant belongs to. */
export function dayOf(at: number, offset: OffsetAt): string {
  const start = periodStart(at, 'day', offset);
  return TEXT(start + offset(start));
}

/** The days that the address asks for. A span of this month or year ends with today. */
export function spanOf(url: Pick<CommerceUrl, 'span' | 'days'>, today: string): DaySpan {
  const next = addDays(today, 1);
  switch (url.span) {
    case 'today':
      return { from: today, to: next };
    case 'yesterday':
      return { from: addDays(today, -1), to: today };
    case 'month':
      return { from: monthOf(today, 0), to: next };
    case 'lastMonth':
      return { from: monthOf(today, -1), to: monthOf(today, 0) };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: next };
    case 'own': {
      const { from, to } = url.days ?? { from: today, to: today };
      return { from, to: addDays(to, 1) };
    }
  }
}

export type Against = 'day' | 'month' | 'year' | 'span';
/** Two spans of as many days: what is compared, and with what. */
export type Comparison = { of: DaySpan; with: DaySpan; against: Against };

/** The same day of another year; 29 February becomes the 28th. */
function yearBefore(day: string): string {
  const year = Number(day.slice(0, 4)) - 1;
  const same = `${year}${day.slice(4)}`;
  return TEXT(MS(same)) === same && !Number.isNaN(MS(same)) ? same : `${year}-02-28`;
}

/**
 * What the span is compared with: whole days with as many whole days, never the part of today that has been with a whole
 * day. Null where no whole day has been.
 */
export function comparisonOf(url: Pick<CommerceUrl, 'span' | 'days'>, today: string): Comparison | null {
  const span = spanOf(url, today);
  const of = { from: span.from, to: earlier(span.to, today) };
  const n = daysIn(of);
  if (n <= 0) return null;
  if (url.span === 'year') return { of, with: { from: yearBefore(of.from), to: addDays(yearBefore(addDays(of.to, -1)), 1) }, against: 'year' };
  if (url.span === 'month' || url.span === 'lastMonth') {
    const from = monthOf(of.from, -1);
    // A month that is over with the whole month before; one that runs with as many of its days.
    const to = url.span === 'lastMonth' ? of.from : earlier(addDays(from, n), of.from);
    return { of, with: { from, to }, against: 'month' };
  }
  return { of, with: { from: addDays(of.from, -n), to: of.from }, against: n === 1 ? 'day' : 'span' };
}

/**
 * The first day, or month, that is told of a span, where that is later than the span's own beginning: a total that does not cover
 * its span says so. `told` are the periods that are told, the first one first, days or first days of months; null where
 * the span is told from its beginning, or not at all.
 */
export function sinceOf(told: readonly string[], from: string, grain: 'day' | 'month'): string | null {
  const cut = (day: string) => (grain === 'month' ? day.slice(0, 7) : day);
  const [first] = told;
  return first === undefined || cut(first) <= cut(from) ? null : cut(first);
}

/** The earlier of two days. */
export const earlier = (a: string, b: string): string => (a < b ? a : b);
