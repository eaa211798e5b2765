import type { OwnGoal } from '../core/review/goal.ts';
import type { Freshness } from './figure.ts';

/**
 * The review of a region in a month: every indicator that may be read, with the values of the region and of the regions
 * directly below it, in one answer. Values are display values; `num` and `den` are scaled integers as stored.
 */

/** How often an indicator is told: its trend has a point a month, a quarter or a year. */
export type ReviewGrain = 'month' | 'quarter' | 'year';

/** Trends end with the period that holds the reviewed month. */
export const REVIEW_POINTS: Readonly<Record<ReviewGrain, number>> = { month: 13, quarter: 9, year: 6 };

/** Points by period, oldest first, the reviewed one last; null where nothing was told. */
export type Trend = (number | null)[];

export type ReviewChange = { value: number | null; change: number | null; regions: number } | null;

export type ReviewCell = { region: string; value: number | null; num: number; den: number; records: number; trend: Trend };

export type ReviewRow = {
  code: string;
  /** Scope and status that are shown, '' for none: the most final, never several together. */
  scope: string;
  status: string;
  grain: ReviewGrain;
  /** Place in the trend of the period that `value` is of: the last, or an earlier one where a newest value still stands. */
  valueAt: number;
  value: number | null;
  num: number;
  den: number;
  records: number;
  /** Nothing was told for the region itself, but for some below it: 未报, never a sum. */
  notReported: boolean;
  trend: Trend;
  /** 环比: the period before; 同比: the same a year before; over the regions that report in both. */
  previous: ReviewChange;
  yearAgo: ReviewChange;
  state: Freshness;
  lastAt: number | null;
  /** Regions directly below that told something in the period, of those that should; null where values do not add. */
  coverage: { reporting: number; of: number } | null;
  /** The period's value by status, where several were told. */
  versions: { status: string; value: number | null }[];
  /** What the same period has in other scopes, each in its most final status: beside the value, never added to it. */
  beside: { scope: string; value: number }[];
  /** The regions below, as text of `ReviewCell[]`: read with readCells. */
  cells: string;
};

export type ReviewPage = {
  region: string;
  /** Start of the reviewed month, and its end. */
  month: number;
  end: number;
  /** The month is not over: sums are of a part of it, and are compared with nothing. */
  running: boolean;
  now: number;
  /** Starts of the periods of each grain, as long as its trends. */
  periods: Record<ReviewGrain, number[]>;
  rows: ReviewRow[];
  /** Targets in force of the region itself and of those directly below it, by indicator: each judges its own region alone. */
  ownTargets: Record<string, OwnGoal[]>;
  /** Whether regions may be compared, by the policy in force. */
  comparison: boolean;
};

/** Cells as one text: a serializer that looks into every number takes longer than the read. */
export function packCells(cells: readonly ReviewCell[]): string {
  return JSON.stringify(cells.map((c) => [c.region, c.value, c.num, c.den, c.records, c.trend]));
}

export function readCells(text: string): ReviewCell[] {
  const cells = JSON.parse(text) as [string, number | null, number, number, number, Trend][];
  return cells.map(([region, value, num, den, records, trend]) => ({ region, value, num, den, records, trend }));
}
