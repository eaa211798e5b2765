import { bigint, date, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

const sum = (name: string) => bigint(name, { mode: 'number' }).notNull();

/**
 * Cross-border trade by everything that a declaration names: grain 1 a day, 2 a month (its first day) of the profile's zone.
 * Both are written with the event, so that a year is read from its months. Sums as in core/trade/flow.ts. The key begins
 * with what every read names, and its order is the order in which rows are locked.
 */
export const tradeCell = pgTable(
  'trade_cell',
  {
    grain: smallint().notNull(),
    scope: text().notNull(),
    status: text().notNull(),
    period: date().notNull(),
    region: text().notNull(),
    zone: text().notNull(),
    mode: text().notNull(),
    direction: text().notNull(),
    partner: text().notNull(),
    /** Chapter, port and district are '' where the event does not tell. */
    chapter: text().notNull(),
    port: text().notNull(),
    district: text().notNull(),
    events: sum('events'),
    value: sum('value'),
    parcels: sum('parcels'),
    declarations: sum('declarations'),
    inspected: sum('inspected'),
    inspectedOf: sum('inspected_of'),
    mismatched: sum('mismatched'),
    mismatchedOf: sum('mismatched_of'),
    returned: sum('returned'),
    returnedOf: sum('returned_of'),
    le1h: sum('le1h'),
    le6h: sum('le6h'),
    le24h: sum('le24h'),
    gt24h: sum('gt24h'),
    overOrder: sum('over_order'),
    overYear: sum('over_year'),
    manyOrders: sum('many_orders'),
    flagsOf: sum('flags_of'),
    /** Time of the newest event that was ever counted here. */
    newest: instant().notNull(),
    rev: sum('rev'),
    revisedAt: instant('revised_at').notNull(),
  },
  (t) => [
    primaryKey({
      name: 'trade_cell_key',
      columns: [t.grain, t.scope, t.status, t.period, t.region, t.zone, t.mode, t.direction, t.partner, t.chapter, t.port, t.district],
    }),
  ],
);
