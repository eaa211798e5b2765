import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../../db/client.ts';
import { makeTrade } from '../../../db/seed/events.ts';
import { MADE_RULE_ROWS, madeRules } from '../../../db/seed/rules.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { RuleRow } from '../../core/case/rules.ts';
import { paramsOf } from '../../core/risk/testing.ts';
import type { RiskView } from '../../wire/risk.ts';
import type { Actor } from '../access/actor.ts';
import { asReader } from '../access/as-reader.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { actOnTicket } from '../case/act.ts';
import { deskTicket } from '../case/desk-ticket.ts';
import { readDraft, saveDraft } from '../case/drafts.ts';
import { evaluateRisks } from './evaluate-risks.ts';
import { exportRisks } from './export-risks.ts';
import { keepRun } from './last-run.ts';
import { listRisks } from './list-risks.ts';
import { DayReader } from './read-days.ts';
import { riskCase } from './risk-case.ts';
import { sumRisks } from './sum-risks.ts';

const DAY = 86_400_000;
const ZONE = 'zone-990100';
let floor: Floor & TestDb;
let ctx: Floor['ctx'];
let now = FLOOR_NOW;
let bound = 0.01;
let dispatcher: Actor;
let handler: Actor;
let neighbour: Actor;
let stranger: Actor;
let leader: Actor;

const mismatchRow = (): RuleRow<'risk'> => ({
  id: 'risk-mismatch',
  version: 3,
  rule: 'risk',
  where: {},
  from: 0,
  until: null,
  source: '产品默认',
  value: paramsOf('mismatch', { days: 1, past: 2, bound, least: 1000, severity: 3 }),
});

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  ctx = { ...floor.ctx, rules: () => madeRules(floor.ctx.catalog, [...MADE_RULE_ROWS, mismatchRow()]) };
  const grant = { region: '990000', department: null, unmask: false };
  dispatcher = await makePerson(ctx, [{ ...grant, role: 'dispatcher' }]);
  handler = await makePerson(ctx, [{ ...grant, role: 'unit_handler', department: 'd-social' }]);
  neighbour = await makePerson(ctx, [{ ...grant, role: 'unit_handler', department: 'd1' }]);
  stranger = await makePerson(ctx, [{ ...grant, role: 'dispatcher', region: '990200' }]);
  leader = await makePerson(ctx, [{ ...grant, role: 'leader' }]);
});
afterAll(() => floor.drop());

async function declare(...all: Record<string, unknown>[]): Promise<void> {
  const sent = all.map((data) => makeTrade({ zone: ZONE, region: '990101', ...data }, { time: new Date(now - 60_000).toISOString() }));
  expect(await floor.submit(await floor.feed('trade'), sent)).toMatchObject({ accepted: all.length });
}
const evaluate = (on = ctx) => evaluateRisks(on, new DayReader());
const list = (who: Actor, view: RiskView, over = {}) =>
  listRisks(ctx, requireScope(ctx, who, 'risk.read'), { region: who === stranger ? '990200' : '990000', view, limit: 50, ...over });
const ids = async (who: Actor, view: RiskView) => (await list(who, view)).rows.map((r) => r.id);
const read = (who: Actor, id: number) => riskCase(ctx, requireScope(ctx, who, 'risk.read'), who, id);
async function give(who: Actor, id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}, key = randomUUID()) {
  const [row] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
  return actOnTicket(ctx, who, requireScope(ctx, who, 'risk.act'), { id, command, data, expect: row?.version ?? 0, key }, 'risk');
}
const episodes = () =>
  floor.db.query<{ caseId: number; open: boolean }>(
    `select case_id "caseId", ended_at is null "open" from risk_finding where found_check = 'mismatch' order by id`,
  );

