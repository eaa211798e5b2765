import type { OwnGoal } from '../core/review/goal.ts';
import type { Mark } from './marks.ts';
import type { IndicatorRow, SourceRef } from './profile.ts';
import type { Window } from './topic.ts';

/** Numbers on the wire are display values (unscaled); `num`/`den` are scaled integers as stored. */

/** A half-open span of event time, epoch milliseconds. */
export type Span = { from: number; to: number };

export type FigureQuery = {
  indicator: string;
  region: string;
  dims?: Record<string, string>;
  scope?: string;
  status?: string;
  window?: Window;
  span?: Span;
  /** Read as it was known then (epoch ms). */
  knownAt?: number;
};

export type Freshness = 'fresh' | 'late' | 'stale' | 'dead' | 'no_data' | 'not_connected';

export type Silent = { region: string; since: number | null };
/** `of` counts the regions expected to report under the asked one; unlocated events are no part of it. */
export type Coverage = { reporting: number; of: number; silent: Silent[] };

/**
 * What the regions that report in both had before, and the change. `to`: of a running span only what is over until then is
 * compared, with the same part before; absent where that is all of it so far.
 */
export type FigureChange = { value: number | null; change: number | null; regions: number; to?: number };

export type FigureValue = {
  query: FigureQuery;
  span: Span;
  /** null: no data, or not reported at this level. */
  value: number | null;
  num: number;
  den: number;
  /** Events (or counted events' records) folded into it. */
  records: number;
  state: Freshness;
  /** Newest event time folded in, and when it arrived. */
  asOf: number | null;
  arrivedAt: number | null;
  /** How often its source is due: the feed's own word, else the dictionary's. */
  cadenceMs: number;
  coverage: Coverage | null;
  /** Expected range in display units for this span, from the declared normal range. */
  expected: { low: number | null; high: number | null } | null;
  severity: 1 | 2 | 3 | 4 | null;
  /** 环比 (the span before, or the week before where that was asked for) and 同比 (a year before), over the regions that report in both. */
  previous: FigureChange | null;
  yearAgo: FigureChange | null;
  /** Why there is no `previous`: nothing of the span is over, it told nothing, or the one before told nothing of the same regions. */
  uncompared: 'not_yet' | 'none_now' | 'none_before' | null;
  /** Why value is null though data exist: 未报 at this level. */
  notReported: boolean;
  marks: { of: Mark[]; counted: boolean; unlocated: number };
};

export type SeriesPoint = [at: number, n: number, num: number, den: number, value: number | null];
export type SeriesAnswer = {
  indicator: string;
  region: string;
  unit: string;
  grain: Grain;
  points: SeriesPoint[];
  /** Expected band by point time, when the indicator declares one. */
  band: [at: number, low: number, high: number][];
};
export type Grain = 'minute' | 'hour' | 'day' | 'month' | 'year';

/**
 * Why raw records are not folded, or do not give the figure: more than `most` of them; let go at `at` (epoch ms) after
 * they had been verified, in whole or in part; or the rollups differ.
 */
export type FoldNote = { kind: 'too_many'; most: number } | { kind: 'archived'; at: number } | { kind: 'differs' };

/** One row of the card's fold. */
export type FoldPart = {
  region: string;
  name: string;
  num: number;
  den: number;
  records: number;
  value: number | null;
  /** Struck out: stale gauge, not part of the sum. */
  excluded: boolean;
  since: number | null;
  unlocated: boolean;
};

/** A computed figure's part as the expression names it; `value` is in the part's own unit, or the unscaled sum of a ratio's side. */
export type ComputedPart = { code: string; side: 'whole' | 'num' | 'den'; name: string; unit: string; decimals: number; value: number | null };
/** One side of a computed figure: `part` leads into the parts; `value` is what the arithmetic gives, unscaled. */
export type ComputedSide = { tokens: ({ part: number } | { text: string })[]; value: number | null };
export type ComputedCard = { parts: ComputedPart[]; numerator: ComputedSide; denominator: ComputedSide | null };

export type FigureCard = {
  figure: FigureValue;
  definition: IndicatorRow;
  /** Version of the definition in force; 0 = the profile's row. */
  version: number;
  /** The region's own targets in force, which judge this figure alone. */
  ownTargets: OwnGoal[];
  sourceTitle: string;
  regionName: string;
  parts: FoldPart[];
  /** Σ of the parts, must equal the figure; the server asserts it and says so. */
  fold: { num: number; den: number; value: number | null; equal: boolean };
  /** Fold of the listed raw records by the indicator's rule; null when they are too many to list or archived. */
  recordFold: { records: number; num: number; den: number; value: number | null; equal: boolean; note: FoldNote | null } | null;
  /** How a computed figure is made of its parts' figures of the same region, span, scope and status; null for one that is told. */
  computed: ComputedCard | null;
  then: { knownAt: number; value: number | null; num: number; den: number; records: number; late: number; corrected: number; retracted: number } | null;
  feeds: FeedStatus[];
  source: SourceRef;
  /** The same period in its other statuses (初步, 正式, 修订), where they were told. Beside the figure and never added to it. */
  beside: { status: string; value: number | null; asOf: number | null }[];
};

export type RecordRow = {
  source: string;
  id: string;
  type: string;
  at: number;
  got: number;
  region: string;
  regionName: string;
  /** Redacted summary lines: the event's field, and its code or text. */
  fields: [field: string, value: string][];
  num: number;
  den: number;
  /** What happened to it: corrected or retracted records stay listed, struck out. */
  state: 'live' | 'replaced' | 'retracted';
  voidedAt: number | null;
  counted: boolean;
  /** Its own, else its feed's. */
  mark: Mark | null;
  caseId: number | null;
};
/** `partial`: only records of the reader's own departments are listed; `total` counts all of the figure's. */
export type RecordPage = { rows: RecordRow[]; total: number; partial: boolean; next: string | null };

export type FeedStatus = {
  name: string;
  kind: string;
  label: string;
  department: string | null;
  purpose: string | null;
  fields: string[];
  share: 'open' | 'conditional' | 'none';
  cadenceMs: number;
  owner: string | null;
  until: number | null;
  state: 'on' | 'off' | 'ended' | 'unused';
  freshness: Freshness;
  lastAt: number | null;
  lastGot: number | null;
  accepted: number;
  duplicate: number;
  rejected: number;
  mark: Mark | null;
  /** Its tickets are handled elsewhere and only shown here. */
  mirrored: boolean;
  brokerUser: string | null;
};

export type TicketRow = {
  id: number;
  version: number;
  no: string;
  title: string;
  requestType: string;
  category: string | null;
  categoryName: string | null;
  region: string;
  regionName: string;
  unlocated: boolean;
  step: string;
  urgent: boolean;
  confidential: boolean;
  anonymous: boolean;
  at: number;
  got: number;
  movedAt: number;
  unit: string | null;
  /** Rounded to about 100 m on the server. */
  lon: number | null;
  lat: number | null;
  mark: Mark | null;
  /** As its feed is now. */
  mirrored: boolean;
};
export type TicketFlow = { asOf: string; epoch: string; open: number; byStep: { step: string; name: string; count: number }[]; rows: TicketRow[] };

export type RegionInfo = {
  adcode: string;
  name: string;
  shortName: string;
  level: string;
  parent: string | null;
  kind: 'normal' | 'virtual' | 'offMap';
  lon: number | null;
  lat: number | null;
  tile: [number, number] | null;
  population: number | null;
  hasChildren: boolean;
};
