import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { TASK_COUNTS, type TaskCount } from '../../core/task/appraise-tasks.ts';
import type { OpenTask, TaskView } from '../../wire/tasks.ts';
import type { Actor } from '../access/actor.ts';
import { asReader } from '../access/as-reader.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { actOnTicket } from '../case/act.ts';
import { deskQueue } from '../case/desk-rows.ts';
import { deskLedger, deskTicket } from '../case/desk-ticket.ts';
import { readDraft, saveDraft } from '../case/drafts.ts';
import { ticketFlow } from '../case/read-tickets.ts';
import { countTasks } from './count-tasks.ts';
import { exportTasks } from './export-tasks.ts';
import { listTasks } from './list-tasks.ts';
import { openTask } from './open-task.ts';
import { taskCase } from './task-case.ts';

let floor: Floor & TestDb;
let now = FLOOR_NOW;
let leader: Actor;
let supervisor: Actor;
let handler: Actor;
let neighbour: Actor;
let stranger: Actor;
let ofDepartment: Actor;
const HEAD = async () => ({ asOf: 'here', epoch: 'e' });
const DAY = 86_400_000;

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  const grant = { region: '990000', department: null, unmask: false };
  leader = await makePerson(floor.ctx, [{ ...grant, role: 'leader' }]);
  supervisor = await makePerson(floor.ctx, [{ ...grant, role: 'supervisor' }]);
  handler = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler', department: 'd-social' }]);
  neighbour = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler', department: 'd1' }]);
  stranger = await makePerson(floor.ctx, [{ ...grant, role: 'leader', region: '990200' }]);
  ofDepartment = await makePerson(floor.ctx, [{ ...grant, role: 'leader', department: 'd1' }]);
});
afterAll(() => floor.drop());

const task = (over: Partial<OpenTask> = {}): OpenTask => ({
  region: '990101',
  title: '压降超期工单',
  text: '十个工作日内压降到位',
  origin: 'instruction',
  figure: null,
  unit: null,
  until: null,
  key: randomUUID(),
  ...over,
});
const open = (who: Actor, over: Partial<OpenTask> = {}) => openTask(floor.ctx, who, requireScope(floor.ctx, who, 'task.open'), task(over));
async function give(who: Actor, id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}) {
  const [row] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
  const input = { id, command, data, expect: row?.version ?? 0, key: randomUUID() };
  return actOnTicket(floor.ctx, who, requireScope(floor.ctx, who, 'task.act'), input, 'task');
}
const read = (who: Actor, id: number) => taskCase(floor.ctx, requireScope(floor.ctx, who, 'task.read'), who, id);
const list = async (who: Actor, view: TaskView, region = '990000') =>
  listTasks(floor.ctx, requireScope(floor.ctx, who, 'task.read'), { region, view, limit: 50 });
const ids = async (who: Actor, view: TaskView) => (await list(who, view)).rows.map((r) => r.id);

test('one press makes one task, with its text redacted, a journal, a fact of its own subject and an audit row', async () => {
  const key = randomUUID();
  const asked = { key, text: '请联系13800138000并办结' };
  const [first, second] = await Promise.all([open(leader, asked), open(leader, asked)]);
  expect(second).toEqual(first);
  expect(await open(leader, asked)).toEqual(first);
  expect(first?.no).toMatch(/^990101\d{8}D\d{6}$/);
  const rows = await floor.db.query<{ id: number; body: string; state: string; department: string | null; about: unknown }>(
    'select id, body, state, department, about from cases where event_id = $1',
    [key],
  );
  expect(rows).toMatchObject([{ state: 'drafted', department: null, about: { origin: 'instruction', figure: null } }]);
  const id = rows[0]?.id ?? 0;
  const kept = await floor.db.query<{ data: unknown }>('select data from case_journal where case_id = $1', [id]);
  expect(kept).toHaveLength(1);
  expect(JSON.stringify([rows, kept])).not.toContain('13800138000');
  expect(await floor.db.query('select subject, kind, regions, departments from fact where subject_id = $1', [id])).toEqual([
    { subject: 'task', kind: 'report', regions: ['990101'], departments: [] },
  ]);
  const audit = await floor.db.query('select action, region from audit where object_kind = $1 and object_id = $2', ['task', String(id)]);
  expect(audit).toEqual([{ action: 'task.report', region: '990101' }]);
});

