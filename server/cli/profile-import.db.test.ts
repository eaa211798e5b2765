import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { type Core, composeCore } from '../compose.ts';
import { readEnv } from '../env.ts';
import { runCommand } from './run-command.ts';

let folder: string;
let server: TestDb | null = null;
let core: Core;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-import-'));
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

async function cli(...words: string[]): Promise<{ exit: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), cwd: folder, signal: new AbortController().signal };
  const exit = await runCommand(['profile', 'import', ...words], io, async () => core);
  return { exit, out, err };
}
const put = (name: string, content: string) => writeFileSync(join(folder, name), content);

test('a workbook of the catalogue, with columns by a map; the same again changes nothing', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('派单目录');
  sheet.addRow(['类', '地', '单位', '协办单位']);
  sheet.addRow(['0501', '440100', 'gd-zjt', 'gd-slt']);
  sheet.addRow(['0502', '440300', 'gd-nyj', '']);
  await book.xlsx.writeFile(join(folder, 'book.xlsx'));
  put('map.json', JSON.stringify({ category: '类', region: '地', main: '单位' }));
  expect(await cli('catalogue', 'book.xlsx', '--map', 'map.json')).toMatchObject({ exit: 0, out: ['written 2, unchanged 0'] });
  expect(await cli('catalogue', 'book.xlsx', '--map', 'map.json')).toMatchObject({ exit: 0, out: ['written 0, unchanged 2'] });
  const row = core.rules.current().book.dispatch?.find((r) => r.id === 'dispatch.440100.0501');
  expect(row).toMatchObject({ version: 1, source: '产品默认', value: { main: 'gd-zjt', co: ['gd-slt'], auto: false } });
});

test('mistakes are named with file and line, and nothing is written', async () => {
  put('bad.csv', 'category,region,main\n0501,440100,gd-zjt\n9999,440100,gd-none\n0501,449900,gd-zjt\n');
  const { exit, out, err } = await cli('catalogue', 'bad.csv');
  expect([exit, err]).toEqual([1, ['nothing was written: 3 faults']]);
  expect(out.map((line) => /bad\.csv:(\d+): /.exec(line)?.[1])).toEqual(['3', '3', '4']);
  put('rules.json', '{ "rows": [\n{ "id": "x", "rule": "redo", "where": {}, "from": null, "until": null, "source": null, "value": { "most": "two" } }\n] }');
  expect((await cli('rules', 'rules.json')).out).toEqual([expect.stringMatching(/rules\.json:2: value\.most: /)]);
});

test('rules, and the calendar of a year', async () => {
  const rule = { id: 'ticket-redo', rule: 'redo', where: { kind: 'ticket' }, from: '2026-12-01', until: null, source: null, value: { most: 1 } };
  put('rules.json', JSON.stringify([rule]));
  expect(await cli('rules', 'rules.json')).toMatchObject({ exit: 0, out: ['written 1, unchanged 0'] });
  expect(
    core.rules
      .entries()
      .filter((r) => r.id === 'ticket-redo')
      .map((r) => [r.version, r.by]),
  ).toEqual([
    [1, null],
    [2, 'system'],
  ]);
  put('2027.json', JSON.stringify({ year: 2027, source: '某通知', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-01' }], workdays: [] }));
  expect(await cli('calendar', '2027.json')).toMatchObject({ exit: 0, err: ['calendar of 2027: version 1; 0 deadlines counted again'] });
  expect(await cli('calendar', '2027.json')).toMatchObject({ exit: 0, err: ['the calendar of 2027 is this one already'] });
  put('2028.json', '{"year":2028,"source":"x","holidays":[],\n"workdays":["2028-01-03"]}');
  expect(await cli('calendar', '2028.json')).toMatchObject({ exit: 1, out: [expect.stringMatching(/2028\.json:2: 2028-01-03 is not a weekend day/)] });
});

test('wrong usage is one line', async () => {
  expect(await cli('weather', 'x')).toMatchObject({ exit: 2, err: [expect.stringContaining('rules, catalogue, calendar, knowledge are')] });
  expect(await cli('rules', 'none.json')).toMatchObject({ exit: 1, err: [expect.stringContaining('cannot be read')] });
});

test('entries of the knowledge base by a map; the next edition makes versions, and a wrong row keeps none back', async () => {
  put('entries.csv', '编号,题目,答复,到期\na1,停水报修,请拨 12345。,2030-12-31\na2,路灯报修,联系 13812345678。,\na3,,空,\na1,又是它,重复,\n');
  put(
    'entries-map.json',
    JSON.stringify({ key: '编号', title: '题目', answer: '答复', until: '到期', region: { const: '440100' }, category: { const: '0501' } }),
  );
  const first = await cli('knowledge', 'entries.csv', '--map', 'entries-map.json');
  expect(first).toMatchObject({ exit: 1, out: ['added 2, changed 0, same 0, rejected 2'] });
  expect(first.err.map((line) => /entries\.csv:(\d+): /.exec(line)?.[1])).toEqual(['4', '5', undefined]);
  const rows = () =>
    core.db.query<{ title: string; version: number; until: number | null }>(
      `select title, version, until_at "until" from knowledge where origin like 'file:%' order by origin`,
    );
  expect(await rows()).toEqual([
    { title: '停水报修', version: 1, until: Date.UTC(2031, 0, 1) - 8 * 3_600_000 },
    { title: '路灯报修', version: 1, until: null },
  ]);
  put('entries.json', JSON.stringify([{ key: 'a1', title: '停水怎么报修', answer: '请拨 12345。', region: '440100', category: '0501' }]));
  expect(await cli('knowledge', 'entries.json')).toMatchObject({ exit: 0, out: ['added 0, changed 1, same 0, rejected 0'] });
  expect(await cli('knowledge', 'entries.json')).toMatchObject({ exit: 0, out: ['added 0, changed 0, same 1, rejected 0'] });
  expect((await rows())[0]).toEqual({ title: '停水怎么报修', version: 2, until: null });
  const shipped = await core.db.query<{ n: number }>(`select count(*) n from knowledge where origin like 'profile:%' and status = 'published'`);
  expect(shipped[0]?.n).toBeGreaterThanOrEqual(12);
});
