import { z } from 'zod';
import {
  RISK_CHECKS,
  RISK_HEADS,
  type RiskAbout,
  type RiskCheck,
  type RiskEvidence,
  type RiskFigure,
  type RiskHead,
  type RiskParams,
} from '../core/risk/terms.ts';
import type { DeskRefusal, DeskRow, DeskTicket } from './desk.ts';

/** Lists of risks: to be assigned, with a department, answered, late among them, all that is open, and what is over. */
export const RISK_VIEWS = ['raised', 'working', 'check', 'late', 'open', 'closed'] as const;
export type RiskView = (typeof RISK_VIEWS)[number];

export const RiskFilter = z.object({
  region: z.string().max(12),
  view: z.enum(RISK_VIEWS),
  head: z.enum(RISK_HEADS).optional(),
  check: z.enum(RISK_CHECKS).optional(),
  zone: z.string().max(64).optional(),
});
export type RiskFilter = z.infer<typeof RiskFilter>;
export const RiskPage = RiskFilter.extend({ cursor: z.string().max(80).optional(), limit: z.number().int().min(1).max(200).default(50) });
export type RiskPage = z.infer<typeof RiskPage>;

/** What a list shows of a finding. */
export type RiskSaid = Pick<RiskAbout, 'head' | 'check' | 'severity' | 'of'> & { zoneName: string; evidence: RiskEvidence };
export type RiskRow = DeskRow &
  RiskSaid & {
    /** When the rule no longer found it; null while it does. */
    endedAt: number | null;
    /** What the department answered, or the clause that it was dropped with. */
    result: string | null;
  };
/** When the rules last judged, null before they ever did; and how many findings of the region that run has left for the next, by head. */
export type RiskRun = { at: number | null; held: Record<RiskHead, number> };
export type RiskList = {
  rows: RiskRow[];
  next: string | null;
  /** How long each list is below the region, whatever the filters. */
  counts: Record<RiskView, number>;
  /** Zones with a risk below the region. */
  zones: { id: string; name: string }[];
  run: RiskRun;
};

/** A time in which the rule found it. */
export type RiskEpisode = { beganAt: number; seenAt: number; endedAt: number | null };
export type LawfulClause = { id: string; says: string; source: string };
export type RiskCase = DeskTicket & {
  about: RiskAbout;
  zoneName: string;
  /** The same figure of the same cells and days as it is known now. */
  nowKnown: RiskFigure;
  /** What the rule found when it last looked; null where it was never found again. */
  latest: RiskEvidence | null;
  episodes: RiskEpisode[];
  /** The rule as it is in force now for the zone; null when there is none any more. */
  inForce: { id: string; version: number; source: string; value: RiskParams } | null;
  /** Clauses that call such a thing lawful. */
  lawful: LawfulClause[];
  /** The clause that it was dropped with. */
  dropped: LawfulClause | null;
};

export type RiskSummary = {
  heads: Record<RiskHead, { open: number; rules: number }>;
  /** Rules in force, and how many of them find something. */
  rules: number;
  finding: number;
  /** Of those that are open the gravest, of equal gravity the newest first. */
  gravest: (RiskSaid & Pick<RiskRow, 'id' | 'title' | 'at' | 'state' | 'mark'>)[];
  /** Answered, filed or dropped since the day began. */
  handledToday: number;
  checks: Record<RiskCheck, number>;
  run: RiskRun;
};

export type RiskActed = { ok: true; version: number; row: RiskRow | null } | { ok: false; id: number; refusal: DeskRefusal };
/** `body` is a workbook as base64. */
export type RiskFile = { name: string; body: string; rows: number };
