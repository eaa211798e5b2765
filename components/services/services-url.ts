import { DAY, nextPeriod, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';

/** What of the page its address carries beside region, span and figure card. Pure. */
export type ServicesUrl = {
  /** Which step of a case is counted by channel and by hour. */
  of: CaseStep;
};

export const CASE_STEPS = ['closed', 'accepted'] as const;
export type CaseStep = (typeof CASE_STEPS)[number];

/** Days that a span may have; it ends with the chosen day. */
export const LENGTHS = ['1', '7', '28'] as const;
export type Length = (typeof LENGTHS)[number];

type Span = { from: number; to: number };

export function parseServicesUrl(params: URLSearchParams): ServicesUrl {
  return { of: CASE_STEPS.find((s) => s === params.get('of')) ?? 'closed' };
}

/** The address's parameters with the page's own written over. */
export function writeServicesUrl(params: URLSearchParams, { of }: ServicesUrl): URLSearchParams {
  const out = new URLSearchParams([...params].filter(([key]) => key !== 'of'));
  if (of !== 'closed') out.set('of', of);
  return out;
}

/** The day that an instant belongs to. */
export function dayAt(at: number, offset: OffsetAt): Span {
  const from = periodStart(at, 'day', offset);
  return { from, to: nextPeriod(from, 'day', offset) };
}

/** So many days that end with the day of an instant. */
export function daysTo(at: number, length: Length, offset: OffsetAt): Span {
  const { from, to } = dayAt(at, offset);
  // Noon of the first day: days may be an hour long or short.
  return { from: length === '1' ? from : periodStart(from - (Number(length) - 1) * DAY + DAY / 2, 'day', offset), to };
}

/** The length that a span has; null for one that an address made up. */
export function lengthOf(span: Span, offset: OffsetAt): Length | null {
  return LENGTHS.find((length) => daysTo(span.to - 1, length, offset).from === span.from && dayAt(span.to - 1, offset).to === span.to) ?? null;
}

/** Whether a span ends on a day that has not begun at an instant: nothing can be known of it. */
export const isAhead = ({ to }: Span, now: number, offset: OffsetAt): boolean => dayAt(to - 1, offset).from > now;

/** Where the newest value of a yearly report is looked for: the year of an instant and the two before. */
export function reportYears(at: number, offset: OffsetAt): Span {
  let from = periodStart(at, 'year', offset);
  const to = nextPeriod(from, 'year', offset);
  for (let i = 0; i < 2; i++) from = periodStart(from - 1, 'year', offset);
  return { from, to };
}
