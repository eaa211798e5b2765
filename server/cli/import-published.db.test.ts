import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { type Core, composeCore } from '../compose.ts';
import { readEnv } from '../env.ts';
import { systemScope } from '../services/access/require-scope.ts';
import { createFeed } from '../services/feed/create-feed.ts';
import { figureBreakdown } from '../services/indicator/breakdown.ts';
import { figureChildren, figureValues } from '../services/indicator/figures.ts';
import type { FigureQuery } from '../wire/figure.ts';
import { runCommand } from './run-command.ts';

const map = fileURLToPath(new URL('../../db/profiles/mappings/published-trade.json', import.meta.url));
const yearOf = (year: number) => ({ from: Date.UTC(year - 1, 11, 31, 16), to: Date.UTC(year, 11, 31, 16) });
const ROOT = '440000';
const HEADER = 'row_id,published_at,indicator,region,value,period,scope,status,partner';
/** Figures that were published of 2023, in 亿元, and shares of the nation's trade of 2022. */
const PUBLISHED = [
  ['gd-2023', '2024-01-20 10:00', 'trade.published-value', ROOT, 8433, 2023, '全口径', '正式', ''],
  ['sz-2023', '2024-01-20 10:00', 'trade.published-value', '440300', 3265.3, 2023, '全口径', '正式', ''],
  ['gz-2023', '2024-01-20 10:00', 'trade.published-value', '440100', 2004.6, 2023, '全口径', '正式', ''],
  ['us-2022', '2023-06-01 10:00', 'trade.national-export-share', ROOT, 34.3, 2022, '全口径', '正式', 'USA'],
  ['gb-2022', '2023-06-01 10:00', 'trade.national-export-share', ROOT, 6.5, 2022, '全口径', '正式', 'GBR'],
  ['jp-2022', '2023-06-01 10:00', 'trade.national-import-share', ROOT, 21.7, 2022, '全口径', '正式', 'JPN'],
];

let folder: string;
let server: TestDb | null = null;
let core: Core;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-published-'));
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

async function bring(rows: readonly (readonly unknown[])[], name = 'published.csv') {
  writeFileSync(join(folder, name), `${[HEADER, ...rows.map((r) => r.join(','))].join('\n')}\n`);
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), cwd: folder, signal: new AbortController().signal };
  const exit = await runCommand(['import', 'indicator', name, '--feed', 'published', '--map', map], io, async () => core);
  return { exit, out, err };
}
const scope = () => systemScope(core.ctx.catalog.tree);
const figure = async (query: Partial<FigureQuery> & { indicator: string }, year = 2023) => {
  const [value] = await figureValues(core.figures, scope(), [{ region: ROOT, scope: 'full_scope', status: 'formal', span: yearOf(year), ...query }]);
  return value?.value ?? null;
};

test('published figures come in by file, each with its scope and status; the same file again changes nothing', async () => {
  await createFeed(core.ctx, { name: 'published', kind: 'indicator' });
  await core.feeds.refresh();
  expect(await bring(PUBLISHED)).toMatchObject({ exit: 0, out: ['accepted 6, duplicate 0, rejected 0'] });
  expect(await bring(PUBLISHED)).toMatchObject({ exit: 0, out: ['accepted 0, duplicate 6, rejected 0'] });
  expect(await figure({ indicator: 'trade.published-value' })).toBe(8433);
  expect(await figure({ indicator: 'trade.published-value', region: '440300' })).toBe(3265.3);
  expect(await figure({ indicator: 'trade.published-value', region: '440100' })).toBe(2004.6);
});

test('the province is what was published of it, never its cities added, and a city that published nothing has no figure', async () => {
  const children = await figureChildren(core.figures, scope(), {
    indicator: 'trade.published-value',
    region: ROOT,
    scope: 'full_scope',
    status: 'formal',
    span: yearOf(2023),
  });
  expect(children.filter((c) => c.value !== null && c.query.region !== ROOT).map((c) => [c.query.region, c.value])).toEqual([
    ['440100', 2004.6],
    ['440300', 3265.3],
  ]);
  expect(await figure({ indicator: 'trade.published-value' })).toBe(8433);
  expect(await figure({ indicator: 'trade.published-value', region: '440600' })).toBeNull();
});

