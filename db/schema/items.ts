import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ItemSum } from '../../server/core/items/item-rules.ts';
import { instant } from './columns.ts';

/**
 * Versions of regions' item lists (事项目录). Of a region and date one stands: a correction takes the place of the one
 * before, a withdrawal leaves none. A list holds from its date until the next that stands; its items never change.
 */
export const itemList = pgTable(
  'item_list',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    region: text().notNull(),
    /** YYYY-MM-DD */
    asOf: text('as_of').notNull(),
    version: integer().notNull(),
    stands: boolean().notNull().default(true),
    items: integer().notNull(),
    /** Properties that it has a column of. */
    columns: jsonb().$type<readonly string[]>().notNull(),
    /** What it counts, by indicator. */
    counts: jsonb().$type<Readonly<Record<string, ItemSum>>>().notNull(),
    digest: text().notNull(),
    file: text().notNull(),
    note: text().notNull(),
    mark: text(),
    by: integer().notNull(),
    byName: text('by_name').notNull(),
    at: instant().notNull(),
    /** The version of the same date whose place it took. */
    replaces: bigint({ mode: 'number' }),
    /** When its events were committed; a job tells what was not told. */
    toldAt: instant('told_at'),
    /** Indicators whose figure did not take it, with the reason. */
    refused: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnName: text('withdrawn_name'),
    withdrawReason: text('withdraw_reason'),
    withdrawToldAt: instant('withdraw_told_at'),
  },
  (t) => [
    uniqueIndex('item_list_version').on(t.region, t.asOf, t.version),
    uniqueIndex('item_list_stands').on(t.region, t.asOf).where(sql`stands`),
    index('item_list_untold').on(t.id).where(sql`told_at is null or (withdrawn_at is not null and withdraw_told_at is null)`),
  ],
);

/** The items of a list, as its file has them. */
export const listedItem = pgTable(
  'listed_item',
  {
    list: bigint({ mode: 'number' }).notNull(),
    line: integer().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    region: text().notNull(),
    department: text().notNull(),
    kind: text().notNull(),
    has: jsonb().$type<readonly string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.list, t.line] })],
);
