import type { FlowFilter } from '../trade/cube.ts';
import type { FlowDim, FlowScope, FlowStatus, FlowSum, FlowSums } from '../trade/flow.ts';

/** What the rules of risk look at. The first three are flags that the source counted: over the limit of an order, of a year, many orders of one identity. */
export const RISK_CHECKS = ['over_order', 'over_year', 'many_orders', 'price', 'growth', 'returns', 'shift', 'mismatch'] as const;
export type RiskCheck = (typeof RISK_CHECKS)[number];

/** 信用, 市场, 国别, 合规. */
export const RISK_HEADS = ['credit', 'market', 'country', 'compliance'] as const;
export type RiskHead = (typeof RISK_HEADS)[number];

/** Parameters of one check: a dated rule, so that each finding names the version that decided. */
export type RiskParams = {
  readonly check: RiskCheck;
  /** The one scope and status that is judged; figures of others are never added. */
  readonly scope: FlowScope;
  readonly status: FlowStatus;
  /** Length of the span that is judged, and how many such spans before it are compared. */
  readonly days: number;
  readonly past: number;
  /**
   * What must be passed: a share (flags, returns, mismatch), growth over the span before as a share of it (3 is +300 %), points
   * of share (shift, 0.05 is five), or median absolute deviations (price).
   */
  readonly bound: number;
  /** Fewer declarations (parcels, where returns or prices are by parcel) than these in a span prove nothing. */
  readonly least: number;
  /** Spans of less value than this are not judged; CNY, 0 for none. */
  readonly floor: number;
  /** Mismatch: also found where it is this many times its own past; null elsewhere. */
  readonly times: number | null;
  /** 1 特别重大 to 4 一般. */
  readonly severity: 1 | 2 | 3 | 4;
};

/**
 * What the policy calls lawful: `modes` are not judged by `checks` at all, and a case of one of them may be dropped with this
 * clause. `below`: an amount of USD a year below which firms need no registration, itself not included.
 */
export type Lawful = { readonly says: string; readonly checks: readonly RiskCheck[]; readonly modes: readonly string[]; readonly below: number | null };

/** Cells of a span; what a judge does not ask for may be summed up already. */
export type RiskCell = { readonly key: Readonly<Record<RiskDim, string>>; readonly sums: FlowSums };
export const RISK_DIMS = ['zone', 'mode', 'direction', 'partner', 'chapter'] as const satisfies readonly FlowDim[];
export type RiskDim = (typeof RISK_DIMS)[number];

/** Days of the profile's zone; `to` is not part of it. */
export type DaySpan = { readonly from: string; readonly to: string };
/** The span that is judged first, then the spans before it, the nearest first. */
export type RiskSpans = readonly {
  readonly days: DaySpan;
  readonly cells: readonly RiskCell[];
  /** On how many days of the span a zone told anything; left out where all days are known to be told. */
  readonly told?: ReadonlyMap<string, number>;
}[];

/** One figure: a sum over a sum. Money in CNY. */
export type RiskFigure = DaySpan & { readonly num: number; readonly den: number; readonly value: number | null };

/** Why something was found, in numbers, so that each can be read again from the cells. */
export type RiskEvidence = {
  readonly unit: 'share' | 'price' | 'growth' | 'points';
  readonly scope: FlowScope;
  readonly status: FlowStatus;
  /** What is over what; for growth both are the value, of the span and of the one before. */
  readonly num: FlowSum;
  readonly den: FlowSum;
  /** The figure that was judged, and what it had to pass; below it where `side` says so. */
  readonly value: number;
  readonly bound: number;
  readonly side: 'above' | 'below';
  /** Interval of 95 % of a share. */
  readonly low: number | null;
  readonly high: number | null;
  /** Declarations or parcels that the figure stands on. */
  readonly sample: number;
  readonly now: RiskFigure;
  /** Own past: the span before, or all spans before together. */
  readonly before: RiskFigure | null;
  /** Others of the same kind: a median and how far they lie from it, in the figure's unit. */
  readonly peers: { readonly median: number; readonly low: number; readonly high: number; readonly count: number } | null;
  /** By span, the oldest first; the last is the one that was judged. */
  readonly series: readonly RiskFigure[];
  /** The cells that the figure is of, and those of the whole where it is a share of one. */
  readonly filter: FlowFilter;
  readonly whole: FlowFilter | null;
};

export type RiskFinding = {
  readonly check: RiskCheck;
  readonly head: RiskHead;
  readonly severity: RiskParams['severity'];
  /** Of what it is a finding; one at a time is open for a check and a subject. */
  readonly subject: string;
  readonly of: Readonly<Partial<Record<RiskDim, string>>> & { readonly zone: string };
  readonly evidence: RiskEvidence;
};

/** What stays beside the case of a finding: all as it was when it was raised, with the rule in force then. */
export type RiskAbout = RiskFinding & {
  readonly rule: { readonly id: string; readonly version: number; readonly source: string; readonly value: RiskParams };
  readonly raisedAt: number;
};

/** How many findings of a region and head a run has left for the next. */
export type RiskHeld = { readonly region: string; readonly head: RiskHead; readonly count: number };

/** What came of a check; `judged` are the subjects whose sample was large enough to say yes or no. */
export type Judgement = { readonly findings: readonly RiskFinding[]; readonly judged: ReadonlySet<string> };

export const subjectOf = (of: RiskFinding['of']): string => RISK_DIMS.map((d) => of[d] ?? '').join('|');
