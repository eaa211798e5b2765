import { dateOfDay } from '../calendar/calendar.ts';

/** Two years at most: what lies beyond is a slip of the hand. */
const MOST_YEARS = 2;

/** The last day that may be set on a local day (as a day number), as a date. */
export function lastUntil(today: number): string {
  const now = new Date(`${dateOfDay(today)}T00:00:00Z`);
  return new Date(Date.UTC(now.getUTCFullYear() + MOST_YEARS, now.getUTCMonth(), now.getUTCDate())).toISOString().slice(0, 10);
}

/** What is wrong with a day that somebody sets on a local day; null when it lies ahead, today included, and within two years. */
export function dayProblem(today: number, date: string): 'past' | 'far' | null {
  if (date < dateOfDay(today)) return 'past';
  return date > lastUntil(today) ? 'far' : null;
}
