import { z } from 'zod';
import { BRIEF_KINDS, type BriefKind } from '../core/brief/brief-spans.ts';
import type { Attention } from '../core/review/attention.ts';
import type { Mark } from './marks.ts';
import type { ReviewChange } from './review.ts';

export type { BriefKind } from '../core/brief/brief-spans.ts';

export const BriefKindInput = z.enum(BRIEF_KINDS);

/** Of a region directly below: its code, and what its figure was. */
export type BriefCell = [region: string, value: number | null, num: number, den: number, records: number];

/** One figure of a brief, as it was known when the brief was made. `num` and `den` are scaled integers. */
export type BriefRow = {
  code: string;
  scope: string;
  status: string;
  value: number | null;
  num: number;
  den: number;
  records: number;
  /** Nothing was told for the region itself, but for some below it: 未报, never a sum. */
  notReported: boolean;
  /** Against the period before, and the like of it (see briefSpans); over the regions that report in both. */
  previous: ReviewChange;
  like: ReviewChange;
  /** Regions directly below that told something, of those that should; null where values do not add. */
  coverage: { reporting: number; of: number } | null;
  cells: BriefCell[];
};

/**
 * What a brief says. It is kept as it was made, and nothing in it is read again. `unjudged`: figures that were held against
 * nothing; briefs of before this was kept do not say.
 */
export type BriefContent = { rows: BriefRow[]; attention: Attention[]; silent: string[]; marks: Mark[]; unjudged?: string[] | undefined };

export type BriefHead = {
  id: number;
  kind: BriefKind;
  region: string;
  from: number;
  to: number;
  madeAt: number;
  /** Who had it made; null: it was made by itself when it was due. */
  madeBy: string | null;
};

/** What the same figures are now, of those that differ. */
export type BriefNow = { code: string; value: number | null; num: number; den: number; records: number };
export type Brief = BriefHead & BriefContent & { now: BriefNow[]; nowAt: number; comparison: boolean };
