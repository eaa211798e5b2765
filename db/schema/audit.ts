import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/**
 * Who did, read or was refused what. The row and its digest are written in the change's own transaction; the sealer then
 * gives `seq` and `hash = SM3(hash of the row before ‖ digest)`. A trigger allows no update but the seal and no delete
 * but by the retention's own setting.
 */
export const audit = pgTable(
  'audit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    /** person, display, token, system, nobody (before sign-in). */
    actorKind: text('actor_kind').notNull(),
    actor: integer().notNull(),
    /** The login as it was. */
    actorLogin: text('actor_login').notNull(),
    session: bigint({ mode: 'number' }),
    address: text(),
    action: text().notNull(),
    objectKind: text('object_kind'),
    objectId: text('object_id'),
    region: text(),
    department: text(),
    result: text().notNull(),
    purpose: text(),
    /** Ids, codes, counts: no personal data, no free text but the purpose. */
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    digest: bytea().notNull(),
    seq: bigint({ mode: 'number' }),
    hash: bytea(),
  },
  (t) => [
    uniqueIndex('audit_seq').on(t.seq).where(sql`seq is not null`),
    index('audit_todo').on(t.id).where(sql`seq is null`), // the sealer
    index('audit_at').on(t.at, t.id), // the timeline
    index('audit_actor').on(t.actor, t.at),
    index('audit_object').on(t.objectKind, t.objectId, t.at),
    check('audit_result', sql`${t.result} in ('ok','refused','failed')`),
    check('audit_actor_kind', sql`${t.actorKind} in ('person','display','token','system','nobody')`),
  ],
);

/** The chain's head; `floorSeq` and `floorHash` are of the last row that retention took away. */
export const auditHead = pgTable('audit_head', {
  one: boolean().primaryKey().default(true),
  seq: bigint({ mode: 'number' }).notNull().default(0),
  hash: bytea().notNull(),
  at: instant().notNull(),
  floorSeq: bigint('floor_seq', { mode: 'number' }).notNull().default(0),
  floorHash: bytea('floor_hash').notNull(),
});
