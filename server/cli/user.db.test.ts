import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { type Core, composeCore } from '../compose.ts';
import { readEnv } from '../env.ts';
import { signIn } from '../services/access/sign-in.ts';
import { signInDisplay } from '../services/access/sign-in-display.ts';
import { runCommand } from './run-command.ts';

let folder: string;
let server: TestDb | null = null;
let core: Core;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-user-'));
  server = process.env.TEST_DATABASE_URL ? await openTestDb() : null;
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 1).toString('base64') } }), { mode: 0o600 });
  const database = server?.databaseUrl ? { DATABASE_URL: server.databaseUrl, SECRET: 'x'.repeat(32), KEY_FILE: join(folder, 'keys.json') } : {};
  core = await composeCore(readEnv({ NODE_ENV: 'test', DATA_DIR: folder, DEMO: '0', ...database }), pino({ level: 'silent' }), (error) => {
    throw error;
  });
}, 60_000);
afterAll(async () => {
  await core.close();
  await server?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function cli(...argv: string[]): Promise<{ exit: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), cwd: folder, signal: new AbortController().signal };
  return { exit: await runCommand(argv, io, async () => core), out, err };
}
const from = { address: '192.0.2.1', agent: null, token: null };

test('there is no account before one is made, and each comes with a one-time password on the last line', async () => {
  expect((await cli('user', 'list')).out).toHaveLength(1);
  const made = await cli('user', 'create', 'Wang.Admin', '--role', 'security_admin', '--name', '王测试');
  expect(made.exit).toBe(0);
  expect(made.out).toEqual([expect.stringMatching(/^[A-Za-z2-9]{4}(-[A-Za-z2-9]{4}){3}$/)]);
  expect(await signIn(core.ctx, { login: 'wang.admin', password: made.out[0] ?? '' }, from)).toMatchObject({ needs: 'password', roles: ['security_admin'] });
  expect(await cli('user', 'create', 'wang.admin', '--role', 'leader')).toMatchObject({ exit: 1, out: [], err: ['login wang.admin is taken'] });
  const rows = await core.db.query(`select actor_kind kind, action, object_kind "of" from audit where action ~ '^(account|grant)' order by id`);
  expect(rows).toEqual([
    { kind: 'system', action: 'account.created', of: 'account' },
    { kind: 'system', action: 'grant.given', of: 'account' },
  ]);
  expect((await cli('user', 'list')).out[1]?.split('\t').slice(0, 5)).toEqual([
    'wang.admin',
    '王测试',
    'must_change',
    'security_admin',
    core.ctx.catalog.tree.root,
  ]);
});

test.each([
  [['user', 'create', 'x.y'], 2, /--role is missing: operator, dispatcher/],
  [['user', 'create', 'x.y', '--role', 'king'], 2, /--role king is not one of/],
  [['user', 'create', 'x', '--role', 'leader'], 1, /a login has 2 to 64/],
  [['user', 'create', 'x.y', '--role', 'leader', '--region', '999999'], 1, /region 999999 is not in the profile/],
  [['user', 'create', 'x.y', '--role', 'leader', '--department', 'nobody'], 1, /department nobody is not in the profile/],
  [['user', 'disable', 'nobody'], 1, /there is no account nobody/],
  [['display', 'create', 'hall', '--topic', 'nothing'], 1, /there is no topic nothing/],
  [['display', 'revoke', 'hall'], 1, /there is no display hall/],
])('%j is refused in one line', async (argv, exit, line) => {
  const refused = await cli(...argv);
  expect([refused.exit, refused.out, refused.err.length]).toEqual([exit, [], 1]);
  expect(refused.err[0]).toMatch(line);
});

test('an account is shut out, let in and reset', async () => {
  const made = await cli(
    'user',
    'create',
    'li.four',
    '--role',
    'dispatcher',
    '--region',
    core.ctx.catalog.tree.childrenOf(core.ctx.catalog.tree.root)[0] ?? '',
  );
  const enter = (password: string | undefined) => signIn(core.ctx, { login: 'li.four', password: password ?? '' }, from);
  await enter(made.out[0]);
  expect((await cli('user', 'disable', 'li.four')).exit).toBe(0);
  expect(await cli('user', 'disable', 'li.four')).toMatchObject({ exit: 1, err: ['account li.four is disabled already'] });
  await expect(enter(made.out[0])).rejects.toThrow('login or password is wrong');
  expect((await cli('user', 'enable', 'li.four')).exit).toBe(0);
  const reset = await cli('user', 'reset', 'li.four');
  await expect(enter(made.out[0])).rejects.toThrow('login or password is wrong');
  expect(await enter(reset.out[0])).toMatchObject({ needs: 'password' });
});

test('a display is made, enters by its credential and ends', async () => {
  const made = await cli('display', 'create', '大厅 1');
  const { token } = await signInDisplay(core.ctx, made.out[0] ?? '', { address: null, agent: null, token: null });
  expect(token).toMatch(/^tgs_/);
  expect((await cli('display', 'list')).out[1]?.split('\t').slice(0, 5)).toEqual(['大厅 1', 'overview', core.ctx.catalog.tree.root, 'active', '1']);
  expect((await cli('display', 'revoke', '大厅 1')).exit).toBe(0);
  await expect(signInDisplay(core.ctx, made.out[0] ?? '', { address: null, agent: null, token: null })).rejects.toThrow(/not known/);
});
