import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * An entry of the knowledge base as it is now. Its texts stand in its newest version; here is what a search asks, so that
 * a row stays small and thousands of them are read in milliseconds. Never deleted: an answer that was given names it.
 */
export const knowledge = pgTable(
  'knowledge',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    version: integer().notNull().default(1),
    status: text().notNull(),
    title: text().notNull(),
    category: text(),
    department: text(),
    region: text().notNull(),
    fromAt: instant('from_at'),
    /** Exclusive; null = without end. */
    untilAt: instant('until_at'),
    /** Key in the file that it was imported from; null = written here. */
    origin: text(),
    /** Answers that it was put into. */
    uses: integer().notNull().default(0),
    usedAt: instant('used_at'),
    updatedAt: instant('updated_at').notNull(),
    /** Tokens of its texts, for the length that ranking divides by. */
    length: integer().notNull(),
    /** What a search finds it by (entryTerms of the core). */
    terms: text().array().notNull(),
  },
  (t) => [
    index('knowledge_terms').using('gin', t.terms).with({ fastupdate: false }), // search; where nothing vacuums, a list of what is to be indexed would grow
    uniqueIndex('knowledge_origin').on(t.origin), // the same file again changes nothing
    index('knowledge_updated').on(t.updatedAt, t.id), // without words: the newest first
    check('knowledge_status', sql`${t.status} in ('draft','published','withdrawn')`),
    check('knowledge_span', sql`${t.untilAt} is null or ${t.fromAt} is null or ${t.untilAt} > ${t.fromAt}`),
  ],
);

/** Every state that an entry had, with who made it and when. A trigger allows no update and no delete. */
export const knowledgeVersion = pgTable(
  'knowledge_version',
  {
    entry: bigint({ mode: 'number' }).notNull(),
    version: integer().notNull(),
    at: instant().notNull(),
    /** Account; 0 = the command line or the profile. */
    by: integer().notNull(),
    byLogin: text('by_login').notNull(),
    status: text().notNull(),
    /** What was changed and why, in the editor's words. */
    note: text().notNull(),
    /** KnowledgeContent of the wire, redacted. */
    content: jsonb().notNull(),
  },
  (t) => [primaryKey({ columns: [t.entry, t.version] })],
);

/** 纠错: what somebody found wrong with an entry, and what came of it. */
export const knowledgeReport = pgTable(
  'knowledge_report',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    entry: bigint({ mode: 'number' }).notNull(),
    /** The version that was read. */
    version: integer().notNull(),
    at: instant().notNull(),
    by: integer().notNull(),
    byLogin: text('by_login').notNull(),
    text: text().notNull(),
    state: text().notNull().default('open'),
    settledAt: instant('settled_at'),
    settledBy: text('settled_by'),
    reason: text(),
  },
  (t) => [
    index('knowledge_report_entry').on(t.entry, t.id), // of one entry
    index('knowledge_report_open').on(t.id).where(sql`state = 'open'`), // the queue
    check('knowledge_report_state', sql`${t.state} in ('open','accepted','declined')`),
    check('knowledge_report_settled', sql`(${t.state} = 'open') = (${t.settledAt} is null)`),
  ],
);