test('a process that dies within raising leaves nothing, and the next one raises it', async () => {
  await declare({ parcels: 10_000, declarations: 10_000, mismatched: 300, valueCny: 1_000_000 });
  const dying: Db = Object.create(floor.db, {
    transaction: {
      value: (fn: Parameters<Db['transaction']>[0]) =>
        floor.db.transaction((tx) => {
          const query = ((text: string, params?: never) => {
            if (text.includes('insert into case_journal')) throw new Error('killed');
            return tx.query(text, params);
          }) as typeof tx.query;
          return fn(Object.create(tx, { query: { value: query } }));
        }),
    },
  });
  await expect(evaluate({ ...ctx, db: dying })).rejects.toThrow('killed');
  expect(await episodes()).toEqual([]);
  expect(await floor.db.query(`select 1 from cases where kind = 'risk'`)).toEqual([]);
  expect((await list(dispatcher, 'open')).run.at).toBeNull();
  expect(await evaluate()).toMatchObject({ raised: 1, held: 0 });
  expect((await list(dispatcher, 'open')).run).toEqual({ at: now, held: { credit: 0, market: 0, country: 0, compliance: 0 } });
});

test('it is raised once, by two processes at once as well, with evidence, fact and audit', async () => {
  const both = await Promise.all([evaluate(), evaluate()]);
  expect(both.map((b) => b.raised)).toEqual([0, 0]);
  const [id = 0, ...more] = await ids(dispatcher, 'raised');
  expect(more).toEqual([]);
  const one = await read(dispatcher, id);
  expect(one).toMatchObject({
    row: { state: 'raised', unit: null, title: '地区990100 9610 出口 三单不一致' },
    about: { head: 'compliance', check: 'mismatch', of: { zone: ZONE, mode: '9610' }, rule: { id: 'risk-mismatch', version: 3 } },
    nowKnown: { num: 300, den: 10_000, value: 0.03 },
    inForce: { version: 3, value: { bound: 0.01 } },
    lawful: [],
  });
  expect(one.about.evidence).toMatchObject({ value: 0.03, sample: 10_000, scope: 'customs_platform', status: 'preliminary', filter: { zone: [ZONE] } });
  expect(one.episodes).toMatchObject([{ endedAt: null }]);
  expect(await floor.db.query('select subject, kind, departments from fact where subject_id = $1', [id])).toEqual([
    { subject: 'risk', kind: 'report', departments: [] },
  ]);
  expect(await floor.db.query(`select action from audit where object_kind = 'risk' and object_id = $1`, [String(id)])).toEqual([{ action: 'risk.report' }]);
});

test('until it is assigned it is no department’s; another region never sees it; tickets never meet it', async () => {
  const [id = 0] = await ids(dispatcher, 'raised');
  expect(await ids(leader, 'open')).toEqual([id]);
  for (const who of [handler, neighbour, stranger]) {
    expect(await ids(who, 'open')).toEqual([]);
    await expect(read(who, id)).rejects.toThrow(/in your scope/);
    expect((await sumRisks(ctx, requireScope(ctx, who, 'risk.read'), who === stranger ? '990200' : '990000')).gravest).toEqual([]);
    expect(await asReader(ctx, requireScope(ctx, who, 'risk.read'), (tx) => tx.query('select id from cases where id = $1', [id]), ['risk'])).toEqual([]);
  }
  await expect(deskTicket(ctx, requireScope(ctx, dispatcher, 'ticket.read'), dispatcher, id)).rejects.toThrow(/in your scope/);
  // What no clause calls lawful cannot be dropped.
  expect((await read(dispatcher, id)).commands.map((c) => c.command)).toEqual(expect.arrayContaining(['assign']));
  expect((await read(dispatcher, id)).commands.map((c) => c.command)).not.toContain('drop');
  expect(await give(dispatcher, id, 'drop', { lawful: 'overseas' })).toMatchObject({ ok: false, refusal: { code: 'no_rule' } });
});