test('another scope or status is another figure, and a published one is no part of what was declared', async () => {
  await bring([['gd-2023-p', '2023-12-30 10:00', 'trade.published-value', ROOT, 8000, 2023, '全口径', '初步', '']], 'early.csv');
  expect(await figure({ indicator: 'trade.published-value', status: 'preliminary' })).toBe(8000);
  expect(await figure({ indicator: 'trade.published-value' })).toBe(8433);
  expect(await figure({ indicator: 'trade.published-value', scope: 'customs_platform' })).toBeNull();
  const declared = (await createFeed(core.ctx, { name: 'declared', kind: 'trade' })).feed;
  await core.feeds.refresh();
  const sums = { partner: 'USA', valueCny: 1_234.56, parcels: 3, declarations: 3 };
  const event = { specversion: '1.0', id: 'd1', source: 'urn:test:declared', type: 'cn.tongguan.trade.declared.v1', time: '2023-06-01T10:00:00+08:00' };
  const data = {
    zone: 'cbec-shenzhen',
    region: '440300',
    window: { from: event.time, to: '2023-06-01T10:10:00+08:00' },
    scope: 'full_scope',
    status: 'formal',
    mode: '9610',
    direction: 'export',
  };
  expect(await core.submit(declared, [{ ...event, data: { ...data, ...sums } }], { history: true })).toMatchObject({ accepted: 1 });
  expect(await figure({ indicator: 'trade.value' })).toBe(1_234.56);
  expect(await figure({ indicator: 'trade.published-value' })).toBe(8433);
});

test('shares of the nation are told for reference under their partner, and never become a share of all', async () => {
  expect(await figure({ indicator: 'trade.national-export-share', dims: { partner: 'USA' } }, 2022)).toBe(34.3);
  expect(await figure({ indicator: 'trade.national-export-share', dims: { partner: 'GBR' } }, 2022)).toBe(6.5);
  expect(await figure({ indicator: 'trade.national-import-share', dims: { partner: 'JPN' } }, 2022)).toBe(21.7);
  expect(await figure({ indicator: 'trade.national-export-share' }, 2022)).toBeNull();
  const shares = (over: object) =>
    figureBreakdown(core.figures, scope(), { indicator: 'trade.national-export-share', region: ROOT, span: yearOf(2022), ...over }, 'partner', 20);
  for (const over of [{}, { scope: 'full_scope', status: 'formal' }])
    expect((await shares(over)).map((r) => [r.key, r.value])).toEqual([
      ['USA', 34.3],
      ['GBR', 6.5],
    ]);
  expect(await shares({ scope: 'customs_platform' })).toEqual([]);
  for (const code of ['trade.national-export-share', 'trade.national-import-share']) {
    const row = core.ctx.catalog.indicators.get(code);
    expect([row?.name.startsWith('全国'), row?.population?.startsWith('全国')]).toEqual([true, true]);
  }
});

test('a number without scope or status, or of a district, does not come in', async () => {
  const answer = await bring(
    [
      ['x1', '2024-01-20 10:00', 'trade.published-value', ROOT, 1, 2023, '', '正式', ''],
      ['x2', '2024-01-20 10:00', 'trade.published-value', ROOT, 1, 2023, '全口径', '', ''],
      ['x3', '2024-01-20 10:00', 'trade.published-value', '440305', 1, 2023, '全口径', '正式', ''],
      ['x4', '2024-01-20 10:00', 'trade.published-value', ROOT, 1, 2023, '总口径', '正式', ''],
    ],
    'wrong.csv',
  );
  expect(answer.out).toEqual(['accepted 0, duplicate 0, rejected 4']);
  expect(await figure({ indicator: 'trade.published-value' })).toBe(8433);
});
