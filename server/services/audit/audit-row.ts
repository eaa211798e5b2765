import type { RowCheck } from '../../wire/audit.ts';
import { type AuditRow, auditDigest } from './audit-entry.ts';
import { linkHash, sameBytes } from './chain.ts';

/** A row as stored, with its place in the chain. `at` has fractions of a ms only if somebody wrote into the table. */
export type StoredRow = AuditRow & { id: number; digest: Uint8Array; seq: number | null; hash: Uint8Array | null };

/** Columns of StoredRow. */
export const ROW_COLUMNS = `a.id, extract(epoch from a.at) * 1000 "at", a.actor_kind "actorKind", a.actor, a.actor_login "actorLogin", a.session, a.address,
  a.action, a.object_kind "objectKind", a.object_id "objectId", a.region, a.department, a.result, a.purpose, a.detail, a.digest, a.seq, a.hash`;

export function checkRow(row: StoredRow, before: Uint8Array | null): RowCheck {
  const digest = sameBytes(auditDigest(row), row.digest);
  if (row.seq === null || before === null) return { digest, link: null };
  return { digest, link: sameBytes(linkHash(before, { seq: row.seq, id: row.id, digest: row.digest }), row.hash) };
}
