import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { AppraisalQuery, AppraisalTable } from '../../wire/appraisal.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { actOnTicket } from '../case/act.ts';
import { OutOfScope } from '../errors.ts';
import { createFeed } from '../feed/create-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { appraisalTable } from './appraisal-table.ts';
import { appraisalTickets } from './appraisal-tickets.ts';
import { countCells } from './count-cells.ts';
import { exportAppraisal } from './export-appraisal.ts';

const DAY = 86_400_000;
const UNIT = 'd-social';
const GROUPS = [{ id: 'delta', name: '甲组', regions: ['990101', '990102'], source: null }];
const NAMES = new Map<string, number>();

let floor: Floor & TestDb;
let feed: FeedRow;
let now = FLOOR_NOW;
let supervisor: Actor;
let dispatcher: Actor;
let handler: Actor;
let steward: Actor;

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  feed = (await createFeed(floor.ctx, { name: 'line', kind: 'ticket' })).feed;
  const grant = { region: '990100', department: null, unmask: false };
  supervisor = await makePerson(floor.ctx, [{ ...grant, role: 'supervisor' }], { login: 'du.yi', name: '督办甲' });
  dispatcher = await makePerson(floor.ctx, [
    { ...grant, role: 'dispatcher' },
    { ...grant, role: 'unit_handler' },
  ]);
  handler = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler', department: UNIT }]);
  steward = await makePerson(floor.ctx, [{ ...grant, role: 'steward' }]);
  await makeMonth();
}, 120_000);
afterAll(() => floor.drop());

async function give(name: string, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}): Promise<void> {
  const id = NAMES.get(name) ?? 0;
  const [row] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
  const scope = requireScope(floor.ctx, dispatcher, 'ticket.act');
  const acted = await actOnTicket(floor.ctx, dispatcher, scope, { id, command, data, expect: row?.version ?? 0, key: randomUUID() });
  expect(acted, `${command} on ${name}`).toMatchObject({ ok: true });
}

async function report(name: string, region: string, category: string): Promise<void> {
  const event = makeTicket({ region, requestType: '咨询', title: name, category }, { source: 'urn:line', time: new Date(now).toISOString() });
  expect(await floor.submit(feed, [event])).toMatchObject({ accepted: 1 });
  const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
  NAMES.set(name, row?.id ?? 0);
}

async function answer(name: string): Promise<void> {
  await give(name, 'answer', { text: '已办', result: 'resolved' });
  await give(name, 'close');
}

/** Six of a city: two by one unit, one that it gives back and another closes, one answered at once, one late, one that waits. */
async function makeMonth(): Promise<void> {
  for (const name of ['good', 'marked', 'given-back', 'late']) await report(name, '990101', '0401');
  for (const name of ['direct', 'waits']) await report(name, '990102', '0101');
  for (const name of ['good', 'marked', 'given-back']) await give(name, 'dispatch', { unit: UNIT });
  await give('late', 'dispatch', { unit: 'd1' });
  await give('direct', 'direct_answer', { text: '已答复' });
  await give('marked', 'mark', { flag: 'mediation' });
  await give('given-back', 'return', { reason: 'not_duty', text: '不属本单位' });
  await give('given-back', 'adjudicate', { accept: true, reason: '成立' });
  await give('given-back', 'dispatch', { unit: 'd1' });
  for (const name of ['good', 'marked', 'given-back']) await give(name, 'sign');
  now += DAY;
  await answer('good');
  await answer('marked');
  for (const name of ['good', 'marked']) await give(name, 'follow_up', { by: 'call', reached: true, level: name === 'good' ? 5 : 1, resolved: true });
  now += 9 * DAY;
  await answer('given-back');
}

const month = (over: Partial<AppraisalQuery> = {}): AppraisalQuery => ({
  region: '990100',
  from: FLOOR_NOW - DAY,
  to: FLOOR_NOW + 30 * DAY,
  by: 'unit',
  ...over,
});
const ask = (who: Actor, query = month()) => appraisalTable(floor.ctx, requireScope(floor.ctx, who, 'appraisal.read'), query, GROUPS);
async function table(who: Actor, query = month()): Promise<AppraisalTable> {
  for (;;) {
    const answered = await ask(who, query);
    if (answered.state === 'ready') return answered;
    expect(answered.state).toBe('working');
  }
}
const rowOf = (of: AppraisalTable, key: string | null) => of.rows.find((r) => r.key === key);

test('rates are the sums that were counted by hand, with what was left out and why', async () => {
  const counted = await table(supervisor);
  expect(counted.cases).toBe(6);
  expect(rowOf(counted, UNIT)).toMatchObject({
    name: '虚构厅',
    appraisal: {
      on_time_sign: { num: 2, den: 2, left: { returned: 1 } },
      on_time_close: { num: 2, den: 2 },
      returned: { num: 1, den: 3 },
      dispatch_right: { num: 2, den: 3 },
      satisfaction: { num: 1, den: 1, left: { 'flag:mediation': 1 } },
      resolution: { num: 1, den: 1, left: { 'flag:mediation': 1 } },
      followed_up: { num: 2, den: 2 },
    },
    handling: { closed: 2, days: { median: 1, p90: 1 }, workdays: { median: 1, of: 2 }, unpublished: 0 },
  });
  expect(rowOf(counted, 'd1')).toMatchObject({
    appraisal: { on_time_close: { num: 0, den: 2 }, returned: { num: 0, den: 2 } },
    bands: { red: 1 },
    watch: { late: 1, silent: 1 },
    handling: { closed: 1, days: { median: 10 } },
  });
  expect(rowOf(counted, null)).toMatchObject({ appraisal: { direct: { num: 1, den: 5 } }, bands: { no_clock: 2 }, watch: { late: 1 } });
  expect(counted.total.appraisal).toMatchObject({ on_time_close: { num: 2, den: 4 }, returned: { num: 1, den: 5 }, dispatch_right: { num: 4, den: 5 } });
  expect(counted.total.handling).toMatchObject({ closed: 4, days: { median: 1, p90: 10 } });
});

