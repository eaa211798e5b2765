import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { type Core, composeCore } from '../compose.ts';
import { readEnv } from '../env.ts';
import { runCommand } from './run-command.ts';

let folder: string;
let server: TestDb | null = null;
let core: Core;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-cli-'));
  const own = process.env.TEST_DATABASE_URL ? await openTestDb() : null;
  server = own;
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 1).toString('base64') } }), { mode: 0o600 });
  const database = own?.databaseUrl ? { DATABASE_URL: own.databaseUrl, SECRET: 'x'.repeat(32), KEY_FILE: join(folder, 'keys.json') } : {};
  core = await composeCore(readEnv({ NODE_ENV: 'test', DATA_DIR: folder, DEMO: '0', ...database }), pino({ level: 'silent' }), (error) => {
    throw error;
  });
}, 60_000);
afterAll(async () => {
  await core.close();
  await server?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function cli(command: string, ...more: string[]): Promise<{ exit: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), cwd: folder, signal: new AbortController().signal };
  const exit = await runCommand([...command.split(' '), ...more], io, async () => core);
  return { exit, out, err };
}
const put = (name: string, content: string) => writeFileSync(join(folder, name), content);

describe('wrong usage is one line and exit 2', () => {
  test.each([
    ['nonsense', /there is no command nonsense/],
    ['feed', /feed goes with create, set, list/],
    ['feed create', /something is missing. Usage: tongguan feed create NAME --kind/],
    ['feed create x', /--kind is missing/],
    ['feed list extra', /"extra" is too much/],
    ['feed set x --nothing 1', /Unknown option '--nothing'/],
    ['feed create x --kind call --cadence soon', /not a duration/],
    ['import ticket a.csv --speed 3', /--speed goes with/],
    ['import ticket a.csv --shift-to then', /only now is/],
    ['erase T1', /--reason is missing/],
    ['quarantine drop', /name the ids, or --all/],
    ['quarantine drop x', /x is not an id/],
  ])('%s', async (command, message) => {
    const { exit, out, err } = await cli(command);
    expect([exit, out, err.length]).toEqual([2, [], 1]);
    expect(err[0]).toMatch(message);
  });
});

test('a feed from its making to its end', async () => {
  const made = await cli('feed create calls --kind call --cadence 5m --until 2099-12-31 --share conditional --fields offered,answered --purpose', '热线 监测');
  expect(made.exit).toBe(0);
  expect(made.out).toEqual([expect.stringMatching(/^tgf_[\w-]{43}$/)]);
  expect((await core.feeds.find(made.out[0] ?? ''))?.feed).toMatchObject({
    purpose: '热线 监测',
    cadenceMs: 300_000,
    fields: ['offered', 'answered'],
    until: Date.UTC(2099, 11, 31, 16),
  });
  expect(await cli('feed create calls --kind call')).toMatchObject({ exit: 1, err: ['feed calls exists already'] });
  expect((await cli('feed set calls --until none --rate 5 --mirrored')).exit).toBe(0);
  const listed = await cli('feed list');
  expect(listed.out[0]?.split('\t').slice(0, 3)).toEqual(['name', 'kind', 'state']);
  expect(listed.out.find((line) => line.startsWith('calls\t'))).toContain('\tactive\t');
  const next = await cli('feed rotate calls');
  expect(await core.feeds.find(made.out[0] ?? '')).toBeNull();
  expect((await core.feeds.find(next.out[0] ?? ''))?.feed.rate).toBe(5);
  await cli('feed disable calls');
  expect((await core.feeds.find(next.out[0] ?? ''))?.state).toBe('disabled');
  expect((await cli('feed enable calls')).exit).toBe(0);
  expect(await cli('feed set calls --open311')).toMatchObject({ exit: 1, err: [expect.stringMatching(/Open311 is for feeds of kind ticket/)] });
  const app = await cli('feed create app --kind ticket --open311');
  expect((await core.feeds.find(app.out[0] ?? ''))?.feed.open311).toBe(true);
  await cli('feed set app --no-open311');
  expect((await core.feeds.find(app.out[0] ?? ''))?.feed.open311).toBe(false);
});

