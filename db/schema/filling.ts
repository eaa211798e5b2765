import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Ask } from '../../server/core/filling/duty.ts';
import type { Figures } from '../../server/core/filling/figures.ts';
import { instant } from './columns.ts';

/** Who fills in which indicator of which region, by when. One duty an indicator, region and grain: two would take turns at one value. */
export const fillingDuty = pgTable(
  'filling_duty',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    indicator: text().notNull(),
    region: text().notNull(),
    department: text().notNull(),
    grain: text().notNull(),
    /** Statuses with their due rules. */
    asks: jsonb().$type<readonly Ask[]>().notNull(),
    fromPeriod: text('from_period').notNull(),
    untilPeriod: text('until_period'),
    remindDays: integer('remind_days').notNull(),
    note: text().notNull().default(''),
    mark: text(),
    version: integer().notNull().default(1),
    changedAt: instant('changed_at').notNull(),
    /** Of the press that made it. */
    key: text().notNull(),
  },
  (t) => [uniqueIndex('filling_duty_of').on(t.indicator, t.region, t.grain), uniqueIndex('filling_duty_key').on(t.key)],
);

/** What was filed for a slot (duty, period, status). A row is decided and retracted once; its figures never change. */
export const filling = pgTable(
  'filling',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    duty: bigint({ mode: 'number' }).notNull(),
    period: text().notNull(),
    status: text().notNull(),
    figures: jsonb().$type<Figures>().notNull(),
    asOf: instant('as_of').notNull(),
    note: text().notNull().default(''),
    basis: text().notNull().default(''),
    by: integer().notNull(),
    byName: text('by_name').notNull(),
    at: instant().notNull(),
    key: text().notNull(),
    /** accepted, returned or withdrawn; null while it waits. */
    decision: text(),
    decidedAt: instant('decided_at'),
    decidedBy: integer('decided_by'),
    decidedName: text('decided_name'),
    reason: text(),
    /** What held when it was accepted. */
    replaces: bigint({ mode: 'number' }),
    /** When its event was committed; null of what was accepted: a job tells it. */
    toldAt: instant('told_at'),
    refused: text(),
    retractedAt: instant('retracted_at'),
    retractedName: text('retracted_name'),
    retractReason: text('retract_reason'),
    retractToldAt: instant('retract_told_at'),
  },
  (t) => [
    uniqueIndex('filling_key').on(t.key),
    index('filling_slot').on(t.duty, t.period, t.id),
    uniqueIndex('filling_waits').on(t.duty, t.period, t.status).where(sql`decision is null`),
    index('filling_untold')
      .on(t.id)
      .where(sql`decision = 'accepted' and refused is null and (told_at is null or (retracted_at is not null and retract_told_at is null))`),
  ],
);

/** Reminders as they were noted: by the job once of each kind, by hand (urge) as often as somebody presses. */
export const fillingReminder = pgTable(
  'filling_reminder',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    duty: bigint({ mode: 'number' }).notNull(),
    period: text().notNull(),
    status: text().notNull(),
    kind: text().notNull(),
    at: instant().notNull(),
    /** Null: by itself. */
    byName: text('by_name'),
    text: text().notNull().default(''),
    key: text(),
  },
  (t) => [
    uniqueIndex('filling_reminder_once').on(t.duty, t.period, t.status, t.kind).where(sql`kind <> 'urge'`),
    uniqueIndex('filling_reminder_key').on(t.key),
  ],
);
