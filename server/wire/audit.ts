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
