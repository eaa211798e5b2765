import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/** A data source with its token and its papers: who gives what, for what purpose, how often, until when. */
export const feed = pgTable(
  'feed',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    kind: text().notNull(),
    label: text().notNull(),
    tokenHash: text('token_hash').notNull(),
    region: text().notNull(),
    department: text(),
    purpose: text(),
    fields: jsonb().$type<string[]>().notNull().default([]),
    share: text().notNull().default('none'),
    cadenceMs: bigint('cadence_ms', { mode: 'number' }),
    owner: text(),
    until: instant(),
    rate: integer().notNull().default(20_000),
    lateDays: integer('late_days').notNull(),
    mirrored: boolean().notNull().default(false),
    brokerUser: text('broker_user'),
    disabled: boolean().notNull().default(false),
    /** Its tickets may be reported and read through Open311. */
    open311: boolean().notNull().default(false),
    /** demo: simulated; replay: old records shifted to now; real: true records in a demo. Shown wherever its figures are. */
    mark: text(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    uniqueIndex('feed_name').on(t.name),
    uniqueIndex('feed_token').on(t.tokenHash), // one look-up a request
    check('feed_kind', sql`${t.kind} in ('indicator','service','ticket','review','trade','call')`),
    check('feed_share', sql`${t.share} in ('open','conditional','none')`),
    check('feed_mark', sql`${t.mark} in ('demo','replay','real')`),
  ],
);

/** Tokens that read figures over HTTP and post nothing. */
export const reader = pgTable(
  'reader',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    tokenHash: text('token_hash').notNull(),
    region: text().notNull(),
    indicators: jsonb().$type<string[]>(),
    disabled: boolean().notNull().default(false),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [uniqueIndex('reader_name').on(t.name), uniqueIndex('reader_token').on(t.tokenHash)],
);

/** How much a feed sent in a month of the profile's zone; rejected events are counted nowhere else for ever. */
export const feedUsage = pgTable(
  'feed_usage',
  {
    feed: integer().notNull(),
    month: date().notNull(),
    accepted: bigint({ mode: 'number' }).notNull().default(0),
    duplicate: bigint({ mode: 'number' }).notNull().default(0),
    rejected: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.feed, t.month] })],
);

/** Codes of items and departments that came in and that the profile does not know: what a steward has to register. */
export const pendingCode = pgTable(
  'pending_code',
  {
    feed: integer().notNull(),
    kind: text().notNull(),
    /** Empty: all further ones of a feed that has its most of them. */
    code: text().notNull(),
    events: bigint({ mode: 'number' }).notNull(),
    /** Arrival of the first and of the newest event. */
    firstGot: instant('first_got').notNull(),
    lastGot: instant('last_got').notNull(),
  },
  (t) => [primaryKey({ columns: [t.feed, t.kind, t.code] }), check('pending_code_kind', sql`${t.kind} in ('item','department')`)],
);

/** What was refused, with its reason; the event is redacted, personal parts are in the vault under `person`. */
export const quarantine = pgTable(
  'quarantine',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    feed: integer().notNull(),
    got: instant().notNull().default(sql`now()`),
    code: text().notNull(),
    message: text().notNull(),
    event: jsonb().notNull(),
    person: bigint({ mode: 'number' }),
    /** The reference it waits for: it is replayed by itself when that arrives. */
    waitsSource: text('waits_source'),
    waitsId: text('waits_id'),
    state: text().notNull().default('held'),
    settledAt: instant('settled_at'),
  },
  (t) => [
    index('quarantine_held').on(t.feed, t.id).where(sql`state = 'held'`), // the steward's list
    index('quarantine_waits').on(t.waitsSource, t.waitsId).where(sql`state = 'held'`), // replay when the reference arrives
    check('quarantine_state', sql`${t.state} in ('held','replayed','dropped')`),
  ],
);

/** The only home of personal fields: SM4 under a key of its own, wrapped by a key of KEY_FILE. */
export const person = pgTable(
  'person',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    keyId: text('key_id').notNull(),
    /** Null after erasure: what it opened is then noise. */
    wrappedKey: bytea('wrapped_key'),
    sealed: bytea().notNull(),
    /** Keyed hash of the phone number, for exact search. */
    phoneHash: bytea('phone_hash'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    erasedAt: instant('erased_at'),
  },
  (t) => [index('person_phone').on(t.phoneHash)],
);

/** Small facts of the installation: profile, demo seed and start, history loaded. */
export const meta = pgTable('meta', { key: text().primaryKey(), value: jsonb().notNull() });