test('codes that the profile lacks are listed, also those that a file brings', async () => {
  const event = { specversion: '1.0', source: 'urn:cli:pending', type: 'cn.tongguan.service.handled.v1', time: new Date().toISOString() };
  const data = { item: 'no-such-item', department: 'no-such-department', channel: 'window', outcome: 'closed' };
  expect((await cli('feed pending')).out).toEqual(['kind\tcode\tfeed\tevents\tfirst\tlast']);
  put(
    'items.ndjson',
    `${JSON.stringify({ ...event, id: 'p1', data })}\n${JSON.stringify({ ...event, id: 'p2', data: { ...data, department: 'no-other' } })}\n`,
  );
  expect((await cli('import service items.ndjson')).out.at(-1)).toBe('accepted 2, duplicate 0, rejected 0');
  const listed = (await cli('feed pending')).out.slice(1).map((line) => line.split('\t').slice(0, 4).join(' '));
  expect(listed.sort()).toEqual([
    'department no-other import-service 1',
    'department no-such-department import-service 1',
    'item no-such-item import-service 2',
  ]);
  expect((await cli('feed pending --kind item --feed import-service')).out).toHaveLength(2);
  expect(await cli('feed pending --kind region')).toMatchObject({ exit: 2, err: ['--kind region is not item or department'] });
});

test('a reader of several indicators', async () => {
  const made = await cli('reader create board --indicator hotline.calls hotline.tickets');
  expect(made.out).toEqual([expect.stringMatching(/^tgr_/)]);
  expect((await cli('reader list')).out).toContain(`board\tactive\t${core.ctx.catalog.tree.root}\thotline.calls,hotline.tickets`);
  expect((await cli('reader disable board')).exit).toBe(0);
});

test('a file goes in once, its people are sealed, rotated and erased', async () => {
  const rows = [
    'm1,A,标题,2019-02-28 11:25:05,请打13800001234,已回电13800001234,2019-03-01 10:00:00',
    'm2,A,标题,2019-02-28 11:26:05,正文,,',
    'm3,A,标题,2019-02-30 10:00:00,正文,,',
  ];
  put('replies.csv', `message_id,user_id,title,created_at,body,reply,replied_at\n${rows.join('\n')}\n`);
  const first = await cli('import ticket replies.csv');
  expect([first.exit, first.out.at(-1)]).toEqual([0, 'accepted 3, duplicate 0, rejected 1']);
  expect((await cli('import ticket replies.csv')).out.at(-1)).toBe('accepted 0, duplicate 3, rejected 1');
  put('reused.csv', 'message_id,user_id,title,created_at,body,likes,dislikes\nm1,A,标题,2019-02-28 11:25:05,别的,0,0\n');
  for (let i = 0; i < 2; i++) expect((await cli('import ticket reused.csv')).out.at(-1)).toBe('accepted 0, duplicate 0, rejected 1');
  expect(readFileSync(join(folder, 'reused.csv.rejected.ndjson'), 'utf8')).toContain('id_reused');
  expect(await core.db.query('select id from quarantine')).toEqual([]);
  const [ticket] = await core.db.query<{ no: string; body: string }>("select no, body from cases where event_id = 'm1'");
  expect(ticket?.body).toBe('请打〔电话〕');
  const rotated = await cli('key rotate');
  expect(rotated.out[0]).toMatch(/^key k2, rewrapped 2$/);
  expect(await cli('erase', ticket?.no ?? '', '--reason', '本人申请 13800001234')).toMatchObject({ exit: 0, out: ['erased 2'] });
  expect(await cli('erase', ticket?.no ?? '', '--reason', '再次')).toMatchObject({ out: ['erased 0'] });
  expect(await cli('erase none --reason x')).toMatchObject({ exit: 1, err: ['there is no ticket none'] });
  expect(JSON.stringify(await core.db.query("select * from meta where key like 'erased:%'"))).not.toContain('13800001234');
});

test('what is refused can be listed, replayed after a fix, and dropped', async () => {
  await cli('feed create q --kind ticket --mirrored');
  const feed = core.feeds.all().find((f) => f.name === 'q');
  if (!feed) throw new Error('no feed q');
  const time = new Date().toISOString();
  const reported = {
    specversion: '1.0',
    id: 't1',
    source: 'urn:q',
    type: 'cn.tongguan.ticket.reported.v1',
    time,
    data: { channel: '网络', requestType: '其他', title: '请打13800001234', body: '正文' },
  };
  const progressed = {
    specversion: '1.0',
    id: 'p1',
    source: 'urn:q',
    type: 'cn.tongguan.ticket.progressed.v1',
    time,
    data: { ticketRef: { source: 'urn:q', id: 't1' }, step: 'accept' },
  };
  const bad = { ...reported, id: 't2', data: { ...reported.data, region: '123456', reporter: { name: '某某' } } };
  expect(await core.submit(feed, [progressed, bad])).toMatchObject({ accepted: 0, rejected: [{ code: 'unknown_reference' }, { code: 'unknown_region' }] });
  const listed = await cli('quarantine list --feed q');
  expect(listed.out).toHaveLength(3);
  expect(listed.out.join('\n')).not.toMatch(/13800001234|某某/);
  expect((await cli('quarantine replay --all --feed q')).out).toEqual(['replayed 0, held 2']);
  expect((await cli('quarantine list --feed q')).out).toHaveLength(3);
  await core.submit(feed, [reported]);
  for (let i = 0; i < 100 && (await cli('quarantine list --feed q --code unknown_reference')).out.length > 1; i++) await cli('quarantine replay --waiting');
  expect(await core.db.query("select step from cases where event_id = 't1'")).toEqual([{ step: 'accept' }]);
  expect((await cli('quarantine drop --all --feed q')).out).toEqual(['dropped 1']);
});

