import { DAY, nextPeriod, type OffsetAt, periodStart } from '../indicator/window.ts';

/** 日报, 周报 (Monday to Sunday), 月报. */
export const BRIEF_KINDS = ['day', 'week', 'month'] as const;
export type BriefKind = (typeof BRIEF_KINDS)[number];
export type Span = { from: number; to: number };

/** Midnight so many days from one, across changes of the zone's offset. */
const daysFrom = (midnight: number, days: number, zone: OffsetAt): number => periodStart(midnight + days * DAY + DAY / 2, 'day', zone);

/** Start of the period of a kind that holds an instant. */
export function briefStart(kind: BriefKind, at: number, zone: OffsetAt): number {
  if (kind === 'month') return periodStart(at, 'month', zone);
  const day = periodStart(at, 'day', zone);
  if (kind === 'day') return day;
  const weekday = new Date(day + zone(day)).getUTCDay();
  return daysFrom(day, -((weekday + 6) % 7), zone);
}

/** End of the period that starts at `from`. */
export function briefEnd(kind: BriefKind, from: number, zone: OffsetAt): number {
  return kind === 'month' ? nextPeriod(from, 'month', zone) : daysFrom(from, kind === 'day' ? 1 : 7, zone);
}

/**
 * A period and the two it is compared with: the one before, and the like of it: the same weekday a week before, the same
 * week (52 weeks before) or the same month a year before.
 */
export function briefSpans(kind: BriefKind, from: number, zone: OffsetAt): { span: Span; previous: Span; like: Span } {
  const spanAt = (start: number): Span => ({ from: start, to: briefEnd(kind, start, zone) });
  if (kind === 'month') {
    let like = from;
    for (let i = 0; i < 12; i++) like = periodStart(like - 1, 'month', zone);
    return { span: spanAt(from), previous: spanAt(periodStart(from - 1, 'month', zone)), like: spanAt(like) };
  }
  const [step, back] = kind === 'day' ? [1, 7] : [7, 364];
  return { span: spanAt(from), previous: spanAt(daysFrom(from, -step, zone)), like: spanAt(daysFrom(from, -back, zone)) };
}

/** How long after its end a period's brief is made by itself: what comes by the minute has arrived by then. */
export const BRIEF_AFTER_MS = 30 * 60_000;

/** Start of the newest period whose brief is due. */
export function dueBrief(kind: BriefKind, now: number, zone: OffsetAt): number {
  const running = briefStart(kind, now - BRIEF_AFTER_MS, zone);
  return briefStart(kind, running - 1, zone);
}

/** Whether a series of a grain tells something of a part of such a period: a month's value is of no day. */
export function fitsBrief(kind: BriefKind, grain: string): boolean {
  return grain === 'minute' || grain === 'day' || (grain === 'month' && kind === 'month');
}
