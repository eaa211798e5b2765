import { sql } from 'drizzle-orm';
import { bigint, boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** A CloudEvents source; its first event binds it to the feed whose token sent it. */
export const source = pgTable('source', { id: integer().primaryKey().generatedAlwaysAsIdentity(), feed: integer().notNull(), uri: text().notNull() }, (t) => [
  uniqueIndex('source_uri').on(t.uri),
]);

/** Identity of events, apart from their partitions: (source, id) is the idempotency key. */
export const eventKey = pgTable(
  'event_key',
  {
    source: integer().notNull(),
    id: text().notNull(),
    /** HMAC of the canonical event: tells a resend from another event under the same id. */
    hash: bigint({ mode: 'number' }).notNull(),
    /** Null = for ever (imports). */
    keepUntil: date('keep_until'),
  },
  (t) => [primaryKey({ columns: [t.source, t.id] }), index('event_key_expiry').on(t.keepUntil).where(sql`keep_until is not null`)],
);

/** Raw events, append-only, partitioned by month of event time (see the migration). */
export const event = pgTable(
  'event',
  {
    source: integer().notNull(),
    id: text().notNull(),
    /** The series of the event's type and region: records behind a figure are found by it. */
    series: integer().notNull(),
    at: instant().notNull(),
    got: instant().notNull(),
    data: jsonb().notNull(),
  },
  (t) => [
    index('event_series_at').on(t.series, t.at), // the records behind a figure
    index('event_key_at').on(t.source, t.id), // the event that a correction names
  ],
);

/** An event that a later one replaced or retracted. The event itself stays. */
export const eventVoid = pgTable(
  'event_void',
  {
    source: integer().notNull(),
    id: text().notNull(),
    byId: text('by_id').notNull(),
    retracted: boolean().notNull(),
    /** By another review of the same matter, rather than by its own sender's correction. */
    byMatter: boolean('by_matter').notNull().default(false),
    got: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.id] }),
    index('event_void_by').on(t.source, t.byId), // all versions of what is to be erased
  ],
);

/**
 * Matters and visits that have a review (一事一评), by their source's own reference; `id` is one of the review's versions, and
 * voids lead from it to the one that counts. Kept as long as the ids of its versions: later than that, what the first one
 * had counted could not be taken back, as its raw event goes then too.
 */
export const reviewMatter = pgTable(
  'review_matter',
  {
    source: integer().notNull(),
    ref: text().notNull(),
    id: text().notNull(),
    /** Null = for ever (imports). */
    keepUntil: date('keep_until'),
  },
  (t) => [primaryKey({ columns: [t.source, t.ref] }), index('review_matter_expiry').on(t.keepUntil).where(sql`keep_until is not null`)],
);

/** What a number is about. `dims_key` is canonical; scope and status are '' when the indicator has none. */
export const series = pgTable(
  'series',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** An indicator's code, or @type for the raw events of a type. */
    indicator: text().notNull(),
    region: text().notNull(),
    dims: jsonb().$type<Record<string, string>>().notNull(),
    dimsKey: text('dims_key').notNull(),
    scope: text().notNull(),
    status: text().notNull(),
    grain: text().notNull(),
    /** The feed that wrote it last: freshness is told per feed. */
    feed: integer().notNull(),
    /** Newest event time and arrival among packed minutes; hot rows tell the rest. */
    seenAt: instant('seen_at'),
    seenGot: instant('seen_got'),
  },
  (t) => [uniqueIndex('series_key').on(t.indicator, t.region, t.dimsKey, t.scope, t.status, t.grain)],
);
