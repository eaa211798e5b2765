import { nextPeriod, type OffsetAt, periodStart } from './window.ts';

export type SeriesGrain = 'minute' | 'day' | 'month' | 'quarter' | 'year';

/**
 * Slot of an observation: the start of its period in the zone, or the minute of its time when it names none.
 * Periods: 2026-11-24, 2026-11, 2026-Q3, 2026. null when the text is no real period.
 */
export function slotOf(period: string | undefined, time: number, zone: OffsetAt): { grain: SeriesGrain; slot: number } | null {
  if (period === undefined) return { grain: 'minute', slot: periodStart(time, 'minute', zone) };
  const m = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(period);
  if (!m) return null;
  const year = Number(m[1]);
  const month = m[2] ? (Number(m[2]) - 1) * 3 : m[3] ? Number(m[3]) - 1 : 0;
  const day = m[4] ? Number(m[4]) : 1;
  const utc = new Date(Date.UTC(year, month, day));
  if (utc.getUTCMonth() !== month || utc.getUTCDate() !== day) return null;
  const grain: SeriesGrain = m[4] ? 'day' : m[3] ? 'month' : m[2] ? 'quarter' : 'year';
  // Noon of the day is inside it in every zone; its day's start is the slot.
  const noon = Date.UTC(year, month, day, 12) - zone(Date.UTC(year, month, day, 12));
  return { grain, slot: periodStart(noon, 'day', zone) };
}

/** End of the slot of a coarse series. */
export function slotEnd(slot: number, grain: SeriesGrain, zone: OffsetAt): number {
  if (grain === 'quarter') {
    let at = slot;
    for (let i = 0; i < 3; i++) at = nextPeriod(at, 'month', zone);
    return at;
  }
  return nextPeriod(slot, grain, zone);
}
