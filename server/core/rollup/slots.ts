import { DAY, MINUTE, nextPeriod, type OffsetAt, periodStart } from '../indicator/window.ts';

/** Packed grains: 1 minutes of a day, 2 hours of a month, 3 days of a year. */
export type PackGrain = 1 | 2 | 3;

const HOUR = 3_600_000;

/** The period (start, and local date as its name) and the slot in it that an instant belongs to. */
export function packSlot(grain: PackGrain, at: number, zone: OffsetAt): { start: number; slot: number } {
  if (grain === 1) {
    const start = periodStart(at, 'day', zone);
    return { start, slot: Math.floor((at - start) / MINUTE) };
  }
  if (grain === 2) {
    const start = periodStart(at, 'month', zone);
    return { start, slot: Math.floor((at - start) / HOUR) };
  }
  const start = periodStart(at, 'year', zone);
  return { start, slot: Math.round((periodStart(at, 'day', zone) - start) / DAY) };
}

/** Number of slots of the period that starts at `start`. */
export function packLength(grain: PackGrain, start: number, zone: OffsetAt): number {
  const end = nextPeriod(start, grain === 1 ? 'day' : grain === 2 ? 'month' : 'year', zone);
  return grain === 1 ? Math.round((end - start) / MINUTE) : grain === 2 ? Math.round((end - start) / HOUR) : Math.round((end - start) / DAY);
}

/** Start of a slot, epoch ms. */
export function slotStart(grain: PackGrain, start: number, slot: number, zone: OffsetAt): number {
  if (grain === 1) return start + slot * MINUTE;
  if (grain === 2) return start + slot * HOUR;
  // Days may be an hour long or short: noon of the day lies inside it.
  return periodStart(start + slot * DAY + DAY / 2, 'day', zone);
}

/** Local date of an instant, the name of the period that starts there. */
export function localDate(at: number, zone: OffsetAt): string {
  return new Date(at + zone(at)).toISOString().slice(0, 10);
}

/** Where an instant stands in the packs of each grain; `slot` of grain 1 is left to the caller, since it changes each minute. */
export type Place = Record<PackGrain, { start: number; period: string; slot: number }>;

/** packSlot and localDate for all grains at once, remembered by quarter hour, in which no zone changes. */
export function placesIn(zone: OffsetAt): (at: number) => Place {
  const known = new Map<number, Place>();
  const of = (grain: PackGrain, at: number) => {
    const { start, slot } = packSlot(grain, at, zone);
    return { start, slot, period: localDate(start, zone) };
  };
  return (at) => {
    const quarter = Math.floor(at / 900_000);
    let place = known.get(quarter);
    if (!place) {
      if (known.size > 20_000) known.clear();
      place = { 1: of(1, at), 2: of(2, at), 3: of(3, at) };
      known.set(quarter, place);
    }
    return place;
  };
}

/** Start of the local day named. */
export function dateStart(date: string, zone: OffsetAt): number {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return periodStart(noon - zone(noon), 'day', zone);
}

/** A run of slots [from, to) of one period. */
export type SlotRun = { grain: PackGrain; start: number; from: number; to: number };

/**
 * Cuts a span into the fewest packed slots: whole days, then whole hours, then minutes at the edges, so that a year is
 * read as days and still ends on the minute.
 */
export function cover(span: { from: number; to: number }, zone: OffsetAt): SlotRun[] {
  const runs: SlotRun[] = [];
  const push = (grain: PackGrain, from: number, to: number) => {
    for (let at = from; at < to; ) {
      const { start, slot } = packSlot(grain, at, zone);
      const length = packLength(grain, start, zone);
      const endOfPeriod = slotStart(grain, start, length, zone);
      const last = to >= endOfPeriod ? length : packSlot(grain, to, zone).slot;
      if (last > slot) runs.push({ grain, start, from: slot, to: last });
      at = Math.min(to, endOfPeriod);
    }
  };
  const ceil = (at: number, grain: 'hour' | 'day') => {
    const start = periodStart(at, grain, zone);
    return start === at ? at : nextPeriod(at, grain, zone);
  };
  const firstHour = Math.min(ceil(span.from, 'hour'), span.to);
  const lastHour = Math.max(periodStart(span.to, 'hour', zone), firstHour);
  const firstDay = Math.min(ceil(firstHour, 'day'), lastHour);
  const lastDay = Math.max(periodStart(lastHour, 'day', zone), firstDay);
  push(1, span.from, firstHour);
  push(2, firstHour, firstDay);
  push(3, firstDay, lastDay);
  push(2, lastDay, lastHour);
  push(1, lastHour, span.to);
  return runs;
}
