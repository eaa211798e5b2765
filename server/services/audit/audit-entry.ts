import { createHash } from 'node:crypto';
import { redact } from '../../core/privacy/redact.ts';
import type { Actor } from '../access/actor.ts';

/** What happened, in a word: noun.verb. */
export type AuditAction = `${string}.${string}`;

/** One thing to be written down. `detail` holds ids, codes and counts: no personal data, no free text. */
export type AuditEntry = {
  action: AuditAction;
  result: 'ok' | 'refused' | 'failed';
  object?: { kind: string; id: string | number } | null;
  region?: string | null;
  department?: string | null;
  /** The reason that the actor gave. */
  purpose?: string | null;
  detail?: Record<string, unknown>;
};

/** Who is written down: an actor, or somebody who has not signed in, by the login that was typed and the address. */
export type AuditActor = Pick<Actor, 'id' | 'login' | 'session' | 'address'> & { kind: Actor['kind'] | 'nobody' };

export type AuditRow = {
  at: number;
  actorKind: AuditActor['kind'];
  actor: number;
  actorLogin: string;
  session: number | null;
  address: string | null;
  action: string;
  objectKind: string | null;
  objectId: string | null;
  region: string | null;
  department: string | null;
  result: AuditEntry['result'];
  purpose: string | null;
  detail: Record<string, unknown>;
};

/**
 * The row of an entry. Logins, ids and addresses come from outside: what no database can store (U+0000, half characters) is
 * replaced and length is bounded, so that nobody keeps a row from being written by what he types. Personal numbers inside
 * a reason or a searched text are redacted.
 */
export function toAuditRow(actor: AuditActor, entry: AuditEntry, now: number): AuditRow {
  return {
    at: now,
    actorKind: actor.kind,
    actor: actor.id,
    actorLogin: storable(actor.login, 64),
    session: actor.session,
    address: actor.address === null ? null : storable(actor.address, 100),
    action: entry.action,
    objectKind: entry.object?.kind ?? null,
    objectId: entry.object ? storable(String(entry.object.id), 200) : null,
    region: storableOrNull(entry.region),
    department: storableOrNull(entry.department),
    result: entry.result,
    purpose: entry.purpose ? redact(storable(entry.purpose, 500)).text : null,
    detail: JSON.parse(JSON.stringify(entry.detail ?? {}), (_key, value) => (typeof value === 'string' ? redact(storable(value, 1_000)).text : value)),
  };
}

function storable(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '\ufffd').toWellFormed();
}

function storableOrNull(text: string | null | undefined, most = 100): string | null {
  return text === null || text === undefined ? null : storable(text, most);
}

/** SM3 of the canonical row: a JSON array of its fields in the order of AuditRow, with the keys of `detail` sorted. */
export function auditDigest(row: AuditRow): Buffer {
  const fields = [
    row.at,
    row.actorKind,
    row.actor,
    row.actorLogin,
    row.session,
    row.address,
    row.action,
    row.objectKind,
    row.objectId,
    row.region,
    row.department,
    row.result,
    row.purpose,
    sorted(row.detail),
  ];
  return createHash('sm3').update(JSON.stringify(fields)).digest();
}

/** A value with the keys of every object in it sorted: jsonb does not keep their order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
