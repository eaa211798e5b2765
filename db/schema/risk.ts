import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { RiskEvidence, RiskHeld } from '../../server/core/risk/terms.ts';
import { instant } from './columns.ts';

/**
 * Episodes of risk: a rule found something of a subject, and goes on finding it until `ended_at`. One at a time is open for a
 * check and a subject. Each has its case; one that begins again while that is still worked on goes on with it.
 */
export const riskFinding = pgTable(
  'risk_finding',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    found: text('found_check').notNull(),
    subject: text().notNull(),
    region: text().notNull(),
    zone: text().notNull(),
    head: text().notNull(),
    severity: smallint().notNull(),
    rule: text().notNull(),
    ruleVersion: integer('rule_version').notNull(),
    caseId: bigint('case_id', { mode: 'number' }).notNull(),
    beganAt: instant('began_at').notNull(),
    /** When it was last found to hold, and by what numbers. */
    seenAt: instant('seen_at').notNull(),
    latest: jsonb().$type<RiskEvidence>().notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('risk_finding_open').on(t.found, t.subject).where(sql`ended_at is null`), // one open episode
    index('risk_finding_case').on(t.caseId, t.beganAt), // episodes of a case
  ],
);

/** The last run of the rules, in one row: when they judged, and what they found that its cap left for the next run. */
export const riskRun = pgTable('risk_run', {
  id: smallint().primaryKey(),
  at: instant().notNull(),
  held: jsonb().$type<RiskHeld[]>().notNull(),
});
