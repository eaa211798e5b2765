import { DAY, MINUTE, type OffsetAt } from '../../core/indicator/window.ts';
import type { CalendarFile, DemoFile } from '../../wire/profile.ts';

const HOUR = 60 * MINUTE;
/** People come back all at once on the first working day after a holiday of three days or more. */
const AFTER_HOLIDAY = 1.35;

/** How the average day is spread over time. Shares are of the daily magnitude. */
export type Shape = {
  /** Share of a day's total in the minute that starts at `at` (epoch ms). */
  minute(at: number): number;
  /** Share of a day's total in the hour that starts at `at` (epoch ms, whole hour). */
  hour(at: number): number;
  /** Factor of the local day of `at`: weekday, holiday, exchanged working day. */
  day(at: number): number;
};

/**
 * Hour by weekday by holiday. Hours are joined by straight lines, so that a chart by minute has no steps; a plain week
 * sums to seven times the daily magnitude.
 */
export function makeShape(demo: Pick<DemoFile, 'hourly' | 'weekday' | 'holidayFactor'>, calendars: CalendarFile[], offset: OffsetAt): Shape {
  const hourlySum = demo.hourly.reduce((a, b) => a + b, 0);
  const hourly = demo.hourly.map((w) => w / hourlySum);
  const weekdayMean = demo.weekday.reduce((a, b) => a + b, 0) / 7;
  const weekday = demo.weekday.map((w) => w / weekdayMean);
  const special = specialDays(calendars, demo.holidayFactor, weekday[4] as number);

  const factors = new Map<number, number>();
  const dayFactor = (localDay: number): number => {
    let f = factors.get(localDay);
    if (f === undefined) {
      // Day 0 of the epoch was a Thursday.
      const monday0 = (((localDay + 3) % 7) + 7) % 7;
      f = special.get(localDay) ?? (weekday[monday0] as number);
      factors.set(localDay, f);
    }
    return f;
  };
  const at = (h: number): number => hourly[(h + 24) % 24] as number;

  return {
    minute(ms) {
      const local = ms + offset(ms);
      const x = (local % DAY) / HOUR - 0.5;
      const h = Math.floor(x);
      const part = x - h;
      return ((at(h) * (1 - part) + at(h + 1) * part) / 60) * dayFactor(Math.floor(local / DAY));
    },
    hour(ms) {
      const local = ms + offset(ms);
      const h = Math.floor((local % DAY) / HOUR);
      return ((at(h - 1) + 6 * at(h) + at(h + 1)) / 8) * dayFactor(Math.floor(local / DAY));
    },
    day(ms) {
      return dayFactor(Math.floor((ms + offset(ms)) / DAY));
    },
  };
}

function specialDays(calendars: CalendarFile[], holiday: number, workday: number): Map<number, number> {
  const days = new Map<number, number>();
  const number = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;
  for (const c of calendars) {
    for (const h of c.holidays) {
      const from = number(h.from);
      const to = number(h.to);
      for (let d = from; d <= to; d++) days.set(d, holiday);
      if (to - from >= 2 && !days.has(to + 1)) days.set(to + 1, AFTER_HOLIDAY);
    }
    for (const w of c.workdays) if (!days.has(number(w))) days.set(number(w), workday);
  }
  return days;
}
