import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Changes of the dictionary in this installation, over the profile's rows: of a definition, or of a target of one region
 * and period. A row is a draft until somebody else decides it; published rows are the versions of their subject. A trigger
 * allows no change of what was decided and no delete.
 */
export const dictionaryChange = pgTable(
  'dictionary_change',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().notNull(),
    code: text().notNull(),
    /** Of a target alone: whose, for when, and by which way where there are several ('' = by none). */
    region: text(),
    period: text(),
    path: text(),
    /** What its versions are counted by (targetSubject of the core; the code of a definition). */
    subject: text().notNull(),
    /** The version that it was begun on; 0 = the profile's, or none. */
    base: integer().notNull(),
    /** Its own number, once it is published. */
    version: integer(),
    state: text().notNull().default('draft'),
    /** Texts as they were typed (definition-text and target-text of the core). */
    fields: jsonb().notNull(),
    /** Why, in its author's words. */
    note: text().notNull(),
    by: integer().notNull(),
    byLogin: text('by_login').notNull(),
    at: instant().notNull(),
    savedAt: instant('saved_at').notNull(),
    submittedAt: instant('submitted_at'),
    decidedAt: instant('decided_at'),
    decidedBy: integer('decided_by'),
    decidedLogin: text('decided_login'),
    /** Why it was returned or withdrawn, or what its approval rests on. */
    reason: text(),
    /** From when on a published version holds. */
    fromAt: instant('from_at'),
  },
  (t) => [
    uniqueIndex('dictionary_change_version').on(t.kind, t.subject, t.version), // one version of a number; drafts have none
    uniqueIndex('dictionary_change_open').on(t.kind, t.subject, t.by).where(sql`state in ('draft','submitted')`), // one open draft a person
    index('dictionary_change_code').on(t.code, t.id), // the history of one indicator
    check('dictionary_change_kind', sql`${t.kind} in ('definition','target')`),
    check('dictionary_change_state', sql`${t.state} in ('draft','submitted','published','returned','withdrawn')`),
    check('dictionary_change_target', sql`(${t.kind} = 'target') = (${t.region} is not null and ${t.period} is not null and ${t.path} is not null)`),
    check('dictionary_change_published', sql`(${t.state} = 'published') = (${t.version} is not null and ${t.fromAt} is not null)`),
    check('dictionary_change_decided', sql`(${t.state} in ('published','returned','withdrawn')) = (${t.decidedAt} is not null)`),
    check('dictionary_change_four_eyes', sql`${t.state} not in ('published','returned') or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.by})`),
  ],
);