test('it goes to a department with clocks and comes back with a result; a press that comes twice acts once', async () => {
  const [id = 0] = await ids(dispatcher, 'raised');
  const key = randomUUID();
  const twice = await Promise.all([give(dispatcher, id, 'assign', { unit: 'd-social' }, key), give(dispatcher, id, 'assign', { unit: 'd-social' }, key)]);
  expect(twice).toMatchObject([
    { ok: true, version: 2 },
    { ok: true, version: 2 },
  ]);
  expect(await ids(handler, 'working')).toEqual([id]);
  expect(await ids(neighbour, 'open')).toEqual([]);
  const one = await read(handler, id);
  expect(one.clocks.map((c) => c.kind).sort()).toEqual(['handling', 'sign']);
  expect(one.row.clock?.kind).toBe('sign');
  expect(await give(handler, id, 'sign')).toMatchObject({ ok: true });
  const draft = { id, command: 'answer', data: { text: '与13800138000核对' } };
  await saveDraft(ctx, handler, requireScope(ctx, handler, 'ticket.act'), draft);
  expect(JSON.stringify((await readDraft(ctx, handler, id, 'answer'))?.data)).not.toContain('13800138000');
  expect(await give(handler, id, 'extend', { amount: 2, reason: '需对账' })).toMatchObject({ ok: true });
  expect(await give(dispatcher, id, 'settle_extension', { grant: true, reason: '同意' })).toMatchObject({ ok: true });
  expect(await give(dispatcher, id, 'urge', { reason: '请抓紧' })).toMatchObject({ ok: true });
  expect(await give(handler, id, 'answer', { result: 'confirmed', text: '三家企业支付人不符' })).toMatchObject({ ok: true });
  expect(await ids(dispatcher, 'check')).toEqual([id]);
  expect(await give(dispatcher, id, 'send_back', { reason: '缺证据' })).toMatchObject({ ok: true });
  expect(await give(handler, id, 'answer', { result: 'handled', text: '已约谈' })).toMatchObject({ ok: true });
  expect((await list(dispatcher, 'check')).rows[0]).toMatchObject({ result: 'handled', endedAt: null });
});

test('what no longer holds ends; what comes again goes on with the open case, and makes another once that is filed', async () => {
  const [id = 0] = await ids(dispatcher, 'check');
  await declare({ parcels: 90_000, declarations: 90_000, mismatched: 0, valueCny: 9_000_000 });
  expect(await evaluate()).toMatchObject({ raised: 0, ended: 1 });
  const ended = await read(dispatcher, id);
  // The evidence is as it was; the figure of the same cells is what is known now.
  expect(ended.about.evidence.value).toBe(0.03);
  expect(ended.nowKnown).toMatchObject({ num: 300, den: 100_000, value: 0.003 });
  expect(ended.row.state).toBe('answered');
  await declare({ parcels: 10_000, declarations: 10_000, mismatched: 3000, valueCny: 1_000_000 });
  const both = await Promise.all([evaluate(), evaluate()]);
  expect(both.map((b) => b.raised).sort()).toEqual([0, 1]);
  expect(await episodes()).toEqual([
    { caseId: id, open: false },
    { caseId: id, open: true },
  ]);
  expect((await read(dispatcher, id)).episodes).toMatchObject([{ endedAt: null }, { endedAt: now }]);
  expect(await give(dispatcher, id, 'file')).toMatchObject({ ok: true });
  expect(await evaluate()).toMatchObject({ raised: 0 });
  // A day without declarations says nothing; once the span has passed unseen the episode is over.
  now += DAY;
  expect(await evaluate()).toMatchObject({ raised: 0, ended: 0 });
  now += DAY;
  expect(await evaluate()).toMatchObject({ ended: 1 });
  await declare({ parcels: 10_000, declarations: 10_000, mismatched: 300, valueCny: 1_000_000 });
  expect(await evaluate()).toMatchObject({ raised: 1 });
  expect((await ids(dispatcher, 'raised')).length).toBe(1);
  expect(await ids(dispatcher, 'raised')).not.toContain(id);
  expect(await ids(dispatcher, 'closed')).toEqual([id]);
});

test('a finding ends with its rule, and other scopes are never added', async () => {
  await declare({ scope: 'full_scope', parcels: 1e6, declarations: 1e6, mismatched: 0, valueCny: 9_000_000 });
  expect(await evaluate()).toMatchObject({ raised: 0, ended: 0 });
  bound = 0.5;
  expect(await evaluate()).toMatchObject({ ended: 1 });
  bound = 0.01;
  expect(await evaluate()).toMatchObject({ raised: 1 });
});

