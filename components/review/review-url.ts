import { DAY, nextPeriod, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';

/**
 * What of the review the address carries beside the region, the month (as its first and last minute, like every other
 * past span) and the card. Pure.
 */
export type ReviewUrl = {
  /** Target period; null: the one that is due. */
  period: string | null;
  /** Indicator whose regions are shown; null: the first. */
  indicator: string | null;
  peers: boolean;
  view: 'chart' | 'table';
};

export const REVIEW_KEYS = ['t', 'i', 'peers', 'view'] as const;

export function parseReviewUrl(params: URLSearchParams): ReviewUrl {
  const period = params.get('t');
  const indicator = params.get('i');
  return {
    period: period !== null && /^[\w-]{4,16}$/.test(period) ? period : null,
    indicator: indicator !== null && /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/.test(indicator) ? indicator : null,
    peers: params.get('peers') !== '0',
    view: params.get('view') === 'table' ? 'table' : 'chart',
  };
}

/** The address's parameters with the review's own written over. */
export function writeReviewUrl(params: URLSearchParams, { period, indicator, peers, view }: ReviewUrl): URLSearchParams {
  const out = new URLSearchParams([...params].filter(([key]) => !(REVIEW_KEYS as readonly string[]).includes(key)));
  if (period) out.set('t', period);
  if (indicator) out.set('i', indicator);
  if (!peers) out.set('peers', '0');
  if (view === 'table') out.set('view', 'table');
  return out;
}

/** The month that ended last before an instant. */
export function lastMonth(now: number, offset: OffsetAt): { from: number; to: number } {
  const to = periodStart(now, 'month', offset);
  return { from: periodStart(to - DAY, 'month', offset), to };
}

/** The month that a span of the address lies in; the last whole one without a span or for one that has not begun. */
export function monthOf(span: { from: number } | null, now: number, offset: OffsetAt): { from: number; to: number } {
  if (span === null || span.from > now) return lastMonth(now, offset);
  const from = periodStart(span.from, 'month', offset);
  return { from, to: nextPeriod(from, 'month', offset) };
}

/** Months to choose from, newest first: the running one, the last thirteen, and the chosen one. */
export function monthChoices(chosen: number, now: number, offset: OffsetAt): number[] {
  const months: number[] = [];
  for (let at = periodStart(now, 'month', offset); months.length < 14; at = periodStart(at - DAY, 'month', offset)) months.push(at);
  return months.includes(chosen) ? months : [...months, chosen];
}
