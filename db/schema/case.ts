import { sql } from 'drizzle-orm';
import { bigint, boolean, check, doublePrecision, index, integer, json, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { RiskAbout } from '../../server/core/risk/terms.ts';
import type { TaskAbout } from '../../server/core/task/about.ts';
import { instant } from './columns.ts';

/** What stays beside a case of the review that made it: codes, and the tags that were chosen. The comment is its body. */
export type ReviewAbout = { item: string; department: string; level: number; tags: readonly string[]; serviceRef: string | null; closedAt: number | null };

/**
 * A case. A ticket is made by ticket.reported and moved by commands (native) or by ticket.progressed (mirrored); a
 * rectification is made by a bad review, a task by who supervises. Whoever reads one kind says so: see `as-reader.ts`. Text is redacted; people
 * are in `person`. From `state` on, columns are what the kernel's fold of the journal says, for queues and sweeps.
 */
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
    mirrored: boolean().notNull().default(false),
    state: text().notNull().default('registered'),
    priority: text().notNull().default('normal'),
    desk: text().notNull().default(''),
    /** The region right below the root that holds `region`: queues are read by it. */
    city: text().notNull().default(''),
    outcome: text(),
    /** The clock that somebody answers for next; null when none runs. */
    clock: text(),
    clockFrom: instant('clock_from'),
    dueAt: instant('due_at'),
    soonAt: instant('soon_at'),
    paused: boolean().notNull().default(false),
    provisional: boolean().notNull().default(false),
    /** What a queue shows and filters by (DESK_MARKS). */
    marks: jsonb().$type<string[]>().notNull().default([]),
    /** When time brings the next command; null when it brings none. */
    nextLook: instant('next_look'),
    /** The case that this one follows while it is merged, and how many follow this one. */
    master: bigint({ mode: 'number' }),
    members: integer().notNull().default(0),
    parent: bigint({ mode: 'number' }),
    /** What the appraisal counts of the case (server/core/case/countable.ts); null until it is counted. */
    counted: json(),
    /** Of which rules that follows, where entries stand in no journal; null where all do. */
    countedBy: bigint('counted_by', { mode: 'number' }),
    /** Of a rectification: the review that it is about; of a task: where it comes from; of a risk: what was found. Null for tickets. */
    about: jsonb().$type<ReviewAbout | TaskAbout | RiskAbout>(),
  },
  (t) => [
    uniqueIndex('cases_event').on(t.source, t.eventId), // ticketRef of a progress event
    uniqueIndex('cases_no').on(t.no),
    index('cases_region_at').on(t.region, t.at), // lists and map points of a region, newest first
    index('cases_at').on(t.at), // the province's newest
    index('cases_open_step').on(t.step, t.region).where(sql`open`), // open counts by step
    index('cases_person').on(t.person).where(sql`person is not null`), // tickets of a caller, by his number
    index('cases_city_due').on(t.city, sql`coalesce(due_at, 'infinity'::timestamptz)`, t.id).where(sql`open and not retracted`), // a city's queue by what is left
    index('cases_due').on(sql`coalesce(due_at, 'infinity'::timestamptz)`, t.id).where(sql`open and not retracted`), // the province's
    index('cases_look').on(t.nextLook).where(sql`next_look is not null`), // sweeps
    index('cases_unit').on(t.unit, t.at).where(sql`unit is not null`), // load and record of a unit
    index('cases_unit_open').on(t.unit).where(sql`open and closed_at is null and not retracted and unit is not null`), // what a unit has in hand
    index('cases_master').on(t.master).where(sql`master is not null`),
    index('cases_rectification').on(t.at, t.id).where(sql`kind = 'rectification'`), // bad reviews, newest first
    index('cases_task').on(t.at, t.id).where(sql`kind = 'task'`), // lists and appraisal of tasks
    index('cases_risk').on(t.at, t.id).where(sql`kind = 'risk'`), // lists of risks
    index('cases_closed').on(t.closedAt).where(sql`closed_at is not null`), // appraisal
    check('cases_mark', sql`${t.mark} in ('demo','replay','real')`),
  ],
);

/**
 * What was done to a case, for ever: one row an act, `seq` the case's version after it. Texts in `data` are redacted. A
 * trigger allows no update and no delete. Steps of an upstream platform stand here only once somebody acted on the case:
 * until then they are read from the facts.
 */
export const caseJournal = pgTable(
  'case_journal',
  {
    caseId: bigint('case_id', { mode: 'number' }).notNull(),
    seq: integer().notNull(),
    at: instant().notNull(),
    actorType: text('actor_type').notNull(),
    actor: text().notNull(),
    command: text().notNull(),
    data: jsonb().notNull().default({}),
    rules: jsonb().notNull().default([]),
    effects: jsonb().notNull().default([]),
    /** Of the press of a key that gave it: the same press again changes nothing. */
    key: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq] }),
    uniqueIndex('case_journal_key').on(t.key, t.caseId).where(sql`key is not null`),
    index('case_journal_actor').on(t.actor, t.at).where(sql`actor_type = 'person'`), // what a shift has done
    check('case_journal_actor_type', sql`${t.actorType} in ('person','system','feed','order')`),
  ],
);

/** What somebody has begun to write on a ticket, redacted as all text is; read by its writer alone. */
export const caseDraft = pgTable(
  'case_draft',
  {
    account: integer().notNull(),
    caseId: bigint('case_id', { mode: 'number' }).notNull(),
    command: text().notNull(),
    data: jsonb().notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.caseId, t.command] })],
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
    check('fact_subject_known', sql`${t.subject} in ('case','alarm','access','rectification','task','risk')`),
  ],
);

export const factHead = pgTable('fact_head', {
  one: boolean().primaryKey().default(true),
  seq: bigint({ mode: 'number' }).notNull().default(0),
  epoch: uuid().notNull().default(sql`gen_random_uuid()`),
});
