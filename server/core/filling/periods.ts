import type { Calendar } from '../calendar/calendar.ts';
import { reach } from '../calendar/reach.ts';
import { slotEnd, slotOf } from '../indicator/period.ts';
import type { OffsetAt } from '../indicator/window.ts';
import type { Ask, Duty, FillingGrain } from './duty.ts';

/** Start (inclusive) and end (exclusive) of a period, epoch ms. @throws Error when the name is no period */
export function spanOfPeriod(period: string, zone: OffsetAt): { from: number; to: number } {
  const slot = slotOf(period, 0, zone);
  if (!slot) throw new Error(`${period} is no period`);
  return { from: slot.slot, to: slotEnd(slot.slot, slot.grain, zone) };
}

/** When a slot may be filled in, and until when; `provisional`: days of a year were counted whose calendar is not published. */
export type SlotTime = { readonly opensAt: number; readonly dueAt: number; readonly provisional: boolean };

/**
 * The period's last day is the day on which the time begins and does not count; the last day ends as the calendar says
 * (民法典 §201, §203): five days after November is the end of 5 December.
 */
export function slotTime(calendar: Calendar, period: string, { amount, unit }: Pick<Ask, 'amount' | 'unit'>): SlotTime {
  const { to } = spanOfPeriod(period, calendar.zone);
  const { due, visits } = reach(calendar, to - 1, { amount, unit });
  return { opensAt: to, dueAt: due, provisional: unit === 'working_day' && visits.some((v) => !v.is.published) };
}

const PER_YEAR: Record<FillingGrain, number> = { month: 12, quarter: 4, year: 1 };

const nameOf = (grain: FillingGrain, index: number): string => {
  const per = PER_YEAR[grain];
  const year = Math.floor(index / per);
  const part = index - year * per + 1;
  if (grain === 'month') return `${year}-${String(part).padStart(2, '0')}`;
  return grain === 'quarter' ? `${year}-Q${part}` : String(year);
};

/** Number of the period that holds an instant, so that neighbours differ by one. */
function indexAt(grain: FillingGrain, at: number, zone: OffsetAt): number {
  const local = new Date(at + zone(at));
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth();
  return year * PER_YEAR[grain] + (grain === 'month' ? month : grain === 'quarter' ? Math.floor(month / 3) : 0);
}

/** The period that holds an instant. */
export const periodAt = (grain: FillingGrain, at: number, zone: OffsetAt): string => nameOf(grain, indexAt(grain, at, zone));

/** The period `by` places from another; negative = before. */
export function periodFrom(grain: FillingGrain, period: string, by: number, zone: OffsetAt): string {
  return nameOf(grain, indexAt(grain, spanOfPeriod(period, zone).from, zone) + by);
}

/** Periods of a duty, newest first, the running one among them, at most `most`. */
export function periodsOf(duty: Pick<Duty, 'grain' | 'from' | 'until'>, now: number, zone: OffsetAt, most: number): string[] {
  const out: string[] = [];
  for (let index = indexAt(duty.grain, now, zone); out.length < most; index--) {
    const name = nameOf(duty.grain, index);
    if (name < duty.from) break;
    if (duty.until === null || name <= duty.until) out.push(name);
  }
  return out;
}

/** Whether a duty asks for a period. */
export const asksFor = (duty: Pick<Duty, 'from' | 'until'>, period: string): boolean => period >= duty.from && (duty.until === null || period <= duty.until);
