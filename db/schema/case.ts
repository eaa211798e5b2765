import { sql } from 'drizzle-orm';
import { bigint, boolean, check, doublePrecision, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** A ticket: made by ticket.reported, moved by ticket.progressed. Text is redacted; people are in `person`. */
export const cases = pgTable(
  'cases',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().notNull().default('ticket'),
    no: text().notNull(),
    source: integer().notNull(),
    eventId: text('event_id').notNull(),
    feed: integer().notNull(),
    version: integer().notNull().default(1),
    region: text().notNull(),
    located: boolean().notNull(),
    step: text().notNull().default('reported'),
    movedAt: instant('moved_at').notNull(),
    open: boolean().notNull().default(true),
    requestType: text('request_type').notNull(),
    category: text(),
    channel: text().notNull(),
    entrance: text(),
    line: text(),
    urgent: boolean().notNull().default(false),
    confidential: boolean().notNull().default(false),
    anonymous: boolean().notNull().default(false),
    title: text().notNull(),
    body: text().notNull(),
    unit: text(),
    department: text(),
    lon: doublePrecision(),
    lat: doublePrecision(),
    person: bigint({ mode: 'number' }),
    at: instant().notNull(),
    got: instant().notNull(),
    closedAt: instant('closed_at'),
    retracted: boolean().notNull().default(false),
    mark: text(),
  },
  (t) => [
    uniqueIndex('cases_event').on(t.source, t.eventId), // ticketRef of a progress event
    uniqueIndex('cases_no').on(t.no),
    index('cases_region_at').on(t.region, t.at), // lists and map points of a region, newest first
    index('cases_at').on(t.at), // the province's newest
    index('cases_open_step').on(t.step, t.region).where(sql`open`), // open counts by step
    index('cases_person').on(t.person).where(sql`person is not null`), // tickets of a caller, by his number
    check('cases_mark', sql`${t.mark} in ('demo','replay','real')`),
  ],
);

/** Facts lane: ids, codes and times only. `seq` is given after the commit by the stamper, gapless and final. */
export const fact = pgTable(
  'fact',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    seq: bigint({ mode: 'number' }),
    at: instant().notNull(),
    kind: text().notNull(),
    subject: text().notNull(),
    subjectId: bigint('subject_id', { mode: 'number' }).notNull(),
    version: integer().notNull(),
    regions: jsonb().$type<string[]>().notNull(),
    departments: jsonb().$type<string[]>().notNull().default([]),
    quiet: boolean().notNull().default(false),
    body: jsonb().notNull().default({}),
  },
  (t) => [
    uniqueIndex('fact_seq').on(t.seq).where(sql`seq is not null`), // tails
    index('fact_todo').on(t.id).where(sql`seq is null`), // the stamper
    index('fact_subject').on(t.subject, t.subjectId, t.id), // a case's timeline
    check('fact_subject_known', sql`${t.subject} in ('case','alarm','access')`),
  ],
);

export const factHead = pgTable('fact_head', {
  one: boolean().primaryKey().default(true),
  seq: bigint({ mode: 'number' }).notNull().default(0),
  epoch: uuid().notNull().default(sql`gen_random_uuid()`),
});