test('issued at once it is the department’s, with its clocks', async () => {
  const { id, version } = await open(supervisor, { unit: 'd-social' });
  expect(version).toBe(2);
  const one = await read(handler, id);
  expect(one).toMatchObject({ body: '十个工作日内压降到位', row: { state: 'issued', unit: 'd-social', clock: { kind: 'sign' } } });
  expect(one.clocks.map((c) => c.kind).sort()).toEqual(['handling', 'sign']);
  expect(one.commands.map((c) => c.command)).toContain('sign');
  const dispatcher = await makePerson(floor.ctx, [{ role: 'dispatcher', region: '990000', department: null, unmask: false }]);
  expect(await read(dispatcher, id)).toMatchObject({ row: { state: 'issued' }, commands: [] });
  const [ledger] = await deskLedger(floor.ctx, requireScope(floor.ctx, handler, 'task.read'), id, 'task');
  expect(ledger?.lines.length).toBeGreaterThan(0);
  const facts = await floor.db.query('select kind, version, departments from fact where subject_id = $1 order by id', [id]);
  expect(facts).toEqual([
    { kind: 'report', version: 1, departments: [] },
    { kind: 'issue', version: 2, departments: ['d-social'] },
  ]);
});

test('a last day that whoever makes it sets is what its clock runs to; one that is over makes no task', async () => {
  const day = (days: number) => new Date(now + days * DAY).toISOString().slice(0, 10);
  for (const unit of ['d-social', null]) {
    const { id } = await open(leader, { unit, until: day(3) });
    if (unit === null) expect(await give(leader, id, 'issue', { unit: 'd-social' })).toMatchObject({ ok: true });
    const clock = (await read(leader, id)).clocks.find((c) => c.kind === 'handling');
    expect(clock).toMatchObject({ dueDate: day(3), rule: null, extendsIn: 'working_day', limit: { until: clock?.dueAt } });
    const [, handling] = await deskLedger(floor.ctx, requireScope(floor.ctx, leader, 'task.read'), id, 'task');
    expect(handling?.lines.find((l) => l.line === 'ordered')).toMatchObject({ until: clock?.dueAt });
  }
  await expect(open(leader, { until: day(-2) })).rejects.toThrow(/until/);
  const { id } = await open(leader);
  expect(await give(leader, id, 'issue', { unit: 'd-social', until: day(-2) })).toMatchObject({
    ok: false,
    refusal: { code: 'field', params: { field: 'until' } },
  });
});

test('a figure is read and kept as it was, whatever is told of its value', async () => {
  const time = new Date(now - 60_000).toISOString();
  const events = [makeTicket({ region: '990101' }, { time }), makeTicket({ region: '990101' }, { time })];
  expect(await floor.submit(await floor.feed('ticket'), events)).toMatchObject({ accepted: 2 });
  const figure = { indicator: 't.tickets', region: '990101', from: now - 3_600_000, to: now, bound: 1, side: 'above' as const };
  const { id } = await open(leader, { origin: 'figure', figure });
  expect((await read(leader, id)).about).toMatchObject({
    origin: 'figure',
    figure: { indicator: 't.tickets', value: 2, bound: 1, side: 'above', readAt: now },
  });
  await floor.submit(await floor.feed('ticket'), [makeTicket({ region: '990101' }, { time })]);
  expect((await read(leader, id)).about.figure?.value).toBe(2);
  await expect(open(leader, { origin: 'figure', figure: { ...figure, region: '990000' } })).rejects.toThrow(/another region/);
  await expect(open(leader, { origin: 'figure', figure: { ...figure, indicator: 'none' } })).rejects.toThrow();
});

test('nobody makes one for a place, or issues to a department, that is not his', async () => {
  await expect(open(stranger)).rejects.toThrow();
  await expect(open(leader, { unit: 'nowhere' })).rejects.toThrow(/department/);
  expect(() => requireScope(floor.ctx, handler, 'task.open')).toThrow();
  // A department's own leader gives tasks to it alone.
  await expect(open(ofDepartment)).rejects.toThrow();
  await expect(open(ofDepartment, { unit: 'd-social' })).rejects.toThrow();
  expect((await open(ofDepartment, { unit: 'd1' })).version).toBe(2);
});

