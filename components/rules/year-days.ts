import { buildCalendar, type CalendarYear, type DayOf, dateOfDay, dayOfDate, isWorkday } from '../../server/core/calendar/calendar.ts';

export type MonthDay = { readonly date: string; readonly day: number; readonly is: DayOf };
export type YearDays = {
  /** Twelve months; `lead` days of the week are empty before the first, from Monday. */
  readonly months: readonly { readonly month: number; readonly lead: number; readonly days: readonly MonthDay[] }[];
  readonly working: number;
  readonly holidays: number;
  readonly exchanged: number;
};

/** The days of a year under its calendar, or with its weekends only when nobody has published one. */
export function yearDays(year: number, calendars: readonly CalendarYear[]): YearDays {
  const calendar = buildCalendar(calendars, () => 0, [{ from: 0, to: 1_440 }]);
  const first = dayOfDate(`${year}-01-01`);
  const all = Array.from({ length: dayOfDate(`${year + 1}-01-01`) - first }, (_, i): MonthDay => {
    const date = dateOfDay(first + i);
    return { date, day: Number(date.slice(8)), is: calendar.day(first + i) };
  });
  const count = (right: (day: MonthDay) => boolean) => all.filter(right).length;
  return {
    months: Array.from({ length: 12 }, (_, i) => {
      const days = all.filter((d) => Number(d.date.slice(5, 7)) === i + 1);
      // 1970-01-01 was a Thursday, three days after a Monday.
      return { month: i + 1, lead: (dayOfDate(days[0]?.date ?? `${year}-01-01`) + 3) % 7, days };
    }),
    working: count((d) => isWorkday(d.is.kind)),
    holidays: count((d) => d.is.kind === 'holiday'),
    exchanged: count((d) => d.is.kind === 'exchange'),
  };
}
