import { addPacked, emptySlots, holdsLast, type Slots } from '../../core/rollup/codec.ts';

/** Years kept at most: two of each series of a whole province. */
const MOST = 60_000;
const MONTHS = 12;

/** A series' months of one year, as its packed days of one version say. `newest`: start of the day that a month's newest value is of. */
export type YearMonths = Slots & { newest: Float64Array };

export type KnownYear = { stamp: string; months: YearMonths };

/**
 * Months of packed years that were read before, by the version of the pack: days that have not changed since are neither
 * carried nor added again. What is here is never wrong, since a version never changes; the read says which one stands.
 */
export class MonthSums {
  private readonly years = new Map<string, KnownYear>();

  get(series: number, year: string): KnownYear | null {
    return this.years.get(`${series} ${year}`) ?? null;
  }

  /** Adds up a year's pack. `days`: of each day of the year its month from 0, and its start. */
  add(series: number, year: string, stamp: string, body: Uint8Array, days: { monthOf: Int16Array; starts: Float64Array }): YearMonths {
    const months = { ...emptySlots(MONTHS, holdsLast(body)), newest: new Float64Array(MONTHS).fill(-1) };
    addPacked(body, days.monthOf, months, (month, day) => {
      months.newest[month] = days.starts[day] as number;
    });
    if (this.years.size >= MOST) this.years.clear();
    this.years.set(`${series} ${year}`, { stamp, months });
    return months;
  }
}