test('it goes from the instruction to the verdict, in the lists that it belongs to', async () => {
  const { id } = await open(leader);
  expect(await ids(leader, 'drafted')).toContain(id);
  expect(await give(handler, id, 'sign').catch((e: Error) => e.message)).toMatch(/in your scope/);
  expect(await give(leader, id, 'issue', { unit: 'd-social' })).toMatchObject({ ok: true });
  expect(await ids(handler, 'working')).toContain(id);
  expect(await give(handler, id, 'issue', { unit: 'd1' })).toMatchObject({ ok: false, refusal: { code: 'wrong_state' } });
  expect(await give(handler, id, 'sign')).toMatchObject({ ok: true });
  expect(await give(handler, id, 'progress', { text: '已压降一半', percent: 50 })).toMatchObject({ ok: true });
  expect(await give(handler, id, 'finish', { verdict: 'good' })).toMatchObject({ ok: false });
  expect(await give(handler, id, 'submit', { text: '已全部办结' })).toMatchObject({ ok: true });
  expect(await ids(supervisor, 'check')).toContain(id);
  expect(await give(leader, id, 'send_back', { reason: '缺佐证' })).toMatchObject({ ok: true });
  expect(await give(handler, id, 'submit', { text: '补齐佐证' })).toMatchObject({ ok: true });
  expect(await give(supervisor, id, 'finish', { verdict: 'good' })).toMatchObject({ ok: true });
  expect(await ids(handler, 'closed')).toContain(id);
  expect(await read(leader, id)).toMatchObject({ outcome: 'good', row: { state: 'done' } });
  const audit = await floor.db.query<{ action: string }>('select action from audit where object_kind = $1 and object_id = $2 order by seq, action', [
    'task',
    String(id),
  ]);
  expect(audit.map((a) => a.action)).toContain('task.finish');
});

test('who asks for more time stands in a list of his own until it is settled', async () => {
  const { id } = await open(leader, { unit: 'd-social' });
  await give(handler, id, 'sign');
  expect(await ids(supervisor, 'asked')).not.toContain(id);
  expect(await give(handler, id, 'extend', { amount: 3, reason: '缺材料' })).toMatchObject({ ok: true });
  expect(await ids(supervisor, 'asked')).toContain(id);
  expect((await list(supervisor, 'asked')).counts.asked).toBe(1);
  expect(await give(supervisor, id, 'settle_extension', { grant: false, reason: '期限不变' })).toMatchObject({ ok: true });
  expect((await list(supervisor, 'asked')).counts.asked).toBe(0);
});

test('what is begun on one is kept for its writer, and for nobody who does not see it', async () => {
  const { id } = await open(leader, { unit: 'd-social' });
  const draft = { id, command: 'cancel', data: { reason: '与13800138000核对' } };
  await saveDraft(floor.ctx, supervisor, requireScope(floor.ctx, supervisor, 'ticket.act'), draft);
  expect(JSON.stringify((await readDraft(floor.ctx, supervisor, id, 'cancel'))?.data)).toMatch(/核对/);
  expect(JSON.stringify(await readDraft(floor.ctx, supervisor, id, 'cancel'))).not.toContain('13800138000');
  await expect(saveDraft(floor.ctx, neighbour, requireScope(floor.ctx, neighbour, 'ticket.act'), draft)).rejects.toThrow(/in your scope/);
});

