import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/client.ts';
import { migrateDb } from '../../../db/migrate.ts';
import { makeCall, makeTicket } from '../../../db/seed/events.ts';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, makeFloor } from '../../../e2e/faults/floor.ts';
import { SYSTEM } from '../access/actor.ts';
import { makePerson } from '../access/testing.ts';
import { sealAudit } from '../audit/seal.ts';
import { verifyAudit } from '../audit/verify.ts';
import { EventStore } from '../event/event-store.ts';
import { eraseTicket } from '../person/erase-ticket.ts';
import { type Keys, openKeys, openPerson } from '../person/vault.ts';
import { packClosed } from '../rollup/pack.ts';
import { verifyRollups } from '../rollup/verify.ts';
import { readArchive } from './archive.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const NAME = '示例甲乙';
const PHONE = '19900001234';
let t: TestDb;
let folder: string;
let keys: Keys;
let floor: Floor;
let kept: string;
let erased: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  t = await openTestDb();
  folder = mkdtempSync(join(tmpdir(), 'tongguan-backup-'));
  const keyFile = path('keys.json');
  keys = openKeys(keyFile, { generate: true });
  floor = await makeFloor(t.db, { keyFile });
  await t.db.query(`insert into meta (key, value) values ('profile', '"made"'), ('nothing', 'null')`);
  const time = (minutes: number) => new Date(FLOOR_NOW - minutes * 60_000).toISOString();
  const reporter = { name: NAME, phone: PHONE };
  const tickets = [0, 1].map((i) =>
    makeTicket({ reporter, region: '990101', body: `${NAME}，电话${PHONE}`, title: `=路灯 "${i}" \\ {}` }, { id: `t-${i}`, time: time(500 + i) }),
  );
  await floor.submit(await floor.feed('ticket'), tickets);
  const calls = Array.from({ length: 40 }, (_, i) => {
    const from = time(700 + i * 1_500);
    return makeCall({ region: '990101', offered: 19, window: { from, to: time(699 + i * 1_500) } }, { time: from, source: 'urn:test:calls' });
  });
  expect(await floor.submit(await floor.feed('call'), calls, { history: true })).toMatchObject({ accepted: 40 });
  // What was refused is kept sealed as well.
  await floor.submit(await floor.feed('ticket'), [makeTicket({ reporter, region: '123456' }, { id: 'bad' })]);
  await packClosed(floor.ctx, floor.ctx.store, {});
  await makePerson(floor.ctx, [{ role: 'dispatcher' }], { login: 'kept.account' });
  await t.db.query(`insert into session (token_hash, account, created_at, seen_at) values ('\\xabcdef', 1, now(), now())`);
  const rows = await t.db.query<{ no: string }>('select no from cases order by event_id');
  [erased, kept] = rows.map((r) => r.no) as [string, string];
  await eraseTicket(floor.ctx, keys, erased, '诉求人要求删除');
  await sealAudit(floor.ctx);
  await makeBackup(floor.ctx, keys, SYSTEM, path('whole.backup'));
}, 120_000);
afterAll(async () => {
  await t.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The other database than the one that the test runs on, where there is one. */
async function other(): Promise<{ db: Db; drop(): Promise<void> }> {
  if (t.db.kind === 'embedded') return openTestDb();
  const dataDir = mkdtempSync(join(tmpdir(), 'tongguan-other-'));
  const db = await openDb({ dataDir, databaseUrl: null, onFatal: () => {}, untimed: true });
  await migrateDb(db);
  return {
    db,
    drop: async () => {
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
const restore = (db: Db, file: string, withKeys = keys) => restoreBackup(db, withKeys, file, { profile: floor.ctx.catalog.id, now: FLOOR_NOW });
const tables = ['account', 'access_grant', 'event', 'event_key', 'hot', 'pack', 'series', 'cases', 'fact', 'person', 'quarantine', 'feed', 'feed_usage'];
const contents = async (db: Db) =>
  Object.fromEntries(
    await Promise.all(
      tables.map(async (name) => [
        name,
        (await db.query<{ row: string }>(`select md5(string_agg(x, E'\\n' order by x)) "row" from (select to_jsonb(q)::text x from "${name}" q) y`))[0]?.row,
      ]),
    ),
  );

test('what is restored into another database is the same, verifies, and goes on', async () => {
  const target = await other();
  try {
    const { rows, head } = await restore(target.db, path('whole.backup'));
    expect(head).toMatchObject({ engine: t.db.kind, keys: ['k1'] });
    expect(rows).toBeGreaterThan(100);
    expect(await contents(target.db)).toEqual(await contents(t.db));
    const ctx = { ...floor.ctx, db: target.db };
    const heads = [{ seq: head.audit.seq, hash: head.audit.hash, at: 0, note: null }];
    expect(await verifyAudit(ctx, { read: async () => ({ state: 'ok', heads, line: 1 }) }, { sleep: async () => {} })).toMatchObject({
      faults: [],
      rows: head.audit.seq,
    });
    const store = new EventStore();
    await store.load(target.db);
    const figures = await verifyRollups({ ...ctx, store });
    expect(figures.differences).toEqual([]);
    expect(figures.checked.series).toBeGreaterThan(0);
    // Sessions are not in it, the epoch of facts is new, JSON null is not SQL null, and numbers go on where they stood.
    expect(await target.db.query('select 1 from session')).toEqual([]);
    expect((await target.db.query(`select value from meta where key = 'nothing'`))[0]).toEqual({ value: null });
    const epochs = await Promise.all([t.db, target.db].map((db) => db.query<{ epoch: string }>('select epoch from fact_head')));
    expect(epochs[0]?.[0]?.epoch).not.toBe(epochs[1]?.[0]?.epoch);
    const again = await makeFloor(target.db, { keyFile: keys.file });
    const answer = await again.submit(await again.feed('ticket'), [
      makeTicket({ region: '990102' }, { id: 'after' }),
      makeTicket({ region: '990101' }, { id: 't-0' }),
    ]);
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ code: 'id_reused' }] });
    await sealAudit(ctx);
    expect((await verifyAudit(ctx, { read: async () => ({ state: 'ok', heads, line: 1 }) })).faults).toEqual([]);
  } finally {
    await target.drop();
  }
}, 120_000);

test('from one database to the other and back nothing changes', async () => {
  const [first, second] = [await other(), await openTestDb()];
  try {
    await restore(first.db, path('whole.backup'));
    await makeBackup({ ...floor.ctx, db: first.db }, keys, SYSTEM, path('back.backup'));
    await restore(second.db, path('back.backup'));
    expect(await contents(second.db)).toEqual(await contents(t.db));
  } finally {
    await first.drop();
    await second.drop();
  }
}, 120_000);

test('a ticket that was erased before is erased there, the other one opens with the same keys', async () => {
  const target = await other();
  try {
    await restore(target.db, path('whole.backup'));
    const person = async (no: string) =>
      (
        await target.db.query<{ keyId: string; wrappedKey: Uint8Array | null; sealed: Uint8Array }>(
          'select p.key_id "keyId", p.wrapped_key "wrappedKey", p.sealed from cases c join person p on p.id = c.person where c.no = $1',
          [no],
        )
      )[0];
    const [gone, here] = await Promise.all([person(erased), person(kept)]);
    if (!gone || !here) throw new Error('no person');
    expect(openPerson(keys, gone)).toBeNull();
    expect(openPerson(keys, here)).toMatchObject({ name: NAME, phone: PHONE });
  } finally {
    await target.drop();
  }
}, 120_000);

test('the archive shows no personal data and no key', async () => {
  const text = gunzipSync(readFileSync(path('whole.backup'))).toString('utf8');
  expect(text).not.toMatch(new RegExp(`${NAME}|${PHONE}`));
  const file = JSON.parse(readFileSync(keys.file, 'utf8')) as { keys: Record<string, string>; index: string };
  for (const key of [...Object.values(file.keys), file.index]) expect(text).not.toContain(key);
  const listed: [string, number][] = [];
  await readArchive(path('whole.backup'), keys, { end: (name, rows) => void listed.push([name, rows]) });
  expect(listed.map(([name]) => name)).toEqual(expect.arrayContaining(tables));
  expect(listed.map(([name]) => name)).not.toContain('session');
});

test('an archive that was altered, cut or made with other keys is refused, and nothing stays', async () => {
  const target = await other();
  try {
    const lines = gunzipSync(readFileSync(path('whole.backup')))
      .toString('utf8')
      .split('\n');
    const put = (name: string, text: string) => {
      writeFileSync(path(name), gzipSync(text));
      return path(name);
    };
    const row = lines.findIndex((line) => line.startsWith('[') && line.includes('kept.account'));
    const cases: [string, RegExp][] = [
      [put('row', lines.map((l, i) => (i === row ? l.replace('kept.account', 'else.account') : l)).join('\n')), /table account were altered/],
      [put('head', lines.map((l, i) => (i === 0 ? l.replace('"profile":"', '"profile": "') : l)).join('\n')), /it was altered/],
      [put('cut', lines.slice(0, -5).join('\n')), /its end is missing/],
      [put('more', `${lines.join('\n')}{"table":"x"}\n`), /behind its end/],
      [put('noise', 'not a backup'), /cannot be read/],
    ];
    const bytes = readFileSync(path('whole.backup'));
    writeFileSync(path('torn'), bytes.subarray(0, bytes.length / 2));
    cases.push([path('torn'), /cannot be unpacked/]);
    for (const [file, message] of cases) await expect(restore(target.db, file)).rejects.toThrow(message);
    await expect(restore(target.db, path('whole.backup'), openKeys(path('others.json'), { generate: true }))).rejects.toThrow('another KEY_FILE');
    await expect(restore(target.db, path('none'))).rejects.toThrow('ENOENT');
    await expect(restoreBackup(target.db, keys, path('whole.backup'), { profile: 'elsewhere', now: 0 })).rejects.toThrow('PROFILE=');
    expect(await target.db.query('select 1 from account')).toEqual([]);
    expect(await target.db.query('select seq from fact_head')).toEqual([{ seq: 0 }]);
  } finally {
    await target.drop();
  }
}, 120_000);

test('a database that holds anything is not restored into, and a file that is there is not written over', async () => {
  await expect(restore(t.db, path('whole.backup'))).rejects.toThrow('is not empty');
  await expect(makeBackup(floor.ctx, keys, SYSTEM, path('whole.backup'))).rejects.toThrow('is there already');
  const actions = await t.db.query<{ action: string; result: string }>(`select action, result from audit where action like 'backup.%' order by id`);
  expect(actions).toEqual([
    { action: 'backup.started', result: 'ok' },
    { action: 'backup.ended', result: 'ok' },
  ]);
});

test('a backup that is stopped leaves no file', async () => {
  await expect(makeBackup(floor.ctx, keys, SYSTEM, path('stopped.backup'), { stop: () => true })).rejects.toThrow('stopped');
  for (const name of ['stopped.backup', 'stopped.backup.part']) expect(() => readFileSync(path(name))).toThrow('ENOENT');
});
