import type { DeadlineLine } from '../../server/core/case/explain.ts';

/** One square of the day strip of a deadline that is counted in days. Dates are local, `2026-05-09`. */
export type LedgerDay = {
  date: string;
  kind: 'start' | 'counted' | 'exchange' | 'weekend' | 'holiday' | 'paused';
  /** Which day of the limit it is, from 1; null where nothing is counted. */
  nth: number | null;
  /** Counted by an extension and not by the limit. */
  extended: boolean;
  /** Of a holiday. */
  name: string | null;
  today: boolean;
  due: boolean;
};

const DAY = 86_400_000;
const MOST_DAYS = 120;

/** 1970-01-01 was a Thursday: days since, and back. */
const dayNumber = (date: string) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekday = (date: string): number => (((dayNumber(date) + 4) % 7) + 7) % 7;

/** Days between two dates, both included. */
export function datesFrom(from: string, to: string): string[] {
  const [a, b] = [dayNumber(from), dayNumber(to)];
  return Array.from({ length: Math.max(0, Math.min(MOST_DAYS, b - a + 1)) }, (_, i) => dateOf(a + i));
}

/**
 * The strip of a deadline in days; null when it is counted in hours or minutes, where a strip says nothing. `startDate`
 * and `today` are local dates.
 */
export function ledgerDays(lines: readonly DeadlineLine[], startDate: string, today: string): LedgerDay[] | null {
  const limit = lines.find((l) => l.line === 'limit');
  if (!limit || (limit.unit !== 'working_day' && limit.unit !== 'natural_day')) return null;
  const due = lines.find((l) => l.line === 'due');
  const days: LedgerDay[] = [day(startDate, 'start', today)];
  let nth = 0;
  let extended = false;
  for (const line of lines) {
    if (line.line === 'extension') extended = true;
    if (!('from' in line) || typeof line.from !== 'string' || typeof line.to !== 'string') continue;
    const kind = line.line === 'not_counted' ? 'paused' : line.line;
    if (kind === 'pause') continue;
    const counts = kind === 'counted' || kind === 'exchange';
    for (const date of datesFrom(line.from, line.to)) {
      if (date === startDate && !counts) continue;
      const square = day(date, kind, today);
      if (counts) square.nth = ++nth;
      square.extended = counts && extended;
      square.name = line.line === 'holiday' ? line.name : null;
      square.due = due?.date === date;
      days.push(square);
    }
  }
  return days.slice(0, MOST_DAYS);
}

function day(date: string, kind: LedgerDay['kind'], today: string): LedgerDay {
  return { date, kind, nth: null, extended: false, name: null, today: date === today, due: false };
}

/** The strip by weeks that begin on Monday; days before the start of a week are not filled. */
export function weeksOf(days: readonly LedgerDay[]): LedgerDay[][] {
  const weeks: LedgerDay[][] = [];
  let last = '';
  for (const square of days) {
    const monday = dateOf(dayNumber(square.date) - ((weekday(square.date) + 6) % 7));
    if (monday !== last) weeks.push([]);
    last = monday;
    weeks.at(-1)?.push(square);
  }
  return weeks;
}

/** What a line adds to the limit, in its unit; null for a line that only tells. */
export function lineAmount(line: DeadlineLine): number | null {
  return line.line === 'limit' || line.line === 'extension' ? line.amount : null;
}