test('what is not done in time is late in the list and in the appraisal, department by department', async () => {
  const span = { region: '990000', from: now - DAY, to: now + DAY };
  const count = async (who: Actor, at = span) => countTasks(floor.ctx, requireScope(floor.ctx, who, 'task.read'), at);
  const before = await count(leader);
  const { id } = await open(leader, { unit: 'd-social' });
  const gone = await open(leader, { unit: 'd-social' });
  expect(await give(supervisor, gone.id, 'cancel', { reason: '重复' })).toMatchObject({ ok: true });
  // Nobody kept or missed what was called off.
  expect((await read(leader, gone.id)).clocks.map((c) => c.state)).toEqual(['void', 'void']);
  const stops = (await deskLedger(floor.ctx, requireScope(floor.ctx, leader, 'task.read'), gone.id, 'task')).flatMap((l) => l.lines.slice(-1));
  expect(stops).toMatchObject([
    { line: 'stopped', reason: 'cancelled', onTime: null },
    { line: 'stopped', onTime: null },
  ]);
  await give(handler, id, 'sign');
  now += 40 * DAY;
  expect(await ids(handler, 'late')).toContain(id);
  const after = await count(leader);
  const own = (a: typeof after, unit: string) => a.rows.find((r) => r.unit === unit)?.sums;
  expect(after.total.issued).toBe(before.total.issued + 1);
  expect(own(after, 'd-social')).toMatchObject({ done: 1, onTime: 1, judged: 1, sentBack: 1, verdicts: { good: 1, done: 0, partly: 0 } });
  expect(own(after, 'd-social')?.lateOpen).toBeGreaterThan(0);
  expect(after.rows.map((r) => r.unit).sort()).toEqual(['d-social', 'd1']);
  // Each number opens exactly the tasks that it counts, whatever their state.
  const behind = async (of: TaskCount, department?: string) =>
    listTasks(floor.ctx, requireScope(floor.ctx, leader, 'task.read'), {
      ...{ region: span.region, view: 'open', limit: 200, counted: { of, from: span.from, to: span.to } },
      ...(department ? { department } : {}),
    });
  for (const of of TASK_COUNTS) {
    expect((await behind(of)).rows, of).toHaveLength(after.total[of]);
    expect(await behind(of, 'd-social'), of).toMatchObject({ counted: own(after, 'd-social')?.[of] });
  }
  expect((await behind('issued', 'd-social')).rows.map((r) => r.id)).toContain(id);
  expect((await behind('issued')).rows.map((r) => r.id)).not.toContain(gone.id);
  expect((await behind('done')).rows.every((r) => r.state === 'done')).toBe(true);
  // What is taken away is what is shown, and is written down before it is.
  for (const [of, rows] of [
    [{ what: 'appraisal', ...span }, after.rows.length],
    [{ what: 'list', region: span.region, view: 'open', counted: { of: 'issued', from: span.from, to: span.to } }, after.total.issued],
  ] as const) {
    const file = await exportTasks(floor.ctx, leader, requireScope(floor.ctx, leader, 'figure.export'), of, 'zh-CN');
    expect(file).toMatchObject({ name: expect.stringMatching(/^tasks.*990000.*\.xlsx$/), rows });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file.body, 'base64') as never);
    const text = JSON.stringify(book.worksheets[0]?.getSheetValues());
    for (const word of ['导出', of.what === 'list' ? '压降超期工单' : '合计']) expect(text).toContain(word);
    expect(text).not.toContain('13800138000');
  }
  const taken = await floor.db.query<{ detail: unknown }>(`select detail from audit where action = 'task.exported' order by id`);
  expect(taken.map((t) => t.detail)).toMatchObject([{ what: 'appraisal' }, { what: 'list', rows: after.total.issued }]);
  // Handlers see their own department alone, the other city nobody's.
  expect((await count(handler)).rows.map((r) => r.unit)).toEqual(['d-social']);
  expect((await count(stranger, { ...span, region: '990200' })).total.issued).toBe(0);
  expect((await count(leader, { ...span, from: now, to: now + DAY })).total.issued).toBe(0);
});

test('nobody else sees one: neither by the statement, nor in the database, nor among tickets', async () => {
  const { id } = await open(leader, { unit: 'd-social' });
  for (const who of [neighbour, stranger]) {
    await expect(read(who, id)).rejects.toThrow(/in your scope/);
    for (const view of ['open', 'working'] as const) {
      const held = await listTasks(floor.ctx, requireScope(floor.ctx, who, 'task.read'), { region: who === stranger ? '990200' : '990000', view, limit: 50 });
      expect(held.rows.map((r) => r.id)).not.toContain(id);
    }
    const seen = await asReader(floor.ctx, requireScope(floor.ctx, who, 'task.read'), (tx) => tx.query('select id from cases where id = $1', [id]), ['task']);
    expect(seen).toEqual([]);
  }
  const scope = requireScope(floor.ctx, leader, 'ticket.read');
  expect(await asReader(floor.ctx, scope, (tx) => tx.query('select id from cases where id = $1', [id]))).toEqual([]);
  await expect(deskTicket(floor.ctx, scope, leader, id)).rejects.toThrow(/in your scope/);
  const queue = await deskQueue(floor.ctx, scope, { region: '990000', view: 'open', sort: 'newest', limit: 200 } as Parameters<typeof deskQueue>[2], HEAD);
  expect(queue.rows.map((r) => r.id)).not.toContain(id);
  const flow = await ticketFlow(floor.ctx, scope, '990000', 200, HEAD);
  expect(JSON.stringify(flow)).not.toContain('压降');
});