test('a price of an overseas warehouse is lawful and not found; another is dropped with its clause alone', async () => {
  const price = (zone: string, mode: string, yuan: number) =>
    declare({ zone, mode, hsChapter: '61', parcels: 1000, declarations: 1000, valueCny: yuan * 1000 });
  for (let day = 0; day < 4; day++) {
    for (const zone of [ZONE, 'z-a', 'z-b']) for (const mode of ['9810', '9710']) await price(zone, mode, zone === ZONE && day === 3 ? 900 : 9000);
    if (day < 3) now += 7 * DAY;
  }
  expect(await evaluate()).toMatchObject({ raised: 1 });
  const rows = (await list(dispatcher, 'raised', { check: 'price' })).rows;
  expect(rows.map((r) => [r.of.zone, r.of.mode, r.head, r.evidence.side])).toEqual([[ZONE, '9710', 'compliance', 'below']]);
  const id = rows[0]?.id ?? 0;
  const one = await read(dispatcher, id);
  expect(one.lawful.map((l) => l.id)).toEqual(['overseas']);
  expect(one.commands.find((c) => c.command === 'drop')?.fields.find((f) => f.name === 'lawful')?.choice).toEqual(['overseas']);
  expect(await give(dispatcher, id, 'drop', { lawful: 'overseas', reason: '经核为海外仓回款' })).toMatchObject({ ok: true });
  expect(await read(leader, id)).toMatchObject({ row: { state: 'dropped' }, dropped: { id: 'overseas', source: 'guangdong-1.md C5 L450' } });
  expect(await list(dispatcher, 'closed', { head: 'credit' })).toMatchObject({ rows: [] });
});

test('the summary counts by head what is seen, and the list goes out as a workbook with scope and status', async () => {
  const sum = await sumRisks(ctx, requireScope(ctx, leader, 'risk.read'), '990000');
  expect(sum).toMatchObject({ rules: 2, finding: 1, handledToday: 1, heads: { compliance: { open: 1, rules: 2 }, country: { open: 0, rules: 0 } } });
  expect(sum.gravest).toMatchObject([{ check: 'mismatch', zoneName: '地区990100', severity: 3 }]);
  const file = await exportRisks(ctx, leader, requireScope(ctx, leader, 'figure.export'), { region: '990000', view: 'open' }, 'zh-CN');
  expect(file).toMatchObject({ rows: 1 });
  expect(Buffer.from(file.body, 'base64').subarray(0, 2).toString()).toBe('PK');
  expect(await floor.db.query(`select count(*)::int n from audit where action = 'risk.exported'`)).toEqual([{ n: 1 }]);
});

test('what the cap left for the next run is told to whoever would see it, below the region that is asked for', async () => {
  const left = (head: 'credit' | 'compliance', zone: string) => ({ head, of: { zone } });
  await keepRun(ctx, [left('compliance', ZONE), left('compliance', ZONE), left('credit', ZONE)]);
  const run = async (who: Actor, region: string) => (await sumRisks(ctx, requireScope(ctx, who, 'risk.read'), region)).run;
  expect(await run(leader, '990000')).toEqual({ at: now, held: { credit: 1, market: 0, country: 0, compliance: 2 } });
  for (const [who, region] of [
    [leader, '990200'],
    [stranger, '990200'],
    [handler, '990000'],
  ] as const)
    expect((await run(who, region)).held).toEqual({ credit: 0, market: 0, country: 0, compliance: 0 });
  expect(await evaluate()).toMatchObject({ held: 0 });
  expect((await run(leader, '990000')).held.compliance).toBe(0);
});

