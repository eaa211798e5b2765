import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { SYSTEM } from '../access/actor.ts';
import { type AuditRow, auditDigest } from './audit-entry.ts';
import { writeAudit } from './write-audit.ts';

let t: TestDb;
beforeAll(async () => {
  t = await openTestDb();
});
afterAll(() => t.drop());

test('a row is written with the digest of what is read back, and is neither changed nor deleted', async () => {
  await writeAudit(
    t.db,
    SYSTEM,
    { action: 'feed.created', result: 'ok', object: { kind: 'feed', id: 7 }, detail: { b: 1, a: { d: [1, 'x'], c: null } } },
    1_700_000_000_123,
  );
  const [row] = await t.db.query<AuditRow & { digest: Uint8Array }>(
    `select at, actor_kind "actorKind", actor, actor_login "actorLogin", session, address, action, object_kind "objectKind", object_id "objectId", region, department, result, purpose, detail, digest from audit`,
  );
  if (!row) throw new Error('no row');
  expect(Buffer.from(row.digest).equals(auditDigest(row))).toBe(true);
  for (const bad of [`update audit set result = 'failed'`, `delete from audit`, `truncate audit`, `update audit set seq = 1, hash = '\\x00', at = now()`]) {
    await expect(t.db.query(bad)).rejects.toThrow(/audit rows are not/);
  }
  await t.db.query(`update audit set seq = 1, hash = '\\x00'`);
  await expect(t.db.query(`update audit set hash = '\\x01'`)).rejects.toThrow(/not changed/);
});
