import { z } from 'zod';
import type { Measure } from '../core/case/appraisal.ts';
import { MEASURES } from '../core/case/measures.ts';
import { BANDS, type TallyLine, WATCHES } from '../core/case/tally.ts';
import type { Freshness } from './figure.ts';

export const APPRAISAL_BY = ['unit', 'region', 'category'] as const;
export type AppraisalBy = (typeof APPRAISAL_BY)[number];

const Instant = z.number().int().nonnegative().max(4_102_444_800_000);
export const AppraisalQuery = z.object({
  region: z.string().max(12),
  from: Instant,
  /** Exclusive. */
  to: Instant,
  by: z.enum(APPRAISAL_BY),
});
export type AppraisalQuery = z.infer<typeof AppraisalQuery>;

/** Place among peers, 1 the best, by measure; absent where there is no comparison. */
export type Ranks = Partial<Record<(typeof MEASURES)[number], number>>;
export type AppraisalRow = TallyLine & {
  /** Unit, region or head of the class tree; null: no unit (the desk), no class. */
  key: string | null;
  name: string;
  /** The peer group of the profile; null: compared with nobody. */
  peers: { id: string; name: string } | null;
  ranks: Ranks;
  /** 0 to 1; null when one of its three rates has no denominator. */
  composite: number | null;
};
/** A rate of calls, as the profile's indicator defines it. */
export type CallRate = {
  code: string;
  name: string;
  formula: string | null;
  measure: Measure;
  value: number | null;
  unit: string;
  decimals: number;
  state: Freshness;
};

export type AppraisalTable = {
  state: 'ready';
  /** When it was counted, by the server's clock. */
  at: number;
  from: number;
  to: number;
  /** Cases read. */
  cases: number;
  rows: AppraisalRow[];
  /** Sums over the sums of the rows. */
  total: Omit<AppraisalRow, 'ranks' | 'peers'>;
  calls: CallRate[];
  /** Denominators below it are marked and not ranked. */
  smallest: number;
  comparison: boolean;
  weights: { response: number; resolution: number; satisfaction: number; source: string } | null;
  /** Milliseconds without movement after which an open ticket is silent. */
  silentAfter: number;
};
export type AppraisalAnswer =
  | AppraisalTable
  | { state: 'working'; done: number; total: number }
  /** More than one reading takes: a shorter period or a smaller region is asked for. */
  | { state: 'too_many'; most: number };

/** What a number counts: a part of a measure, a band of the open ones, something to look at, or what was closed. */
export const AppraisalPart = z.discriminatedUnion('of', [
  z.object({ of: z.literal('measure'), measure: z.enum(MEASURES), part: z.enum(['hit', 'miss', 'left']), reason: z.string().max(300).optional() }),
  z.object({ of: z.literal('band'), band: z.enum(BANDS) }),
  z.object({ of: z.literal('watch'), watch: z.enum(WATCHES) }),
  z.object({ of: z.literal('handled') }),
]);
export type AppraisalPart = z.infer<typeof AppraisalPart>;

export const AppraisalTickets = AppraisalQuery.extend({
  /** The row: undefined = the total. */
  key: z.string().max(80).nullable().optional(),
  part: AppraisalPart,
  offset: z.number().int().min(0).max(100_000).default(0),
});
export type AppraisalTickets = z.infer<typeof AppraisalTickets>;