test('a flood of one check leaves room for what is found of another', async () => {
  // What was found of 61 before is open still.
  const flood = Array.from({ length: 61 }, (_, i) => String(10 + i)).filter((chapter) => chapter !== '61');
  const day = (yuan: number) =>
    flood.flatMap((hsChapter) => [ZONE, 'zone-f', 'zone-g'].map((zone) => ({ zone, hsChapter, yuan: zone === ZONE ? yuan : 9000 })));
  now += 60 * DAY;
  for (let span = 0; span < 4; span++) {
    await declare(
      ...day(span === 3 ? 900 : 9000).map(({ zone, hsChapter, yuan }) => ({
        ...{ zone, mode: '9710', hsChapter, parcels: 1000, declarations: 1000, valueCny: yuan * 1000 },
      })),
    );
    if (span < 3) now += 7 * DAY;
  }
  await declare({ mode: '1210', parcels: 10_000, declarations: 10_000, mismatched: 3000, valueCny: 1_000_000 });
  expect(await evaluate()).toMatchObject({ raised: 50, held: 11 });
  expect((await list(dispatcher, 'open', { check: 'mismatch' })).rows.map((r) => r.of.mode)).toContain('1210');
  expect((await list(dispatcher, 'open')).run.held.compliance).toBe(11);
  expect(await evaluate()).toMatchObject({ raised: 11, held: 0 });
  for (const locale of ['zh-CN', 'en'] as const) {
    const file = await exportRisks(ctx, leader, requireScope(ctx, leader, 'figure.export'), { region: '990000', view: 'open' }, locale);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file.body, 'base64') as never);
    const table = (book.worksheets[0]?.getSheetValues() ?? []).filter((row) => Array.isArray(row) && row.length > 20) as string[][];
    const [columns = [], ...lines] = table.map((row) => row.slice(1));
    expect(new Set(columns).size).toBe(columns.length);
    expect(lines).toHaveLength(file.rows);
    const at = columns.indexOf(locale === 'zh-CN' ? '数值' : 'Value');
    const price = lines.filter((line) => ['元', 'CNY'].includes(String(line[at + 1])));
    // Value, unit, side, bound, numerator, denominator.
    const numbers = (line: string[], i: readonly number[]) => i.map((n) => String(line[at + n]));
    for (const line of price) for (const text of numbers(line, [0, 3, 4])) expect(text).toMatch(/^\d+(\.\d{1,2})?$/);
    expect(price.map((line) => numbers(line, [0, 4, 5]).join(' '))).toContain('900 900000 1000');
    for (const line of lines.filter((l) => !price.includes(l))) expect(String(line[at])).toMatch(/^0(\.\d{1,6})?$/);
  }
});

test('a clause of one region calls lawful what is judged there, from its day on, and nothing elsewhere', async () => {
  const clause = (over: Partial<RuleRow<'lawful'>>): RuleRow<'lawful'> => ({
    id: 'regional',
    version: 1,
    rule: 'lawful',
    where: { region: '990200' },
    from: 0,
    until: null,
    source: '虚构条款',
    value: { says: '…', checks: ['mismatch'], modes: ['9610'], below: null },
    ...over,
  });
  const catalog = { ...ctx.catalog, zoneRegion: (zone: string) => (zone.startsWith('zone-') ? zone.slice('zone-'.length) : null) };
  const under = (row: RuleRow<'lawful'>) => evaluate({ ...ctx, catalog, rules: () => madeRules(catalog, [...MADE_RULE_ROWS, mismatchRow(), row]) });
  await declare({ zone: 'zone-990200', region: '990200', parcels: 10_000, declarations: 10_000, mismatched: 300, valueCny: 1_000_000 });
  const open = () => floor.db.query(`select zone from risk_finding where found_check = 'mismatch' and ended_at is null and zone = 'zone-990200'`);
  expect(await under(clause({}))).toMatchObject({ raised: 0 });
  expect(await open()).toEqual([]);
  expect(await under(clause({ where: { region: '990100' } }))).toMatchObject({ raised: 1 });
  expect(await open()).toHaveLength(1);
  // Not in force any more, and not yet.
  for (const over of [{ until: now }, { from: now + 1 }]) {
    await floor.db.query(`update risk_finding set ended_at = seen_at where zone = 'zone-990200' and ended_at is null`);
    expect(await under(clause(over))).toMatchObject({ raised: 1 });
  }
});
