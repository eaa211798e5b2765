import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { buildTree } from '../../core/region/tree.ts';
import type { Catalog, Ctx } from '../../services/context.ts';
import { Unavailable } from '../../services/errors.ts';
import { createFeed } from '../../services/feed/create-feed.ts';
import { findFeedByName } from '../../services/feed/find-feed.ts';
import { Envelope, EVENT_DATA, type EventType, type Rejection } from '../../wire/events.ts';
import type { Submit, SubmitOptions } from '../types.ts';
import { type ImportInput, runImport } from './run-import.ts';

const mappings = fileURLToPath(new URL('../../../db/profiles/mappings', import.meta.url));
const HEADER = 'message_id,user_id,title,created_at,body,likes,dislikes';
const line = (id: string, body = '路灯不亮，请处理', at = '2019-02-28 11:25:05') => `${id},A0001,标题,${at},${body},0,0`;

let opened: TestDb;
let ctx: Ctx;
let folder: string;
let notes: string[];
let batches: { events: Record<string, unknown>[]; options: SubmitOptions }[];
let stored: Map<string, string>;

/** Takes events as the real door does: checked, and each (source, id) once. */
const submit: Submit = async (_feed, events, options = {}) => {
  batches.push({ events: events as Record<string, unknown>[], options });
  const answer = { accepted: 0, duplicate: 0, rejected: [] as Rejection[] };
  for (const [index, raw] of events.entries()) {
    const event = Envelope.parse(raw);
    const data = EVENT_DATA[event.type as EventType].safeParse(event.data);
    if (!data.success) {
      answer.rejected.push({ index, id: event.id, code: 'invalid', message: `/data/${data.error.issues[0]?.path.join('/')}` });
      continue;
    }
    const key = `${event.source} ${event.id}`;
    const known = stored.get(key);
    if (known === undefined) answer.accepted += 1;
    else if (known === JSON.stringify(event)) answer.duplicate += 1;
    else answer.rejected.push({ index, id: event.id, code: 'id_reused', message: 'same id, other content' });
    if (known === undefined) stored.set(key, JSON.stringify(event));
  }
  return answer;
};

