import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../../db/client.ts';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { AuditBatch } from './audit-batch.ts';
import { type AuditActor, type AuditRow, auditDigest } from './audit-entry.ts';

let t: TestDb;
beforeAll(async () => {
  t = await openTestDb();
});
afterAll(() => t.drop());

const actor: AuditActor = { kind: 'person', id: 7, login: 'reader', session: 3, address: '10.0.0.7' };
const silent = { error: () => {} };
const counted = async (action: string) => Number((await t.db.query<{ n: number }>('select count(*) n from audit where action = $1', [action]))[0]?.n);

test('rows are written within the delay, in their order, with the time of the note', async () => {
  let now = 1_700_000_000_000;
  const batch = new AuditBatch({ db: t.db, now: () => now++ }, { log: silent, delayMs: 20 });
  for (let i = 0; i < 600; i++) batch.note(actor, { action: 'read.order', result: 'ok', object: { kind: 'n', id: i } });
  expect(batch.size).toBe(600);
  await expect.poll(() => batch.size, { timeout: 5_000 }).toBe(0);
  const rows = await t.db.query<{ id: string; at: number }>(`select object_id id, at from audit where action = 'read.order' order by audit.id`);
  expect(rows.map((r) => Number(r.id))).toEqual(Array.from({ length: 600 }, (_, i) => i));
  expect(rows[5]?.at).toBe(1_700_000_000_005);
});

test('what the database did not take is kept, and what does not fit any more is counted in a row', async () => {
  let down = true;
  const db = { ...t.db, transaction: (fn: never) => (down ? Promise.reject(new Error('down')) : t.db.transaction(fn)) } as Db;
  const logged: string[] = [];
  const batch = new AuditBatch({ db, now: () => 1 }, { log: { error: (_f, m) => logged.push(m) }, delayMs: 5, most: 300 });
  for (let i = 0; i < 310; i++) batch.note(actor, { action: 'read.kept', result: 'ok' });
  await expect(batch.flush()).rejects.toThrow('down');
  expect([batch.size, logged.length]).toEqual([300, 1]);
  down = false;
  await expect.poll(() => batch.size, { timeout: 5_000 }).toBe(0);
  await batch.close();
  expect(await counted('read.kept')).toBe(300);
  expect(await t.db.query(`select detail from audit where action = 'audit.lost'`)).toEqual([{ detail: { rows: 10 } }]);
});

test('closing writes what waits', async () => {
  const batch = new AuditBatch({ db: t.db, now: () => 1 }, { log: silent, delayMs: 60_000 });
  batch.note(actor, { action: 'read.last', result: 'refused' });
  await batch.close();
  expect(await counted('read.last')).toBe(1);
});

test('nothing that is typed keeps a row from being written, and its digest is that of what is read back', async () => {
  const batch = new AuditBatch({ db: t.db, now: () => 1 }, { log: silent });
  const evil = 'a\u0000\ud800"\\{}';
  batch.note(
    { ...actor, login: evil, address: evil },
    { action: 'read.evil', result: 'refused', object: { kind: 'ticket', id: evil }, purpose: evil, detail: { q: evil, at: new Date(0), no: undefined } },
  );
  await batch.flush();
  const [row] = await t.db.query<AuditRow & { digest: Uint8Array }>(
    `select at, actor_kind "actorKind", actor, actor_login "actorLogin", session, address, action, object_kind "objectKind", object_id "objectId", region, department, result, purpose, detail, digest from audit where action = 'read.evil'`,
  );
  if (!row) throw new Error('no row');
  expect(Buffer.from(row.digest).equals(auditDigest(row))).toBe(true);
  expect(row.detail).toEqual({ q: 'a\ufffd\ufffd"\\{}', at: '1970-01-01T00:00:00.000Z' });
});
