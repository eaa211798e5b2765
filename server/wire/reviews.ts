import { z } from 'zod';
import type { DeskRefusal, DeskRow, DeskTicket } from './desk.ts';

/**
 * Lists of rectifications: to judge (and appeals), with a unit, to check and to ask again, asking for more time, late among them, all that is
 * open, and what is filed.
 */
export const REVIEW_VIEWS = ['judge', 'work', 'check', 'asked', 'late', 'open', 'filed'] as const;
export type ReviewView = (typeof REVIEW_VIEWS)[number];

export const ReviewPage = z.object({
  region: z.string().max(12),
  view: z.enum(REVIEW_VIEWS),
  item: z.string().max(64).optional(),
  department: z.string().max(64).optional(),
  cursor: z.string().max(80).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ReviewPage = z.infer<typeof ReviewPage>;

/** The review that a case is about; its comment is redacted. */
export type ReviewedMatter = {
  level: number;
  item: string;
  itemName: string;
  department: string;
  departmentName: string;
  tags: string[];
  comment: string;
  serviceRef: string | null;
  closedAt: number | null;
};
export type ReviewRow = DeskRow & { review: ReviewedMatter; verdict: string | null };
export type ReviewList = {
  rows: ReviewRow[];
  next: string | null;
  /** How long each list is below the region, whatever the item and department. */
  counts: Record<ReviewView, number>;
};
/** One case with all that was done to it, as a ticket is shown, and its review. */
export type ReviewCase = DeskTicket & { review: ReviewedMatter };

export type ReviewActed = { ok: true; version: number; row: ReviewRow | null } | { ok: false; id: number; refusal: DeskRefusal };

export const ReviewSpan = z.object({ region: z.string().max(12), from: z.number().int().nonnegative(), to: z.number().int().nonnegative() });
export type ReviewSpan = z.infer<typeof ReviewSpan>;

/** What bad reviews of a span say, and where they gather; of single ones only, which alone have words. */
export type ReviewWords = {
  total: number;
  tags: { tag: string; count: number }[];
  /** Pieces of the comments that several hold. */
  words: { word: string; count: number }[];
  attention: ReviewAttention[];
  /** More bad reviews than are read at once: the newest were counted. */
  partial: boolean;
};
/** An item that gathers bad reviews or late rectifications; the counts are the reason. */
export type ReviewAttention = { item: string; itemName: string; department: string; departmentName: string; bad: number; open: number; late: number };

/** Something about full marks that is worth a look. It says what was counted and accuses nobody. */
export type PraiseSign = {
  kind: 'burst' | 'device' | 'seconds' | 'text';
  region: string;
  regionName: string;
  department: string;
  departmentName: string;
  item: string | null;
  itemName: string | null;
  /** Reviews that show it, of all full marks that were looked at in the same place. */
  count: number;
  of: number;
  from: number;
  until: number;
  /** What was usual, of a burst; seconds, of reviews at once; null otherwise. */
  usual: number | null;
  samples: { source: string; id: string; at: number }[];
};
export type PraiseSigns = { signs: PraiseSign[]; looked: number; partial: boolean };
