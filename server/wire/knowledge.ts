import { ENTRY_STATUSES, type EntryState, type EntryStatus } from '../core/knowledge/validity.ts';
import { SourceRef } from './profile.ts';
import { z } from './zod.ts';

const Instant = z.number().int().min(0).max(4_102_444_800_000);

/** What an editor writes. Instants in epoch ms, `until` exclusive, null = open. */
export const KnowledgeContent = z.object({
  title: z.string().trim().min(1).max(120),
  /** What people ask, in their words. */
  question: z.string().trim().max(500).default(''),
  answer: z.string().trim().min(1).max(10_000),
  keywords: z.array(z.string().trim().min(1).max(20)).max(20).default([]),
  /** Code of the profile's categories. */
  category: z.string().max(64).nullable().default(null),
  department: z.string().min(1).max(64).nullable().default(null),
  region: z.string().regex(/^\d{6,12}$/),
  from: Instant.nullable().default(null),
  until: Instant.nullable().default(null),
  /** The document that says so. */
  source: z.string().trim().max(500).default(''),
});
export type KnowledgeContent = z.infer<typeof KnowledgeContent>;

/** A row of a profile's knowledge.json: times with their offset, the source a paper of profile.json. */
export const KnowledgeFileRow = KnowledgeContent.extend({
  /** Finds the entry again in the next edition of the file. */
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  from: z.iso.datetime({ offset: true }).nullable(),
  until: z.iso.datetime({ offset: true }).nullable(),
  source: SourceRef,
});
export type KnowledgeFileRow = z.infer<typeof KnowledgeFileRow>;

export const EntryStatusInput = z.enum(ENTRY_STATUSES);

/** `usable`: what may be inserted now; `shelved`: expired, withdrawn, or not valid yet; `draft`. */
export const KNOWLEDGE_SHELVES = ['published', 'usable', 'shelved', 'draft', 'all'] as const;
export type KnowledgeShelf = (typeof KNOWLEDGE_SHELVES)[number];

export const KnowledgeSearch = z.object({
  /** Empty: the newest first. */
  query: z.string().max(200).default(''),
  category: z.string().max(64).nullable().default(null),
  department: z.string().max(64).nullable().default(null),
  /** Entries that hold in this region: its own, those above it and those below it. */
  region: z
    .string()
    .regex(/^\d{6,12}$/)
    .nullable()
    .default(null),
  shelf: z.enum(KNOWLEDGE_SHELVES).default('published'),
  limit: z.number().int().min(1).max(100).default(30),
});
export type KnowledgeSearch = z.infer<typeof KnowledgeSearch>;

export type KnowledgeRow = {
  id: number;
  version: number;
  status: EntryStatus;
  state: EntryState;
  title: string;
  /** A piece of the question or answer around what was asked. */
  excerpt: string;
  category: string | null;
  categoryName: string | null;
  department: string | null;
  departmentName: string | null;
  region: string;
  regionName: string;
  from: number | null;
  until: number | null;
  uses: number;
  updatedAt: number;
};

export type KnowledgeAnswer = {
  rows: KnowledgeRow[];
  /** Entries that hold all that was asked; of those that hold a part, as many as are listed. */
  total: number;
  /** There are more of them: so common a word is not counted to the end. */
  more: boolean;
  /** No entry holds all that was asked: the rows hold a part of it. */
  partial: boolean;
  ms: number;
};

/** A state that an entry had. */
export type KnowledgeVersion = { version: number; at: number; by: string; status: EntryStatus; note: string; content: KnowledgeContent };

export type KnowledgeReport = {
  id: number;
  entry: number;
  title: string;
  /** The version that was read, and the one that holds now. */
  version: number;
  versionNow: number;
  at: number;
  by: string;
  text: string;
  state: 'open' | 'accepted' | 'declined';
  settledAt: number | null;
  settledBy: string | null;
  reason: string | null;
};

export type KnowledgeEntry = KnowledgeRow & {
  content: KnowledgeContent;
  /** Newest first, without their texts. */
  history: Omit<KnowledgeVersion, 'content'>[];
  reports: { open: number; accepted: number; declined: number };
  usedAt: number | null;
  /** Whether whoever asks may change it. */
  editable: boolean;
};

/** What the page offers to whoever opens it. */
export type KnowledgeDesk = {
  /** Tops of the regions whose entries he may edit, with the departments of each (null = all). */
  parts: { region: string; regionName: string; departments: string[] | null }[];
  openReports: number;
};

/** Why an entry may not be inserted; `missing` also where it is out of sight. */
export type Insertable =
  | { id: number; ok: true; title: string; text: string; version: number }
  | { id: number; ok: false; why: Exclude<EntryState, 'current'> | 'missing' };
