import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { SYSTEM } from '../access/actor.ts';
import { forgetPolicy } from '../access/read-policy.ts';
import { openKeys } from '../person/keys.ts';
import { HeadFile } from './head-file.ts';
import { retainAudit } from './retain.ts';
import { chainHead, sealAudit } from './seal.ts';
import { Sealer } from './sealer.ts';
import { verifyAudit } from './verify.ts';
import { writeAudit } from './write-audit.ts';

const START = Date.UTC(2026, 5, 18, 3);
let t: TestDb;
let file: HeadFile;
let now = START;
const ctx = () => ({ db: t.db, now: () => now });
const logged: string[] = [];
const log = { error: (_fields: object, message: string) => void logged.push(message) };
beforeAll(async () => {
  t = await openTestDb();
});
afterAll(() => t.drop());
beforeEach(() => {
  now = START;
  logged.length = 0;
  file = new HeadFile(join(t.dataDir, 'audit-heads.ndjson'), openKeys(join(t.dataDir, 'keys.json'), { generate: true }));
});
afterEach(async () => {
  await guarded(['truncate audit restart identity', `update audit_head set seq = 0, hash = '\\x', floor_seq = 0, floor_hash = '\\x'`]);
  rmSync(file.path, { force: true });
});

/** As somebody who owns the database and knows of the trigger. */
async function guarded(statements: readonly string[]): Promise<void> {
  await t.db.query('alter table audit disable trigger user');
  for (const statement of statements) await t.db.query(statement);
  await t.db.query('alter table audit enable trigger user');
}

async function write(count: number, detail: Record<string, unknown> = {}): Promise<void> {
  await t.db.transaction(async (tx) => {
    for (let i = 0; i < count; i++)
      await writeAudit(tx, SYSTEM, { action: 'feed.set', result: 'ok', object: { kind: 'feed', id: i }, region: '440000', detail: { i, ...detail } }, now);
  });
}

const verify = () => verifyAudit(ctx(), file, { sleep: async () => {} });
const faults = async () => (await verify()).faults.map((f) => [f.kind, f.seq]);

test('rows are sealed in the order of their ids, without gaps, and the head is written beside the database', async () => {
  const sealer = new Sealer(ctx(), file, log);
  await sealer.run();
  await write(450);
  now += 1_500;
  expect(await sealer.run()).toMatchObject({ sealed: 450, head: { seq: 450 } });
  const rows = await t.db.query<{ id: number; seq: number }>('select id, seq from audit order by seq');
  expect(rows.map((r) => r.seq)).toEqual(Array.from({ length: 450 }, (_, i) => i + 1));
  expect(rows.map((r) => r.id)).toEqual([...rows.map((r) => r.id)].sort((a, b) => a - b));
  expect((await file.read()).heads.map((h) => h.seq)).toEqual([0, 450]);
  expect(await verify()).toMatchObject({ rows: 450, faultCount: 0, tail: { rows: 0, ageMs: null }, heads: { state: 'ok', last: { seq: 450 } } });
});

test('at most one head a second is written, and the last one when the process ends', async () => {
  const sealer = new Sealer(ctx(), file, log);
  await sealer.run();
  for (let i = 0; i < 6; i++) {
    now += 400;
    await write(1);
    await sealer.run();
  }
  expect((await file.read()).heads.map((h) => h.seq)).toEqual([0, 3, 6]);
  now += 100;
  await write(1);
  await sealer.close();
  expect((await file.read()).heads.at(-1)?.seq).toBe(7);
});

test('a row that commits after a higher id comes later in the chain; two sealers do not meet', async () => {
  if (t.db.kind === 'postgres') {
    let commit = () => {};
    const held = new Promise<void>((done) => (commit = done));
    const late = t.db.transaction(async (tx) => {
      await writeAudit(tx, SYSTEM, { action: 'feed.late', result: 'ok' }, now);
      await held;
    });
    await write(3);
    await sealAudit(ctx());
    commit();
    await late;
  } else await write(4);
  await write(2_500);
  const both = await Promise.all([sealAudit(ctx()), sealAudit(ctx()), sealAudit(ctx())]);
  expect(both.reduce((sum, r) => sum + r.sealed, 0)).toBe(t.db.kind === 'postgres' ? 2_501 : 2_504);
  await new Sealer(ctx(), file, log).run();
  const report = await verify();
  expect(report.faults.map((f) => f.kind)).toEqual(['heads_began']);
  expect(report.rows).toBe(2_504);
});

test('one byte of one sealed row is named, whatever the field', async () => {
  await new Sealer(ctx(), file, log).run();
  await write(40);
  await new Sealer(ctx(), file, log).run();
  const first = Number((await t.db.query<{ id: number }>('select min(id) id from audit'))[0]?.id);
  const changes: [string, string, string][] = [
    [`object_id = '9'`, `object_id = '16'`, 'row'],
    [`at = at + interval '1 microsecond'`, `at = at - interval '1 microsecond'`, 'row'],
    [`detail = jsonb_set(detail, '{i}', '17')`, `detail = jsonb_set(detail, '{i}', '16')`, 'row'],
    [`hash = set_byte(hash, 31, get_byte(hash, 31) # 1)`, `hash = set_byte(hash, 31, get_byte(hash, 31) # 1)`, 'link'],
  ];
  for (const [change, back, kind] of changes) {
    await guarded([`update audit set ${change} where seq = 17`]);
    const [fault] = (await verify()).faults;
    expect([change, fault]).toMatchObject([change, { kind, seq: 17, id: first + 16 }]);
    await guarded([`update audit set ${back} where seq = 17`]);
  }
  expect(await faults()).toEqual([]);
});

