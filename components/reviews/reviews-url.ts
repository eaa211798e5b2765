import { nextPeriod, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';
import { REVIEW_VIEWS, type ReviewView } from '../../server/wire/reviews.ts';

/** What of the page its address carries beside region, span and figure card. Pure. */
export type ReviewsUrl = {
  tab: ReviewsTab;
  /** How the figures are taken apart. */
  by: ReviewsBy;
  view: ReviewView;
  /** Rectifications of one item alone. */
  item: string | null;
  /** The rectification that stands open, and which of its clocks is explained. */
  open: number | null;
  ledger: string | null;
};

export const REVIEWS_TABS = ['figures', 'work', 'praise'] as const;
export type ReviewsTab = (typeof REVIEWS_TABS)[number];
export const REVIEWS_BY = ['region', 'department', 'item', 'channel'] as const;
export type ReviewsBy = (typeof REVIEWS_BY)[number];

const KEYS: readonly string[] = ['tab', 'by', 'v', 'item', 'c', 'ledger'];

export function parseReviewsUrl(params: URLSearchParams): ReviewsUrl {
  const item = params.get('item');
  const open = Number(params.get('c'));
  const ledger = params.get('ledger');
  return {
    tab: REVIEWS_TABS.find((t) => t === params.get('tab')) ?? 'figures',
    by: REVIEWS_BY.find((b) => b === params.get('by')) ?? 'region',
    view: REVIEW_VIEWS.find((v) => v === params.get('v')) ?? 'judge',
    item: item ? item.slice(0, 64) : null,
    open: Number.isSafeInteger(open) && open > 0 ? open : null,
    ledger: ledger !== null && /^[a-z_]{3,20}\.\d{1,3}$/.test(ledger) ? ledger : null,
  };
}

/** The address's parameters with the page's own written over. */
export function writeReviewsUrl(params: URLSearchParams, { tab, by, view, item, open, ledger }: ReviewsUrl): URLSearchParams {
  const out = new URLSearchParams([...params].filter(([key]) => !KEYS.includes(key)));
  if (tab !== 'figures') out.set('tab', tab);
  if (by !== 'region') out.set('by', by);
  if (view !== 'judge') out.set('v', view);
  if (item) out.set('item', item);
  if (open !== null) out.set('c', String(open));
  if (ledger) out.set('ledger', ledger);
  return out;
}

/** The month of an instant. */
export function monthAt(at: number, offset: OffsetAt): { from: number; to: number } {
  const from = periodStart(at, 'month', offset);
  return { from, to: nextPeriod(from, 'month', offset) };
}

/** Starts of months to choose from, newest first: the running one and two years back, and the chosen one. */
export function monthChoices(chosen: number | null, now: number, offset: OffsetAt): number[] {
  const months: number[] = [];
  for (let at = periodStart(now, 'month', offset); months.length < 25; at = periodStart(at - 1, 'month', offset)) months.push(at);
  return chosen === null || months.includes(chosen) ? months : [...months, chosen];
}
