import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, pgTable, primaryKey, smallint, timestamp } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

const int8 = { mode: 'number' } as const;

/** Minute totals that are not packed yet: a delta on top of `pack`, for open and closed periods alike. */
export const hot = pgTable(
  'hot',
  {
    series: integer().notNull(),
    b: instant().notNull(),
    n: bigint(int8).notNull().default(0),
    num: bigint(int8).notNull().default(0),
    den: bigint(int8).notNull().default(0),
    lastAt: instant('last_at'),
    lastGot: instant('last_got'),
    lastNum: bigint('last_num', int8),
    lastDen: bigint('last_den', int8),
    rev: bigint(int8).notNull(),
  },
  (t) => [primaryKey({ columns: [t.series, t.b] })],
);

/** Packed periods: grain 1 minutes of a day, 2 hours of a month, 3 days of a year, in the profile's zone. */
export const pack = pgTable(
  'pack',
  {
    series: integer().notNull(),
    grain: smallint().notNull(),
    period: date().notNull(),
    codec: smallint().notNull(),
    body: bytea().notNull(),
    events: bigint(int8).notNull(),
    rev: integer().notNull(),
    revisedAt: instant('revised_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.grain, t.series, t.period] })],
);

/** A version of a pack that was replaced, with the span in which it was current. */
export const packWas = pgTable(
  'pack_was',
  {
    series: integer().notNull(),
    grain: smallint().notNull(),
    period: date().notNull(),
    rev: integer().notNull(),
    codec: smallint().notNull(),
    body: bytea().notNull(),
    events: bigint(int8).notNull(),
    since: instant().notNull(),
    until: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.grain, t.series, t.period, t.rev] })],
);

/** Checksums of periods whose raw events were dropped after they had been verified. */
export const packSeal = pgTable(
  'pack_seal',
  {
    series: integer().notNull(),
    month: date().notNull(),
    n: bigint(int8).notNull(),
    num: bigint(int8).notNull(),
    den: bigint(int8).notNull(),
    sealedAt: timestamp('sealed_at', { withTimezone: true }).notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.series, t.month] }), index('pack_seal_month').on(t.month)],
);
