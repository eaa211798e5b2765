import { bigint, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Briefs as they were made: rows are added, and none is ever changed. */
export const brief = pgTable(
  'brief',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** day, week or month */
    kind: text().notNull(),
    region: text().notNull(),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at').notNull(),
    madeAt: instant('made_at').notNull(),
    /** Name of who had it made; null = by itself. */
    madeBy: text('made_by'),
    /** Rows, attention, what was silent and marks (server/wire/brief.ts). */
    content: jsonb().notNull(),
  },
  (t) => [uniqueIndex('brief_period').on(t.region, t.kind, t.fromAt)],
);
