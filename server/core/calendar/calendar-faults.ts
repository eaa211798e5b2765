import type { CalendarYear } from './calendar.ts';

/** What is wrong with a year's calendar, and where in it. */
export type CalendarFault = { readonly path: readonly (string | number)[]; readonly message: string };

/** Dates of the file's own year, holidays in order, exchanged working days on weekends. Empty when the calendar is sound. */
export function calendarFaults(calendar: CalendarYear): CalendarFault[] {
  return [...holidayFaults(calendar), ...workdayFaults(calendar)];
}

function holidayFaults({ year, holidays }: CalendarYear): CalendarFault[] {
  return holidays.flatMap(({ name, from, to }, i) => {
    const path = ['holidays', i];
    const before = holidays[i - 1];
    return [
      ...(from > to ? [{ path, message: `${name} ends before it starts` }] : []),
      ...(!from.startsWith(`${year}-`) || !to.startsWith(`${year}-`) ? [{ path, message: `${name} leaves the year ${year}` }] : []),
      ...(before && before.to >= from ? [{ path, message: `${name} overlaps or precedes ${before.name}` }] : []),
    ];
  });
}

function workdayFaults({ year, holidays, workdays }: CalendarYear): CalendarFault[] {
  return workdays.flatMap((day, i) => {
    const path = ['workdays', i];
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return [
      ...(workdays.indexOf(day) < i ? [{ path, message: `working day ${day} is named twice` }] : []),
      ...(!day.startsWith(`${year}-`) ? [{ path, message: `${day} leaves the year ${year}` }] : []),
      ...(weekday !== 0 && weekday !== 6 ? [{ path, message: `${day} is not a weekend day, so it needs no exchange` }] : []),
      ...(holidays.some(({ from, to }) => from <= day && day <= to) ? [{ path, message: `${day} is a holiday and a working day` }] : []),
    ];
  });
}