test('boundaries and profiles are checked before they are taken', async () => {
  const [city] = core.ctx.catalog.tree.childrenOf(core.ctx.catalog.tree.root);
  const square = [
    [
      [113, 23],
      [114, 23],
      [114, 24],
      [113, 23],
    ],
  ];
  put(
    'ok.geojson',
    JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { adcode: city }, geometry: { type: 'Polygon', coordinates: square } }],
    }),
  );
  expect(await cli('boundary import ok.geojson --datum CGCS2000 --approval', 'GS(2026)0号')).toMatchObject({ exit: 0, out: ['1 boundaries'] });
  expect(JSON.parse(readFileSync(join(folder, 'geo', 'counties', `${core.ctx.catalog.id}.json`), 'utf8'))).toMatchObject({
    datum: 'CGCS2000',
    approvalNumber: 'GS(2026)0号',
    features: [{ id: city }],
  });
  put('bad.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":"123456"},"geometry":null}]}');
  expect(await cli('boundary import bad.geojson')).toMatchObject({ exit: 1, err: ['feature 0: region 123456 is not in the profile'] });
  expect((await cli('profile check', join(core.profilesDir, 'guangdong'))).exit).toBe(0);
  const broken = await cli('profile check nowhere');
  expect(broken.exit).toBe(1);
  expect(broken.out[0]).toMatch(/^[\w/.]+:\d+: /);
});

test('a demo takes real records only when told to', async () => {
  const asDemo = { ...core, env: { ...core.env, demo: true } };
  const err: string[] = [];
  const io = { out: () => {}, err: (line: string) => void err.push(line), cwd: folder, signal: new AbortController().signal };
  put('one.csv', 'message_id,user_id,title,created_at,body,likes,dislikes\nd1,A,标题,2019-01-01 08:00:00,正文,0,0\n');
  expect(await runCommand(['import', 'ticket', 'one.csv'], io, async () => asDemo)).toBe(1);
  expect(err[0]).toMatch(/--into-demo/);
  expect(await runCommand(['import', 'ticket', 'one.csv', '--into-demo'], io, async () => asDemo)).toBe(0);
});

test('an erasure reaches refused events too, however their ids look, and no other ticket', async () => {
  await cli('feed create erasing --kind ticket');
  const token = (await cli('feed rotate erasing')).out[0] ?? '';
  const feed = (await core.feeds.find(token))?.feed;
  if (!feed) throw new Error('no feed');
  const time = new Date(Date.now() - 60_000).toISOString();
  const envelope = { specversion: '1.0', source: 'urn:test:erasing', time };
  const report = (id: string, data: object = {}) => {
    const said = { channel: 'phone', requestType: '投诉', title: '路灯不亮', body: '', reporter: { name: '示例甲乙' }, ...data };
    return { ...envelope, id, type: 'cn.tongguan.ticket.reported.v1', data: said };
  };
  // A region, a day and a number: the ids of both look like one citizen's.
  const [mine, other] = ['440103199011240011', '440103199011240022'];
  await core.submit(feed, [report(mine), report(other)]);
  const step = { ...envelope, id: 'a step', type: 'cn.tongguan.ticket.progressed.v1' };
  const bad = [
    { ...report('a correction', { region: '999999' }), replaces: mine },
    { ...step, data: { ticketRef: { source: envelope.source, id: mine }, step: 'nothing', text: '请回电13800001234' } },
    report(mine, { region: '999999' }),
    report(other, { region: '999999' }),
  ];
  expect((await core.submit(feed, bad)).rejected.length).toBe(4);
  const sealed = async () => (await core.db.query('select id from person where wrapped_key is not null')).length;
  const before = await sealed();
  const [row] = await core.db.query<{ no: string }>('select no from cases where event_id = $1', [mine]);
  expect(await cli(`erase ${row?.no} --reason`, '本人要求')).toMatchObject({ exit: 0, out: ['erased 4'] });
  expect(await sealed()).toBe(before - 4);
});
