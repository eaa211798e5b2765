import { DAY, MINUTE, type OffsetAt } from '../indicator/window.ts';

/** One year as the State Council's office publishes it; dates are local, `to` inclusive. */
export type CalendarYear = {
  readonly year: number;
  readonly source: string;
  readonly holidays: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  /** Weekend days that are worked in exchange (调休上班). */
  readonly workdays: readonly string[];
};

/** Office hours in minutes of the local day, in order and apart; the gap between two is the lunch break. */
export type OfficeHours = readonly { readonly from: number; readonly to: number }[];

export type DayKind = 'workday' | 'exchange' | 'weekend' | 'holiday';
/** What one local day is, who says so, and whether the year's calendar was published at all. */
export type DayOf = { readonly kind: DayKind; readonly name: string | null; readonly source: string | null; readonly published: boolean };

/**
 * Days and hours of work. A day is counted from the epoch in local days. Answers never fail: a year without a published
 * calendar has its weekends only, and says so in `published`.
 */
export type Calendar = {
  readonly zone: OffsetAt;
  readonly hours: OfficeHours;
  /** Minute of the local day at which a day of a limit ends: 1440, or the close of business. */
  readonly dayEnd: number;
  day(day: number): DayOf;
};

/**
 * `dayEnd`: 民法典 §203 ends the last day at 24:00, and at the close of business where there are hours of business;
 * which of the two holds is for the profile to say.
 * @throws Error when the office hours are empty, overlap or leave the day
 */
export function buildCalendar(years: readonly CalendarYear[], zone: OffsetAt, hours: OfficeHours, dayEnd: 'midnight' | 'closing' = 'midnight'): Calendar {
  const last = hours.at(-1);
  if (!last) throw new Error('office hours: at least one span is needed');
  let before = 0;
  for (const { from, to } of hours) {
    if (from < before || to <= from || to > 1440) throw new Error(`office hours ${from}-${to}: spans of a day, in order and apart`);
    before = to;
  }
  const marked = new Map<number, DayOf>();
  const published = new Map(years.map((y) => [y.year, y.source]));
  for (const { source, holidays, workdays } of years) {
    for (const { name, from, to } of holidays)
      for (let day = dayOfDate(from); day <= dayOfDate(to); day++) marked.set(day, { kind: 'holiday', name, source, published: true });
    for (const date of workdays) marked.set(dayOfDate(date), { kind: 'exchange', name: null, source, published: true });
  }
  const plain = (day: number): DayOf => {
    const source = published.get(yearOf(day)) ?? null;
    return { kind: isWeekend(day) ? 'weekend' : 'workday', name: null, source, published: source !== null };
  };
  // A sweep asks for the same few hundred days a million times.
  const known = new Map(marked);
  const dayAt = (day: number): DayOf => {
    const found = known.get(day) ?? plain(day);
    if (known.size < MOST_KEPT) known.set(day, found);
    return found;
  };
  return { zone, hours, dayEnd: dayEnd === 'closing' ? last.to : 1440, day: dayAt };
}

const MOST_KEPT = 20_000;

/** 1970-01-01 was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

export function isWorkday(kind: DayKind): boolean {
  return kind === 'workday' || kind === 'exchange';
}

/** Day number of a date 2026-11-24. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** Date 2026-11-24 of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** The local day of an instant. */
export function dayOf(calendar: Pick<Calendar, 'zone'>, at: number): number {
  return Math.floor((at + calendar.zone(at)) / DAY);
}

/** The instant at a minute of a local day. */
export function instantOf(calendar: Pick<Calendar, 'zone'>, day: number, minute: number): number {
  const local = day * DAY + minute * MINUTE;
  return local - calendar.zone(local - calendar.zone(local));
}