beforeAll(async () => {
  opened = await openTestDb();
  const tree = buildTree([{ adcode: '990000', parent: '', level: 'province', kind: 'normal' }]);
  ctx = { db: opened.db, catalog: { tree } as unknown as Catalog, now: () => Date.UTC(2026, 0, 1) };
  folder = mkdtempSync(join(tmpdir(), 'tongguan-import-'));
}, 60_000);
beforeEach(async () => {
  notes = [];
  batches = [];
  stored = new Map();
  await opened.db.query('delete from feed');
});
afterAll(async () => {
  await opened.drop();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const run = (file: string, input: Partial<ImportInput> = {}, door: Submit = submit) =>
  runImport({ kind: 'ticket', file, ...input }, { ctx, submit: door, mappings, note: (text) => notes.push(text) });
const rejected = (file: string) =>
  readFileSync(`${file}.rejected.ndjson`, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as { row: number; line: number; id: string | null; code: string; message: string; record: unknown });

describe('a hotline file', () => {
  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['GB18030', (text: string) => iconv.encode(text, 'gb18030')],
    ['CRLF', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('in %s is taken whole, and changes nothing the second time', async (name, encode) => {
    const rows = Array.from({ length: 2_500 }, (_, i) => line(`m${i}`, i % 7 ? '路灯不亮' : `"多行\n正文，""引号"""`));
    const file = put(`${name}.csv`, encode(`${HEADER}\n${rows.join('\n')}\n`));
    expect(await run(file)).toEqual({ accepted: 2_500, duplicate: 0, rejected: 0, rejectedFile: null });
    expect(await run(file)).toEqual({ accepted: 0, duplicate: 2_500, rejected: 0, rejectedFile: null });
    expect(existsSync(`${file}.rejected.ndjson`)).toBe(false);
    expect(batches.every((b) => b.events.length <= 1_000 && b.options.history && b.options.mark === null)).toBe(true);
    expect(batches[0]?.events[0]).toMatchObject({
      source: 'import:import-ticket',
      id: 'm0',
      time: '2019-02-28T03:25:05.000Z',
      data: { requestType: '其他', channel: '网络', body: '多行\n正文，"引号"'.replace('\n', name === 'CRLF' ? '\r\n' : '\n') },
    });
    expect((await findFeedByName(ctx, 'import-ticket'))?.feed).toMatchObject({ kind: 'ticket', purpose: '导入', region: '990000', mark: null });
    expect(notes.at(-1)).toMatch(/^2,500 rows, 100 %, [\d,]+ rows\/s$/);
  });

  test('into a demo has each of its records and its feed marked as true ones', async () => {
    const file = put('real.csv', `${HEADER}\n${line('real-1')}\n`);
    const before = batches.length;
    expect(await run(file, { feed: 'real-records', intoDemo: true })).toMatchObject({ accepted: 1 });
    expect(batches.slice(before).map((b) => b.options.mark)).toEqual(['real']);
    expect((await findFeedByName(ctx, 'real-records'))?.feed.mark).toBe('real');
    await createFeed(ctx, { name: 'unmarked', kind: 'ticket' });
    await run(put('real-2.csv', `${HEADER}\n${line('real-2')}\n`), { feed: 'unmarked', intoDemo: true });
    expect((await findFeedByName(ctx, 'unmarked'))?.feed.mark).toBe('real');
  });

  test('that is damaged has every damaged row named, and the others taken', async () => {
    const text = [
      HEADER,
      line('m1'),
      line('m1'),
      line('m1', '别的内容'),
      line('m2', ''),
      line('m3', '正文', '2019-02-30 10:00:00'),
      line('', '正文'),
      'm4,A0001,"标题没有闭合,2019-02-28 11:25:05,正文,0,0',
      line('m5', '请打13800001234'),
      'm6,A0001,标题,2019-02-28 11:25:05,"正""文",0,0',
      'm7,A0001,标题,2019-02-28 11:25:05,很长',
    ].join('\n');
    const file = put('damaged.csv', text);
    const result = await run(file);
    expect(result).toEqual({ accepted: 3, duplicate: 1, rejected: 6, rejectedFile: `${file}.rejected.ndjson` });
    expect(
      rejected(file)
        .map((r) => [r.row, r.line, r.id, r.code, r.message])
        .sort((a, b) => Number(a[0]) - Number(b[0])),
    ).toEqual([
      [4, 4, 'm1', 'id_reused', 'same id, other content'],
      [5, 5, 'm2', 'invalid', '正文为空'],
      [6, 6, 'm3', 'invalid', '时间（created_at）无法识别：2019-02-30 10:00:00'],
      [7, 7, null, 'invalid', '编号（message_id）为空'],
      [8, 8, null, 'invalid', '引号位置不对'],
      [11, 11, null, 'invalid', '有 5 列，应为 7 列'],
    ]);
    expect(statSync(`${file}.rejected.ndjson`).mode & 0o777).toBe(0o600);
    expect(notes.filter((n) => n.startsWith('damaged.csv row'))).toHaveLength(5);
  });

  test('shows no personal data in the file of the rejected', async () => {
    const file = put('personal.csv', `${HEADER}\n${line('m1', '请打13800001234', '无')}\nm2,A,"请打13800001234,x\n`);
    await run(file);
    expect(readFileSync(`${file}.rejected.ndjson`, 'utf8')).not.toContain('13800001234');
    expect(rejected(file)).toHaveLength(2);
  });

  test('with broken bytes keeps its other rows', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\n${line('m1')}\nm2,A,`),
      Buffer.from([0xff, 0xc3]),
      Buffer.from(`题,2019-01-01 10:00,正文,0,0\n${line('m3')}\n`),
    ]);
    const file = put('bytes.csv', bytes);
    expect(await run(file)).toMatchObject({ accepted: 2, rejected: 1 });
    expect(rejected(file)[0]).toMatchObject({ row: 3, message: 'title 中有无法解码的字节' });
  });

  test('cut in the middle of a character names its last row', async () => {
    const whole = Buffer.from(`${HEADER}\n${line('m1')}\n${line('m2')}`);
    const file = put('cut.csv', whole.subarray(0, whole.length - 8));
    expect(await run(file)).toMatchObject({ accepted: 1, rejected: 1 });
  });

  test('with replies gives two events a row', async () => {
    const file = put(
      'replies.csv',
      `message_id,user_id,title,created_at,body,reply,replied_at\nm1,A,标题,2019/1/1 8:05,正文,已处理,2019/1/9 9:00\nm2,A,标题,2019/1/1 8:06,正文,,\n`,
    );
    expect(await run(file)).toMatchObject({ accepted: 3, rejected: 0 });
    expect(batches[0]?.events[1]).toMatchObject({
      id: 'm1/1',
      type: 'cn.tongguan.ticket.progressed.v1',
      data: { ticketRef: { source: 'import:import-ticket', id: 'm1' }, step: 'close', text: '已处理' },
    });
  });
});

test('a workbook is read with its dates in the zone of the mapping', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('留言');
  sheet.addRow(HEADER.split(','));
  sheet.addRow(['m1', 'A', '标题', new Date(Date.UTC(2019, 1, 28, 11, 25, 5)), '正文', 0, 0]);
  sheet.addRow([2, 'A', '标题', '2019/1/1 8:05', { richText: [{ text: '正' }, { text: '文' }] }, 0, 0]);
  sheet.addRow(['m3', 'A', '标题', '2019-02-30', '正文', 0, 0]);
  const file = join(folder, 'book.xlsx');
  await book.xlsx.writeFile(file);
  expect(await run(file)).toMatchObject({ accepted: 2, rejected: 1 });
  expect(batches[0]?.events).toMatchObject([
    { id: 'm1', time: '2019-02-28T03:25:05.000Z' },
    { id: '2', time: '2019-01-01T00:05:00.000Z', data: { body: '正文' } },
  ]);
  expect(rejected(file)[0]).toMatchObject({ row: 4, line: null });
  await expect(run(put('no.xlsx', 'x'))).rejects.toThrow(/not a workbook/);
});

test('whole events in NDJSON keep what they say', async () => {
  const event = { id: 'e1', source: 'urn:own', type: 'cn.tongguan.call.counted.v1', time: '2026-01-01T08:00:00+08:00', replaces: 'e0' };
  const data = {
    line: '12345',
    window: { from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:01:00Z' },
    offered: 1,
    answered: 1,
    answeredIn15s: 1,
    abandoned: 0,
    waitSeconds: 1,
    talkSeconds: 1,
  };
  const file = put(
    'calls.ndjson',
    `${JSON.stringify({ ...event, data })}\n{"id":"e2"\n\n[]\n${JSON.stringify({ ...event, id: 'e3', source: undefined, data: { ...data, offered: -1 } })}`,
  );
  expect(await run(file, { kind: 'call' })).toMatchObject({ accepted: 1, rejected: 3 });
  expect(batches[0]?.events).toMatchObject([
    { id: 'e1', source: 'urn:own', replaces: 'e0' },
    { id: 'e3', source: 'import:import-call' },
  ]);
  expect(rejected(file).map((r) => [r.row, r.message])).toEqual([
    [2, '不是完整的 JSON'],
    [4, '不是 JSON 对象'],
    [5, '/data/offered'],
  ]);
});

test('a replay sends live events from now on, marked, by a feed of its own', async () => {
  const file = put('shift.csv', `${HEADER}\n${line('m2', '后', '2019-01-01 08:00:00')}\n${line('m1', '先', '2019-01-01 07:00:00')}\n`);
  let now = Date.UTC(2026, 0, 1);
  const moving = { ...ctx, now: () => (now += 1_000) };
  const result = await runImport({ kind: 'ticket', file, replaySpeed: 3_600 }, { ctx: moving, submit, mappings, note: () => {} });
  expect(result).toMatchObject({ accepted: 2, duplicate: 0, rejected: 0 });
  const events = batches.flatMap((b) => b.events);
  expect(events.map((e) => (e.data as { body: string }).body)).toEqual(['先', '后']);
  expect(events[0]?.id).toMatch(/^m1~/);
  expect(events[0]?.source).toBe('replay:replay-ticket');
  expect(batches[0]?.options).toEqual({ mark: 'replay' });
  expect((await findFeedByName(ctx, 'replay-ticket'))?.feed).toMatchObject({ mark: 'replay', label: '重放' });
  await expect(run(file, { feed: 'replay-ticket' })).rejects.toThrow(/holds replayed records/);
});

describe('what stops an import before it begins', () => {
  test.each([
    ['a.csv', 'x,y\n1,2\n', {}, /has the columns x, y, which no shipped mapping of ticket fits/],
    ['b.csv', `${HEADER},title\n`, {}, /two columns named title/],
    ['c.csv', '', {}, /is empty/],
    ['d.txt', 'x', {}, /can be imported/],
    ['e.csv', Buffer.from(`\uFEFF${HEADER}`, 'utf16le'), {}, /is UTF-16/],
    ['f.csv', `${HEADER}\n`, { kind: 'tickets' }, /not a kind of feed/],
    ['g.csv', `${HEADER}\n`, { map: '/nowhere.json' }, /nowhere.json cannot be read/],
    ['h.csv', 'x,y\n1,2\n', { map: join(mappings, 'hotline-messages.json') }, /has no column message_id/],
  ])('%s', async (name, content, input, message) => {
    await expect(run(put(name, content), input)).rejects.toThrow(message);
  });
  test('a missing file', async () => {
    await expect(run(join(folder, 'none.csv'))).rejects.toThrow(/none.csv cannot be read/);
  });
});

test('waits while there is no room, and says what else went wrong', async () => {
  const file = put('busy.csv', `${HEADER}\n${line('m1')}\n`);
  let calls = 0;
  const busy: Submit = (feed, events, options) => (calls++ ? submit(feed, events, options) : Promise.reject(new Unavailable('full', 0.01)));
  expect(await run(file, {}, busy)).toMatchObject({ accepted: 1 });
  await expect(run(file, {}, () => Promise.reject(new Error('the database is gone')))).rejects.toThrow('the database is gone');
});
