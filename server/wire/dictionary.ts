import type { FieldFault } from '../core/indicator/definition-faults.ts';
import type { ChangeState } from '../core/indicator/dictionary-walk.ts';
import type { OwnGoal } from '../core/review/goal.ts';
import type { IndicatorRow } from './profile.ts';
import { z } from './zod.ts';

const Code = z.string().trim().min(1).max(64);
const Instant = z.number().int().min(0).max(4_102_444_800_000);

/** Texts by field, as they were typed: a draft keeps also what is wrong with it. */
export const DictionaryFields = z.record(z.string().max(40), z.string().max(4_000));

/** What a change is of. Empty `path`: a target by no way of its own. */
export const ChangeOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('definition'), code: Code }),
  z.object({
    kind: z.literal('target'),
    code: Code,
    region: z.string().regex(/^\d{6,12}$/),
    period: z.string().trim().max(20),
    path: z.string().trim().max(40).default(''),
  }),
]);
export type ChangeOf = z.infer<typeof ChangeOf>;

/** A draft, begun or kept again. `base` is the version that its author had before him; 0 = the profile's, or none. */
export const SaveChange = z.object({
  id: z.number().int().positive().nullable(),
  of: ChangeOf,
  base: z.number().int().min(0).max(1_000_000),
  fields: DictionaryFields,
  /** Why; asked for at the latest when it is sent. */
  note: z.string().trim().max(200),
});
export type SaveChange = z.infer<typeof SaveChange>;

const Id = z.number().int().positive();
export const ChangeId = z.object({ id: Id });
export const WithdrawChange = z.object({ id: Id, reason: z.string().trim().min(1).max(200) });
/** `from`: from when on it holds; null = at once. */
export const PublishChange = z.object({ id: Id, from: Instant.nullable(), reason: z.string().trim().max(200).default('') });
export const ReturnChange = WithdrawChange;

/** A version that was published, or version 0, the profile's own row. */
export type DictionaryVersion = {
  version: number;
  fields: Record<string, string>;
  /** null of the profile's, which holds as if ever. */
  from: number | null;
  by: string | null;
  approvedBy: string | null;
  at: number | null;
  note: string | null;
  reason: string | null;
};

/** What was published after a draft was begun; `changed`: fields that differ between both. */
export type StaleNote = { version: number; by: string; at: number; changed: string[]; fields: Record<string, string>; both: string[] };

/** One change with its state: a draft, sent, or decided. */
export type DictionaryChange = {
  id: number;
  of: ChangeOf;
  regionName: string | null;
  base: number;
  version: number | null;
  state: ChangeState;
  fields: Record<string, string>;
  note: string;
  by: string;
  mine: boolean;
  at: number;
  savedAt: number;
  submittedAt: number | null;
  decidedAt: number | null;
  decidedBy: string | null;
  reason: string | null;
  from: number | null;
  /** Of a draft and of one that was sent: what keeps it from publication. */
  faults: FieldFault[];
  stale: StaleNote | null;
};

/** A target of one region and period, with its versions, newest first. */
export type RegionTarget = { region: string; regionName: string; period: string; path: string; inForce: number | null; versions: DictionaryVersion[] };

export const MISSING = ['responsible', 'target', 'formula', 'definition'] as const;
export type MissingPart = (typeof MISSING)[number];

export type DictionaryRow = {
  code: string;
  name: string;
  shortName: string;
  function: string | null;
  kind: IndicatorRow['kind'];
  unit: string;
  planNumber: number | null;
  origin: 'profile' | 'installation';
  /** In force now; null of a new indicator that is not yet. */
  version: number | null;
  since: number | null;
  /** Published and to come into force. */
  next: { version: number; from: number } | null;
  drafts: number;
  submitted: number;
  ownTargets: number;
  missing: MissingPart[];
};

export type DictionaryList = { now: number; rows: DictionaryRow[]; may: DictionaryMay };

/** What whoever asks may do: with definitions, and with targets in which regions (their tops). */
export type DictionaryMay = { draft: boolean; approve: boolean; draftIn: string[]; approveIn: string[] };

export type DictionaryEntry = {
  now: number;
  code: string;
  origin: 'profile' | 'installation';
  /** The row in force; null of a new indicator that is not yet. */
  row: IndicatorRow | null;
  version: number | null;
  /** Its counting rule, which no version changes; of a new one as its newest draft says. */
  counting: Record<string, string>;
  versions: DictionaryVersion[];
  targets: RegionTarget[];
  changes: DictionaryChange[];
  missing: MissingPart[];
  may: DictionaryMay;
};

export type Saved = { id: number; faults: FieldFault[] };
export type { OwnGoal };
