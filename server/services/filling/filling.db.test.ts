import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { Permission } from '../../core/access/roles.ts';
import type { FillingStatus } from '../../core/filling/duty.ts';
import type { SaveDuty, SubmitFilling } from '../../wire/filling.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import type { SubmitEvents } from '../case/report-ticket.ts';
import { Conflict, Forbidden, Invalid, NotFound, OutOfScope } from '../errors.ts';
import { figureCard } from '../indicator/card.ts';
import { figureValues } from '../indicator/figures.ts';
import { verifyRollups } from '../rollup/verify.ts';
import { checkFilling, retractFilling } from './check-filling.ts';
import { exportFillings } from './export-fillings.ts';
import { keepReminders } from './keep-reminders.ts';
import { listFillings } from './list-fillings.ts';
import { readPeriod } from './read-period.ts';
import { saveDuty } from './save-duty.ts';
import { submitFilling } from './submit-filling.ts';
import { tellFillings } from './tell-fillings.ts';
import { urgeFilling } from './urge-filling.ts';

const DAY = 86_400_000;
const ROOT = '990000';
const CITY = '990100';
const FEBRUARY = { from: Date.parse('2026-02-01T00:00:00+08:00'), to: Date.parse('2026-03-01T00:00:00+08:00') };

let floor: Floor & TestDb;
let now = FLOOR_NOW;
let handler: Actor;
let neighbour: Actor;
let stranger: Actor;
let steward: Actor;
let both: Actor;
let plan = 0;

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  const grant = { region: ROOT, department: null, unmask: false };
  handler = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler', department: 'd1' }]);
  neighbour = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler', department: 'd2' }]);
  stranger = await makePerson(floor.ctx, [{ ...grant, role: 'steward', region: '990200' }]);
  steward = await makePerson(floor.ctx, [{ ...grant, role: 'steward' }]);
  both = await makePerson(floor.ctx, [
    { ...grant, role: 'unit_handler', department: 'd1' },
    { ...grant, role: 'chief_data_officer' },
  ]);
  plan = (await save()).id;
});
afterAll(() => floor.drop());

const scopeOf = (who: Actor, permission: Permission) => requireScope(floor.ctx, who, permission);
const duty = (over: Partial<SaveDuty> = {}): SaveDuty => ({
  id: null,
  expect: 0,
  indicator: 'o.plan',
  region: CITY,
  department: 'd1',
  grain: 'month',
  asks: [
    { status: 'preliminary', amount: 5, unit: 'natural_day' },
    { status: 'formal', amount: 15, unit: 'natural_day' },
    { status: 'revised', amount: 90, unit: 'natural_day' },
  ],
  from: '2026-01',
  until: null,
  remindDays: 3,
  note: '',
  key: randomUUID(),
  ...over,
});
const save = (over: Partial<SaveDuty> = {}, who = steward) => saveDuty(floor.ctx, who, scopeOf(who, 'filling.manage'), duty(over));
const period = (id = plan, name = '2026-02', who = steward) => readPeriod(floor.ctx, who, scopeOf(who, 'filling.read'), { duty: id, period: name });
const statusOf = async (status: FillingStatus, id = plan, name = '2026-02') => {
  const found = (await period(id, name)).statuses.find((s) => s.ask.status === status);
  if (!found) throw new Error(`no ${status}`);
  return found;
};
async function file(value: number, over: Partial<SubmitFilling> = {}, who = handler) {
  const asked = { duty: plan, period: '2026-02', status: 'preliminary' as FillingStatus, ...over };
  const seen = over.seen ?? (await statusOf(asked.status, asked.duty, asked.period)).slot.version;
  const input: SubmitFilling = { figures: { value }, asOf: FEBRUARY.to, note: '', basis: '', confirmed: [], key: randomUUID(), ...asked, seen };
  return submitFilling(floor.ctx, who, scopeOf(who, 'filling.submit'), input);
}
async function filed(value: number, over: Partial<SubmitFilling> = {}): Promise<number> {
  const done = await file(value, over);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.id;
}
const check = (id: number, accept = true, reason = '', who = steward) => checkFilling(floor.ctx, who, scopeOf(who, 'filling.check'), { id, accept, reason });
const retract = (id: number, who = steward) => retractFilling(floor.ctx, who, scopeOf(who, 'filling.check'), { id, reason: '口径有误' });
const tell = (submit: SubmitEvents = floor.submit) => tellFillings(floor.ctx, submit);
const list = (who: Actor, region = ROOT) => listFillings(floor.ctx, scopeOf(who, 'filling.read'), { region, back: 12 });
async function figure(status: FillingStatus | undefined, span = FEBRUARY, indicator = 'o.plan') {
  const [value] = await figureValues(floor.ctx, floor.scope, [{ indicator, region: CITY, span, ...(status ? { status } : {}) }]);
  return value;
}

