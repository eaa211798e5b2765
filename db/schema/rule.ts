import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Rules as they were written in this installation, over those of the profile. Rows are added, never changed: a version says
 * all of its rule from `from_at` on, and an end is a version too.
 */
export const ruleRow = pgTable(
  'rule_row',
  {
    id: text().notNull(),
    version: integer().notNull(),
    rule: text().notNull(),
    /** What it applies to (RuleWhere). */
    applies: jsonb().notNull(),
    fromAt: instant('from_at').notNull(),
    /** Exclusive; null = open. No later than `from_at`: it never held. */
    untilAt: instant('until_at'),
    /** Who says so (RuleSourceRef); null = 产品默认. */
    source: jsonb(),
    value: jsonb().notNull(),
    note: text(),
    by: integer().notNull(),
    at: instant().notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] }), check('rule_row_version', sql`${t.version} > 0`)],
);

/** Calendars of years as they were imported, over those of the profile; the newest version of a year holds. */
export const calendarYear = pgTable(
  'calendar_year',
  {
    year: integer().notNull(),
    version: integer().notNull(),
    source: text().notNull(),
    /** Holidays and days worked in exchange (CalendarFile). */
    body: jsonb().notNull(),
    by: integer().notNull(),
    at: instant().notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.year, t.version] }), check('calendar_year_version', sql`${t.version} > 0`)],
);
