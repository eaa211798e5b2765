import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/** What was learned from the installation's own tickets; the newest of a kind is used, the last few are kept. */
export const model = pgTable(
  'model',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().notNull(),
    at: instant().notNull(),
    /** Packed and deflated (server/core/learn/pack-model.ts). */
    body: bytea().notNull(),
    /** How it did on tickets that it had not read (LearnStats). */
    stats: jsonb().notNull(),
    /** Tickets that it was learned from. */
    trainedOn: integer('trained_on').notNull(),
  },
  (t) => [index('model_kind').on(t.kind, t.id)], // the newest of a kind
);