test('a duty is made once by a press, of what can be filled in, within one’s scope, and changed by who saw its version', async () => {
  const key = randomUUID();
  const rate = { indicator: 'o.rate', region: CITY, department: 'd2', key };
  const [first, second] = await Promise.all([save(rate), save(rate)]);
  expect(second).toEqual(first);
  await expect(save({ ...rate, key: randomUUID() })).rejects.toThrow(Conflict);
  await expect(save({ indicator: 't.tickets' })).rejects.toThrow(Invalid);
  await expect(save({ indicator: 'o.plan', region: '990101' })).rejects.toThrow('level');
  await expect(save({ indicator: 'o.stock', department: 'nobody' })).rejects.toThrow('department');
  await expect(save({ indicator: 'o.stock' }, stranger)).rejects.toThrow(OutOfScope);
  const id = first?.id ?? 0;
  expect(await save({ ...rate, id, expect: 1, remindDays: 5 })).toEqual({ id, version: 2 });
  await expect(save({ ...rate, id, expect: 1 })).rejects.toThrow(Conflict);
  await expect(save({ ...rate, id, expect: 2, region: '990200' })).rejects.toThrow(Invalid);
  await expect(saveDuty(floor.ctx, stranger, scopeOf(stranger, 'filling.manage'), duty({ id: plan, region: '990200' }))).rejects.toThrow(NotFound);
  expect(await save({ ...rate, id, expect: 2, until: '2026-02' })).toEqual({ id, version: 3 });
  const actions = await floor.db.query<{ action: string }>(
    `select action from audit where object_kind = 'filling_duty' and object_id = $1 order by seq nulls last, id`,
    [String(id)],
  );
  expect(actions.map((a) => a.action)).toEqual(['filling.duty_made', 'filling.duty_changed', 'filling.duty_ended']);
});

test('what is to be filled in is seen by its department and by who checks, and by nobody else', async () => {
  const { todo, counts, slots } = await list(handler);
  // January's preliminary and formal values are late, February's preliminary of 5 March too.
  expect(todo.map((s) => [s.period, s.status, s.state])).toEqual([
    ['2026-01', 'preliminary', 'overdue'],
    ['2026-01', 'formal', 'overdue'],
    ['2026-02', 'preliminary', 'overdue'],
    ['2026-02', 'formal', 'open'],
    ['2026-01', 'revised', 'open'],
    ['2026-02', 'revised', 'open'],
  ]);
  expect(counts).toMatchObject({ toFill: 6, overdue: 3, toCheck: 0 });
  expect(slots.filter((s) => s.period === '2026-03').map((s) => s.state)).toEqual(['ahead', 'ahead', 'ahead']);
  expect((await list(neighbour)).duties.map((d) => d.indicator)).toEqual(['o.rate']);
  expect((await list(steward)).duties).toHaveLength(2);
  await expect(list(stranger)).rejects.toThrow(OutOfScope);
  expect((await list(stranger, '990200')).duties).toEqual([]);
  await expect(period(plan, '2026-02', neighbour)).rejects.toThrow(NotFound);
  await expect(period(plan, '2025-12')).rejects.toThrow(Invalid);
});