test('rows taken from the middle, from above the head, and from the end are found', async () => {
  await new Sealer(ctx(), file, log).run();
  await write(20);
  await new Sealer(ctx(), file, log).run();
  await guarded(['delete from audit where seq between 5 and 6']);
  expect(await faults()).toEqual([['gap', 5]]);
  await guarded([`delete from audit where seq = 20`]);
  expect(await faults()).toEqual([
    ['gap', 5],
    ['gap', 20],
  ]);
});

test('the last sealed row and the head taken together are found by the file, and by the sealer that runs', async () => {
  const sealer = new Sealer(ctx(), file, log);
  await sealer.run();
  await write(10);
  now += 2_000;
  await sealer.run();
  await guarded([`delete from audit where seq = 10`, `update audit_head set seq = 9, hash = (select hash from audit where seq = 9)`]);
  expect(await faults()).toEqual([['heads_ahead', 10]]);
  // Whatever comes after does not cover it up.
  await write(3);
  now += 2_000;
  await sealer.run();
  expect(logged).toEqual(['the audit chain no longer holds the head that was written before']);
  expect(await faults()).toEqual([
    ['heads_differ', 10],
    ['heads_broken', 12],
  ]);
});

test('a chain that was recomputed from an altered row on does not fit the written heads', async () => {
  const sealer = new Sealer(ctx(), file, log);
  for (let i = 0; i < 3; i++) {
    await write(5);
    now += 2_000;
    await sealer.run();
  }
  await guarded([
    `update audit set object_id = 'x' where seq = 8`,
    `update audit set seq = null, hash = null where seq > 5`,
    `update audit_head set seq = 5, hash = (select hash from audit where seq = 5)`,
    `update audit set digest = '\\x00' where object_id = 'x'`,
  ]);
  await sealAudit(ctx());
  expect((await faults()).map(([kind]) => kind)).toEqual(
    ['heads_began', 'row', 'heads_differ', 'heads_differ'].sort((a, b) => (a === 'row' ? -1 : b === 'row' ? 1 : 0)),
  );
});

test('a missing, an altered and a later file of heads are each said', async () => {
  const sealer = new Sealer(ctx(), file, log);
  await sealer.run();
  await write(4);
  now += 2_000;
  await sealer.run();
  const good = readFileSync(file.path, 'utf8');
  writeFileSync(file.path, good.replace('"seq":4', '"seq":3'));
  expect(await faults()).toEqual([['heads_altered', 2]]);
  writeFileSync(file.path, good);
  appendFileSync(file.path, '{}\n');
  expect(await faults()).toEqual([['heads_altered', 3]]);
  rmSync(file.path);
  expect(await faults()).toEqual([['heads_missing', 4]]);
  await sealer.run();
  expect(logged).toContain('the file of audit heads was not there: what it proved is lost, it begins again');
  expect(await faults()).toEqual([['heads_began', 4]]);
});

test('the file begins before the first row is sealed, and not in the middle of a chain', async () => {
  await new Sealer(ctx(), file, log).open();
  await write(2);
  await sealAudit(ctx());
  await new Sealer(ctx(), file, log).run();
  expect(await faults()).toEqual([]);
  rmSync(file.path);
  await new Sealer(ctx(), file, log).open();
  expect(await faults()).toEqual([['heads_missing', 2]]);
});

test('an unsealed row is reported with its age, and is a fault after a minute', async () => {
  await new Sealer(ctx(), file, log).run();
  await write(2);
  now += 30_000;
  expect(await verify()).toMatchObject({ faultCount: 0, tail: { rows: 2, ageMs: 30_000 } });
  now += 40_000;
  expect(await verify()).toMatchObject({ faults: [{ kind: 'tail' }], tail: { rows: 2, ageMs: 70_000 } });
});

test('the retention moves the floor, says so, and what is left verifies', async () => {
  const sealer = new Sealer(ctx(), file, log);
  await sealer.run();
  await write(1_500, { old: true });
  now += 86_400_000;
  await write(5);
  await sealer.close();
  now = Date.UTC(2029, 5, 18, 4);
  expect(await retainAudit(ctx())).toEqual({ dropped: 1_500 });
  expect(await retainAudit(ctx())).toEqual({ dropped: 0 });
  await sealer.close();
  const report = await verify();
  expect(report).toMatchObject({ faultCount: 0, floorSeq: 1_500 });
  const dropped = await t.db.query<{ detail: { rows: number } }>(`select detail from audit where action = 'audit.dropped' order by id`);
  expect(dropped.reduce((sum, r) => sum + r.detail.rows, 0)).toBe(1_500);
  expect((await chainHead(t.db)).seq).toBe(1_505 + dropped.length);
  await guarded([`update audit_head set floor_seq = 1501`]);
  expect((await faults())[0]).toEqual(['link', 1502]);
});

test('a shorter policy is followed', async () => {
  await t.db.query(`insert into policy (note, body) values ('one year', '{"auditYears":1}')`);
  forgetPolicy(t.db);
  await write(3);
  await sealAudit(ctx());
  now = Date.UTC(2027, 5, 18, 4);
  expect(await retainAudit(ctx())).toEqual({ dropped: 3 });
});
