import { z } from 'zod';

const Instant = z.number().int().min(0).max(4_102_444_800_000);
const Words = z.string().trim().min(1).max(100);

/** What of the audit is asked for; all that is given must hold. Times are epoch ms, `to` exclusive. */
export const AuditFilter = z.object({
  from: Instant,
  to: Instant,
  /** A login, as it was. */
  actor: Words.optional(),
  /** noun.verb, or `noun.` for all of a noun. */
  action: z
    .string()
    .regex(/^[a-z_]{1,40}\.[a-z_]{0,40}$/)
    .optional(),
  objectKind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  objectId: Words.optional(),
  /** The region and all below it. */
  region: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
  result: z.enum(['ok', 'refused', 'failed']).optional(),
  address: Words.optional(),
  /** Beginning of an object's id, a login or an address; or a row's number in the chain. */
  q: Words.optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** Where a page ends; the next begins behind it. */
export const AuditCursor = z.object({ at: Instant, id: z.number().int().positive() });
export type AuditCursor = z.infer<typeof AuditCursor>;

export const AuditOrder = z.enum(['newest', 'oldest']);
export type AuditOrder = z.infer<typeof AuditOrder>;

/** A row as the audit administrator reads it. */
export type AuditLine = {
  id: number;
  /** Number in the chain; null until it is sealed. */
  seq: number | null;
  at: number;
  actorKind: 'person' | 'display' | 'token' | 'system' | 'nobody';
  actorLogin: string;
  /** The account's name, masked; null for whoever has none. */
  actorName: string | null;
  session: number | null;
  address: string | null;
  action: string;
  objectKind: string | null;
  objectId: string | null;
  region: string | null;
  regionName: string | null;
  department: string | null;
  departmentName: string | null;
  result: 'ok' | 'refused' | 'failed';
  purpose: string | null;
  detail: Record<string, unknown>;
};

export type AuditCount = { ok: number; refused: number; failed: number; total: number /** Counting stopped: there are more. */; capped: boolean };

export type RowCheck = {
  /** The digest that is stored is that of the row. */
  digest: boolean;
  /** Null while the row is not sealed, or where the row before went with the retention. */
  link: boolean | null;
};
export type AuditRowView = { line: AuditLine; digest: string; hash: string | null; check: RowCheck };

/**
 * What is wrong. `row`: a field differs from the digest; `link`: a row's hash does not follow from the row before;
 * `gap`: rows are missing before this one; `head`: the head is not the last row; `beyond`: rows above the head or at or
 * below the floor. `heads_*`: the file of heads is missing, altered, began while rows were sealed, tells of a row that is
 * not there, of another one, or of a break that the sealer met. `tail`: rows wait unsealed for more than a minute.
 */
export type FaultKind =
  | 'row'
  | 'link'
  | 'gap'
  | 'head'
  | 'beyond'
  | 'heads_missing'
  | 'heads_altered'
  | 'heads_began'
  | 'heads_ahead'
  | 'heads_differ'
  | 'heads_broken'
  | 'tail';
export type AuditFault = { kind: FaultKind /** Number of the row in the chain, or the line of the file. */; seq: number; id: number | null; at: number | null };

export type AuditReport = {
  /** Sealed rows that were looked at. */
  rows: number;
  head: { seq: number; hash: string; at: number };
  floorSeq: number;
  heads: { state: 'ok' | 'missing' | 'altered'; lines: number; last: { seq: number; at: number } | null };
  tail: { rows: number /** Age of the oldest unsealed row, ms. */; ageMs: number | null };
  /** Rows first, in their order, then head, file and tail; at most fifty of them, `faultCount` counts all. */
  faults: AuditFault[];
  faultCount: number;
};

/** How far a verification is, or what the last one of this process said; a failed one has no report. */
export type VerificationState = {
  running: { done: number; of: number; since: number } | null;
  last: { at: number; ms: number; report: AuditReport | null } | null;
};

/** Where the chain stands. */
export type ChainState = {
  head: { seq: number; hash: string; at: number };
  floorSeq: number;
  unsealed: { rows: number; ageMs: number | null };
  /** Time of the oldest row that is kept. */
  oldestAt: number | null;
};

/** The newest head beside the database; `same` is null where there is no such row any more to compare it with. */
export type HeadBeside = { state: 'ok' | 'missing' | 'altered'; seq: number | null; at: number | null; same: boolean | null };

export type AuditChain = ChainState & { beside: HeadBeside; years: number; verification: VerificationState; now: number };
