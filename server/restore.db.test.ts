import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../db/seed/test-db.ts';
import { runCommand } from './cli/run-command.ts';
import { type Core, composeCore } from './compose.ts';
import { type Env, readEnv } from './env.ts';
import { isRight, restoreFrom } from './restore.ts';

const NAME = '示例甲乙';
const PHONE = '19900001234';
const log = pino({ level: 'silent' });
const onFatal = (error: Error) => {
  throw error;
};
let folder: string;
let target: TestDb | null = null;
let core: Core;
let no = '';

/** An installation of its own: embedded in its folder, or on a database of the server. */
const envOf = (name: string, database: string | null, keyFile?: string): Env => {
  const more = { ...(database ? { DATABASE_URL: database, SECRET: 'x'.repeat(32) } : {}), ...(keyFile ? { KEY_FILE: keyFile } : {}) };
  return readEnv({ NODE_ENV: 'test', DATA_DIR: join(folder, name), DEMO: '0', ...more });
};
async function cli(on: Core, ...argv: string[]): Promise<{ exit: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), cwd: folder, signal: new AbortController().signal };
  return { exit: await runCommand(argv, io, async () => on), out, err };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-restore-'));
  target = process.env.TEST_DATABASE_URL ? await openTestDb({ migrate: false }) : null;
  core = await composeCore(envOf('first', null), log, onFatal);
  const event = { specversion: '1.0', source: 'urn:restore', type: 'cn.tongguan.ticket.reported.v1', time: new Date().toISOString() };
  const data = { channel: 'phone', requestType: '投诉', title: '路灯不亮', body: `${NAME}，电话${PHONE}`, reporter: { name: NAME, phone: PHONE } };
  writeFileSync(join(folder, 'tickets.ndjson'), ['a', 'b'].map((id) => `${JSON.stringify({ ...event, id, data })}\n`).join(''));
  expect((await cli(core, 'import', 'ticket', 'tickets.ndjson')).out).toEqual(['accepted 2, duplicate 0, rejected 0']);
  no = (await core.db.query<{ no: string }>('select no from cases order by event_id'))[0]?.no ?? '';
  expect((await cli(core, 'erase', no, '--reason', '诉求人要求')).exit).toBe(0);
  await core.sealer.run();
}, 120_000);
afterAll(async () => {
  await core.close();
  await target?.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('the commands verify, back up, list, restore into another installation, and verify there', async () => {
  const verified = await cli(core, 'audit', 'verify');
  expect([verified.exit, verified.out.at(-1)]).toEqual([0, 'the audit is whole']);
  const made = await cli(core, 'backup', 'first.backup');
  expect(made).toMatchObject({ exit: 0, out: [expect.stringMatching(/^backup .*first\.backup: \d+ rows of \d+ tables$/)] });
  expect(await cli(core, 'backup', 'first.backup')).toMatchObject({ exit: 1, err: [expect.stringContaining('is there already')] });

  const listed = await cli(core, 'backup', 'first.backup', '--list');
  expect(listed.exit).toBe(0);
  expect(listed.out).toContain('cases\t2');
  expect(listed.out.some((line) => line.startsWith('session\t'))).toBe(false);
  expect(listed.out.join('\n')).not.toMatch(new RegExp(`${NAME}|${PHONE}|${no}`));

  const env = envOf('second', target?.databaseUrl ?? null, join(folder, 'first', 'keys.json'));
  const notes: string[] = [];
  const restored = await restoreFrom(
    env,
    join(folder, 'first.backup'),
    (line) => void notes.push(line),
    () => false,
  );
  expect([isRight(restored), restored.audit.faults, restored.rollups.differences]).toEqual([true, [], 0]);
  expect(existsSync(join(folder, 'second', 'restoring'))).toBe(false);
  const second = await composeCore(env, log, onFatal);
  try {
    await second.sealer.run();
    const again = await cli(second, 'audit', 'verify');
    expect(again.out).toContain('the audit is whole');
    expect(again.exit).toBe(0);
    expect((await cli(second, 'rollup', 'verify')).exit).toBe(0);
    const people = await second.db.query<{ no: string; gone: boolean }>(
      'select c.no, p.wrapped_key is null gone from cases c join person p on p.id = c.person order by c.event_id',
    );
    expect(people.map((p) => p.gone)).toEqual([true, false]);
    expect((await second.db.query(`select 1 from audit where action = 'person.erased' and object_id = $1`, [no])).length).toBe(1);
    expect((await cli(second, 'import', 'ticket', 'tickets.ndjson')).out).toEqual(['accepted 0, duplicate 2, rejected 0']);
  } finally {
    await second.close();
  }
  await expect(
    restoreFrom(
      env,
      join(folder, 'first.backup'),
      () => {},
      () => false,
    ),
  ).rejects.toThrow(/holds a database already|is not empty/);
}, 180_000);

test('a broken row and lost heads end audit verify with 1 and a name, until somebody accepts the heads with a reason', async () => {
  const heads = join(folder, 'first', 'audit-heads.ndjson');
  const good = readFileSync(heads, 'utf8');
  await core.sealer.run();
  rmSync(heads);
  const lost = await cli(core, 'audit', 'verify');
  expect([lost.exit, lost.out[0]]).toEqual([1, expect.stringMatching(/^the file of heads is missing; the chain has \d+ rows/)]);
  await core.sealer.run();
  expect((await cli(core, 'audit', 'verify')).out[0]).toMatch(/began again at row \d+, .*: audit anchor --reason TEXT accepts it/);
  expect(await cli(core, 'audit', 'anchor')).toMatchObject({ exit: 2 });
  expect((await cli(core, 'audit', 'anchor', '--reason', '磁盘更换')).exit).toBe(0);
  expect((await cli(core, 'audit', 'verify')).exit).toBe(0);
  expect(good.length).toBeGreaterThan(0);
  await core.db.query('alter table audit disable trigger user');
  await core.db.query(`update audit set purpose = '诉求人同意' where action = 'person.erased'`);
  await core.db.query('alter table audit enable trigger user');
  const broken = await cli(core, 'audit', 'verify');
  const [row] = await core.db.query<{ id: number; seq: number }>(`select id, seq from audit where action = 'person.erased'`);
  expect([broken.exit, broken.out[0]]).toEqual([1, expect.stringContaining(`row ${row?.seq} (id ${row?.id}, `)]);
  expect(broken.out[0]).toContain('was altered');
}, 120_000);

test('without its KEY_FILE, or from what is no backup, nothing is begun', async () => {
  const file = join(folder, 'first.backup');
  await expect(
    restoreFrom(
      envOf('third', null),
      file,
      () => {},
      () => false,
    ),
  ).rejects.toThrow('KEY_FILE');
  mkdirSync(join(folder, 'fourth'));
  writeFileSync(join(folder, 'fourth', 'keys.json'), JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 9).toString('base64') } }));
  await expect(
    restoreFrom(
      envOf('fourth', null),
      file,
      () => {},
      () => false,
    ),
  ).rejects.toThrow('another KEY_FILE');
  await expect(
    restoreFrom(
      envOf('fifth', null, join(folder, 'first', 'keys.json')),
      join(folder, 'tickets.ndjson'),
      () => {},
      () => false,
    ),
  ).rejects.toThrow('not a whole backup');
  for (const name of ['third', 'fourth', 'fifth']) for (const left of ['db', 'restoring']) expect(existsSync(join(folder, name, left))).toBe(false);
}, 120_000);