test('one press files one value; another department, a stale sight, a running period and a wrong number are refused', async () => {
  const key = randomUUID();
  const [first, second] = await Promise.all([file(100, { key, seen: 0 }), file(100, { key, seen: 0 })]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(first);
  expect(await floor.db.query('select id from filling')).toHaveLength(1);
  await expect(file(101, { seen: 0 })).rejects.toThrow(Conflict);
  for (const other of [{ figures: { value: 101 } }, { note: '另一份' }, { basis: '另一份' }, { asOf: FEBRUARY.to - DAY }])
    await expect(file(100, { key, seen: 0, ...other })).rejects.toThrow('this key filed another value');
  await expect(file(100, { key, seen: 0 }, both)).rejects.toThrow(Conflict);
  expect(await floor.db.query('select figures from filling')).toEqual([{ figures: { value: 100 } }]);
  await expect(file(1, {}, neighbour)).rejects.toThrow(NotFound);
  await expect(file(1, { period: '2026-03' })).rejects.toThrow('not over yet');
  await expect(file(1.5, { status: 'formal' })).rejects.toThrow('not_exact');
  await expect(file(1, { status: 'formal', asOf: now + 60_000 })).rejects.toThrow('asOf');
  await expect(file(1, { period: '2025-12' })).rejects.toThrow(Invalid);
  const { slot, filed: rows } = await statusOf('preliminary');
  expect(slot).toMatchObject({ state: 'submitted', late: true });
  expect(rows).toMatchObject([{ value: 100, decision: null, toldAt: null }]);
  // What waits is no figure yet.
  expect((await figure('preliminary'))?.value).toBeNull();
});

test('nobody checks what he filed; what comes back says why and is filed again, without what waited', async () => {
  const own = await file(102, {}, both);
  if (!own.ok) throw new Error('asked');
  expect((await statusOf('preliminary')).filed.map((f) => f.decision)).toEqual(['withdrawn', null]);
  await expect(check(own.id, true, '', both)).rejects.toThrow(Forbidden);
  await expect(check(own.id, true, '', stranger)).rejects.toThrow(NotFound);
  expect(await check(own.id, false, '请附依据')).toEqual({ decided: true });
  expect(await check(own.id, false, '请附依据')).toEqual({ decided: false });
  await expect(check(own.id, true)).rejects.toThrow(Conflict);
  expect((await statusOf('preliminary')).slot).toMatchObject({ state: 'returned', overdue: true });
  expect((await list(handler)).counts).toMatchObject({ returned: 1, toCheck: 0 });
});

test('accepted values of one period stand side by side, each in its own figure, and are never added', async () => {
  await check(await filed(103, { note: '已补', basis: '统计台账' }));
  await check(await filed(105, { status: 'formal' }));
  expect(await tell()).toBe(2);
  expect(await tell()).toBe(0);
  expect(await figure('preliminary')).toMatchObject({ value: 103, records: 1, asOf: FEBRUARY.to });
  expect(await figure('formal')).toMatchObject({ value: 105, records: 1 });
  expect(await figure(undefined)).toMatchObject({ value: 105, records: 1, query: { status: 'formal' } });
  const card = await figureCard(floor.ctx, floor.scope, { indicator: 'o.plan', region: CITY, span: FEBRUARY }, async () => []);
  expect(card).toMatchObject({ fold: { equal: true, value: 105 }, recordFold: { equal: true, records: 1 } });
  expect(card.beside).toMatchObject([{ status: 'preliminary', value: 103, asOf: FEBRUARY.to }]);
  expect((await statusOf('preliminary')).slot).toMatchObject({ state: 'accepted', late: true, value: 103 });
  expect((await statusOf('formal')).slot).toMatchObject({ state: 'accepted', late: false, value: 105 });
});

test('a jump is asked about and taken when it is answered; a correction says why and takes the place of what held', async () => {
  await expect(file(106, { status: 'formal' })).rejects.toThrow('note');
  const before = await filed(100, { period: '2026-01', status: 'formal', asOf: FEBRUARY.from });
  await check(before);
  const jump = { status: 'formal' as const, note: '更正' };
  expect(await file(300, jump)).toEqual({ ok: false, questions: ['jump'], value: 300, before: 100 });
  const id = await filed(300, { ...jump, confirmed: ['jump'] });
  expect((await statusOf('formal')).slot).toMatchObject({ state: 'submitted', value: 105 });
  expect((await figure('formal'))?.value).toBe(105);
  await check(id);
  await tell();
  expect(await figure('formal')).toMatchObject({ value: 300, records: 1 });
  const card = await figureCard(floor.ctx, floor.scope, { indicator: 'o.plan', region: CITY, span: FEBRUARY, status: 'formal' }, async () => []);
  expect(card).toMatchObject({ fold: { equal: true, value: 300 }, recordFold: { equal: true, records: 1 } });
  const { filed: rows } = await statusOf('formal');
  expect(rows.map((f) => [f.value, f.decision, f.replaces !== null])).toEqual([
    [105, 'accepted', false],
    [300, 'accepted', true],
  ]);
});

test('what holds is retracted with a reason by another than who filed it, and filed again', async () => {
  const { filed: rows } = await statusOf('formal');
  const [first, second] = rows.map((f) => f.id);
  await expect(retract(first ?? 0)).rejects.toThrow(Conflict);
  expect(await retract(second ?? 0)).toEqual({ decided: true });
  expect(await retract(second ?? 0)).toEqual({ decided: false });
  await tell();
  expect((await figure('formal'))?.value).toBeNull();
  expect((await statusOf('formal')).slot).toMatchObject({ state: 'returned', standing: null });
  await check(await filed(110, { status: 'formal', note: '重报' }));
  await tell();
  expect(await figure('formal')).toMatchObject({ value: 110, records: 1 });
});

test('a process that dies between the decision, the event and its mark loses nothing and counts nothing twice', async () => {
  const id = await filed(111, { status: 'formal', note: '再更正' });
  await check(id);
  const dead: SubmitEvents = () => Promise.reject(new Error('killed before the event'));
  await expect(tell(dead)).rejects.toThrow('killed');
  expect((await figure('formal'))?.value).toBe(110);
  const halfway: SubmitEvents = async (...given) => {
    await floor.submit(...given);
    throw new Error('killed after the event');
  };
  await expect(tell(halfway)).rejects.toThrow('killed');
  expect((await statusOf('formal')).filed.at(-1)).toMatchObject({ id, toldAt: null });
  expect(await figure('formal')).toMatchObject({ value: 111, records: 1 });
  expect(await tell()).toBe(1);
  await Promise.all([tell(), tell()]);
  expect(await figure('formal')).toMatchObject({ value: 111, records: 1 });
  expect((await statusOf('formal')).filed.at(-1)?.toldAt).toBe(now);
  await retract(id);
  await expect(tell(halfway)).rejects.toThrow('killed');
  expect(await tell()).toBe(1);
  expect((await figure('formal'))?.value).toBeNull();
});

test('two who decide at once decide once', async () => {
  const id = await filed(112, { status: 'formal', note: '重报' });
  const another = await makePerson(floor.ctx, [{ role: 'steward' }]);
  const answers = await Promise.allSettled([check(id), check(id, false, '不对', another), check(id, false, '不对', another)]);
  const rows = await floor.db.query<{ n: number }>(
    `select count(*)::int n from audit where object_kind = 'filling' and object_id = $1 and action in ('filling.accepted', 'filling.returned')`,
    [String(id)],
  );
  expect(rows).toEqual([{ n: 1 }]);
  expect(answers.some((a) => a.status === 'fulfilled')).toBe(true);
});

test('a ratio is filled in by its parts', async () => {
  const { id } = await save({ indicator: 'o.share', department: 'd1', key: randomUUID() }).catch(() => ({ id: 0 }));
  expect(id).toBe(0);
  const { id: rate } = await save({ indicator: 'o.rate', region: '990200', asks: [{ status: 'formal', amount: 5, unit: 'working_day' }] });
  const done = await file(0, { duty: rate, status: 'formal', figures: { numerator: 3, denominator: 4 } });
  if (!done.ok) throw new Error('asked');
  await check(done.id);
  await tell();
  const [value] = await figureValues(floor.ctx, floor.scope, [{ indicator: 'o.rate', region: '990200', span: FEBRUARY }]);
  expect(value).toMatchObject({ value: 75, num: 3, den: 4 });
});

test('reminders are noted once before and once after; urging by hand is on record and once a press', async () => {
  const count = async (kind: string) => (await floor.db.query('select id from filling_reminder where kind = $1', [kind])).length;
  await keepReminders(floor.ctx);
  const overdue = await count('overdue');
  expect(overdue).toBeGreaterThan(0);
  expect(await keepReminders(floor.ctx)).toBe(0);
  const key = randomUUID();
  const urge = (over: object = {}) =>
    urgeFilling(floor.ctx, steward, scopeOf(steward, 'filling.manage'), {
      duty: plan,
      period: '2026-01',
      status: 'preliminary',
      text: '请尽快填报',
      key,
      ...over,
    });
  expect(await urge()).toEqual({ urged: true });
  expect(await urge()).toEqual({ urged: false });
  await expect(urge({ status: 'formal', key: randomUUID() })).rejects.toThrow(Conflict);
  await expect(urge({ period: '2025-01', key: randomUUID() })).rejects.toThrow(Invalid);
  const seen = (await list(handler)).todo.find((s) => s.period === '2026-01' && s.status === 'preliminary');
  expect(seen?.reminded).toEqual({ kind: 'urge', at: now });
  expect((await period(plan, '2026-01')).reminders.map((r) => r.kind)).toEqual(['urge', 'overdue']);
  expect(await floor.db.query(`select 1 from audit where action = 'filling.urged'`)).toHaveLength(1);
  now = Date.parse('2026-04-03T09:00:00+08:00');
  expect(await keepReminders(floor.ctx)).toBeGreaterThan(0);
  expect(await count('before')).toBeGreaterThan(0);
  now = FLOOR_NOW + 30 * DAY;
});

test('the matrix goes out as a workbook, on record', async () => {
  const given = { region: ROOT, back: 12 as const };
  const { body, name } = await exportFillings(floor.ctx, steward, scopeOf(steward, 'filling.manage'), given, 'zh-CN');
  expect(name).toMatch(/^filling-990000-.*\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(body, 'base64') as unknown as ArrayBuffer);
  const texts = JSON.stringify(book.getWorksheet('填报情况')?.getSheetValues());
  for (const word of ['不得相加', '已核定', '2026-02', 'o.plan']) expect(texts).toContain(word);
  expect(await floor.db.query(`select 1 from audit where action = 'filling.exported'`)).toHaveLength(1);
});

test('after all of it the figures are what their records say', async () => {
  const { differences, checked } = await verifyRollups(floor.ctx);
  expect(differences).toEqual([]);
  expect(checked.series).toBeGreaterThan(2);
});