test('however it is cut, the rows sum to the total', async () => {
  const by = await Promise.all((['unit', 'region', 'category'] as const).map((by) => table(supervisor, month({ by }))));
  for (const one of by) {
    expect(one.total.appraisal).toEqual(by[0]?.total.appraisal);
    expect(one.rows.reduce((n, r) => n + r.appraisal.on_time_close.den, 0)).toBe(one.total.appraisal.on_time_close.den);
    expect(one.rows.reduce((n, r) => n + r.handling.closed, 0)).toBe(4);
  }
  expect(by[1]?.rows.map((r) => r.key).sort()).toEqual(['990101', '990102']);
  expect(by[2]?.rows.map((r) => r.key).sort()).toEqual(['01', '04']);
});

test('peers are compared by the profile alone; small samples are not ranked', async () => {
  const { rows, smallest, comparison } = await table(supervisor, month({ by: 'region' }));
  expect([comparison, smallest]).toEqual([true, 30]);
  expect(rows.map((r) => [r.peers?.name, r.ranks])).toEqual([
    ['甲组', {}],
    ['甲组', {}],
  ]);
});

test('a unit sees its own line and no other; what is not in scope is refused', async () => {
  const own = await table(handler);
  expect(own.rows.map((r) => r.key)).toEqual([UNIT]);
  expect(own.total.appraisal.returned).toEqual({ num: 1, den: 3, left: {} });
  await expect(ask(handler, month({ region: '990200' }))).rejects.toThrow(OutOfScope);
});

test('every number opens its tickets, as far as the reader may read them', async () => {
  const scope = requireScope(floor.ctx, supervisor, 'appraisal.read');
  const tickets = requireScope(floor.ctx, supervisor, 'ticket.read');
  const behind = (part: Parameters<typeof appraisalTickets>[3]['part'], key?: string | null) =>
    appraisalTickets(floor.ctx, scope, tickets, { ...month(), part, key, offset: 0 });
  const titles = (list: Awaited<ReturnType<typeof behind>>) => list.rows.map((r) => r.title).sort();
  expect(titles(await behind({ of: 'measure', measure: 'on_time_close', part: 'miss' }))).toEqual(['given-back', 'late']);
  expect(titles(await behind({ of: 'measure', measure: 'satisfaction', part: 'left', reason: 'flag:mediation' }, UNIT))).toEqual(['marked']);
  // Of the one that was answered at once nobody has called back.
  expect(titles(await behind({ of: 'watch', watch: 'late' }))).toEqual(['direct', 'late']);
  expect(titles(await behind({ of: 'band', band: 'no_clock' }, null))).toEqual(['direct', 'waits']);
  expect((await behind({ of: 'handled' })).total).toBe(4);
  // Handed to another unit since: it still counts, and is not shown.
  const mine = await appraisalTickets(floor.ctx, requireScope(floor.ctx, handler, 'appraisal.read'), requireScope(floor.ctx, handler, 'ticket.read'), {
    ...month(),
    part: { of: 'measure', measure: 'returned', part: 'hit' },
    offset: 0,
  });
  expect(mine).toMatchObject({ total: 1, hidden: 1, rows: [] });
  const noTickets = await appraisalTickets(floor.ctx, requireScope(floor.ctx, steward, 'appraisal.read'), null, {
    ...month(),
    part: { of: 'handled' },
    offset: 0,
  });
  expect(noTickets).toMatchObject({ total: 4, hidden: 4, rows: [] });
});

test('it leaves as a table under a watermark, in both forms, and the audit has it', async () => {
  const scope = requireScope(floor.ctx, supervisor, 'appraisal.read');
  const take = (format: 'csv' | 'xlsx') => exportAppraisal(floor.ctx, supervisor, scope, month(), GROUPS, { locale: 'zh-CN', format });
  const csv = await take('csv');
  expect(csv.body).toContain('水印,督办甲（du.yi） 于 ');
  expect(csv.body.split('\r\n').find((line) => line.startsWith(`${UNIT},`))).toContain(',1,1,1.0000,flag:mediation 1,');
  const xlsx = await take('xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(Buffer.from(xlsx.body, 'base64')).buffer);
  expect(book.worksheets[0]?.name).toBe('考核');
  const audit = await floor.db.query<{ detail: object }>(`select detail from audit where action = 'appraisal.exported' order by id`);
  expect(audit.map((a) => a.detail)).toMatchObject([{ format: 'csv', rows: 3 }, { format: 'xlsx' }]);
});

test('a period with more tickets than one reading takes is refused, not cut', async () => {
  const { from, to } = month();
  expect(await countCells(floor.ctx, { region: '990100', from, to }, 5)).toEqual({ state: 'too_many', most: 5 });
});
