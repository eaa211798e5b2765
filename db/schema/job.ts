import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Regular work that one of several processes does at a time: who holds it has it until `until` by the database's clock, and
 * `epoch` tells whether it is still his. A run that was missed is due at once.
 */
export const job = pgTable('job', {
  name: text().primaryKey(),
  dueAt: instant('due_at').notNull(),
  holder: text(),
  epoch: integer().notNull().default(0),
  until: instant(),
  startedAt: instant('started_at'),
  doneAt: instant('done_at'),
  failedAt: instant('failed_at'),
  error: text(),
});
