import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { ruleAt } from '../../core/case/rules.ts';
import type { RuleDraft } from '../../wire/rule.ts';
import { readCalendarText, readCatalogueText, readRulesText } from '../../wire/rule-import.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { accessWorld, makePerson } from '../access/testing.ts';
import type { Ctx } from '../context.ts';
import { endRule } from './end-rule.ts';
import { exportCatalogue } from './export-catalogue.ts';
import { importCalendar } from './import-calendar.ts';
import { importCatalogue } from './import-catalogue.ts';
import { importRules } from './import-rules.ts';
import { findCatalogue, listCalendars, listRules } from './list-rules.ts';
import { RuleSource } from './rule-source.ts';
import { saveRule } from './save-rule.ts';
import { MADE_GIVEN } from './testing.ts';

const DAY = 86_400_000;
let now = Date.UTC(2026, 10, 25, 3);
let opened: TestDb;
let ctx: Ctx;
let source: RuleSource;
let supervisor: Actor;

beforeAll(async () => {
  opened = await openTestDb();
  ctx = accessWorld(opened.db, () => now);
  source = new RuleSource(opened.db, ctx.catalog, MADE_GIVEN);
  await source.load();
  supervisor = await makePerson(ctx, [{ role: 'supervisor' }], { login: 'head' });
}, 60_000);
afterAll(() => opened.drop());

const consult = (amount: number, over: Partial<Extract<RuleDraft, { rule: 'limit' }>> = {}): RuleDraft => ({
  id: 'consult',
  version: 1,
  rule: 'limit',
  where: { kind: 'ticket', clock: 'handling', requestType: '咨询' },
  from: now,
  until: null,
  source: { document: 'paper', line: 7 },
  value: { amount, unit: 'working_day', soon: 0.2, from: 'dispatched' },
  ...over,
});
const limitAt = (at: number, regions: readonly string[] = ['990000']) =>
  ruleAt(source.current().book, 'limit', { kind: 'ticket', clock: 'handling', requestType: '咨询', regions }, at);
const audits = (action: string) =>
  opened.db.query<{ id: string | null; purpose: string | null; detail: Record<string, unknown> }>(
    `select object_id id, purpose, detail from audit where action = $1 order by at, id`,
    [action],
  );

describe('a version', () => {
  test('holds from its beginning, names its paper and its author, and the one before keeps what was before', async () => {
    expect(limitAt(now)?.value.amount).toBe(2);
    expect(await saveRule(ctx, source, supervisor, { replaces: 1, draft: consult(3), note: ' 会议纪要 ' })).toEqual({ id: 'consult', version: 2 });
    expect(limitAt(now - 1)).toMatchObject({ version: 1, value: { amount: 2 }, until: now });
    expect(limitAt(now)).toMatchObject({ version: 2, value: { amount: 3 }, source: '某办法 L7' });
    const entry = (await listRules(ctx, source, supervisor, requireScope(ctx, supervisor, 'rule.read'))).entries.find(
      (e) => e.id === 'consult' && e.version === 2,
    );
    expect(entry).toMatchObject({ origin: 'installation', by: 'head', at: now, note: '会议纪要', paper: { document: 'paper', line: 7 } });
    expect(await audits('rule.saved')).toMatchObject([{ id: 'consult', purpose: '会议纪要', detail: { version: 2, was: { amount: 2 }, is: { amount: 3 } } }]);
  });

  test('of two who read the same one, the second reads who was first, and nothing is written', async () => {
    await expect(saveRule(ctx, source, supervisor, { replaces: 1, draft: consult(4), note: 'x' })).rejects.toThrow(/version 2 was made by head at 2026-11-25/);
    expect(limitAt(now)?.value.amount).toBe(3);
  });

  test('that says the same, names what is not there, or gives no reason is refused', async () => {
    await expect(saveRule(ctx, source, supervisor, { replaces: 2, draft: consult(3), note: 'x' })).rejects.toThrow('nothing to change');
    await expect(saveRule(ctx, source, supervisor, { replaces: 2, draft: consult(4), note: '  ' })).rejects.toThrow('say what was decided');
    const where = { kind: 'ticket', clock: 'handling', requestType: '抱怨' } as const;
    await expect(saveRule(ctx, source, supervisor, { replaces: 2, draft: consult(4, { where }), note: 'x' })).rejects.toThrow('抱怨 is not a request type');
    await expect(saveRule(ctx, source, supervisor, { replaces: 3, draft: { ...consult(4), id: 'none' }, note: 'x' })).rejects.toThrow('there is no rule none');
  });

  test('reaches another process by its revision, once', async () => {
    const other = new RuleSource(opened.db, ctx.catalog, MADE_GIVEN);
    expect(other.current().book.limit?.filter((r) => r.id === 'consult')).toHaveLength(1);
    expect(await other.refresh()).toBe(true);
    expect(await other.refresh()).toBe(false);
    expect(
      other
        .current()
        .book.limit?.filter((r) => r.id === 'consult')
        .map((r) => r.version),
    ).toEqual([1, 2]);
  });

  test('ends by another version, and does not come back', async () => {
    await endRule(ctx, source, supervisor, { id: 'consult', version: 2, at: now + DAY, note: '停用' });
    expect(limitAt(now + DAY - 1)?.value.amount).toBe(3);
    expect(limitAt(now + DAY)).toMatchObject({ id: 'any' });
    await expect(endRule(ctx, source, supervisor, { id: 'consult', version: 3, at: now + 2 * DAY, note: 'x' })).rejects.toThrow('ends before that');
    expect(await audits('rule.ended')).toMatchObject([{ id: 'consult', purpose: '停用', detail: { version: 3, until: now + DAY } }]);
  });
});

describe('a part of the province', () => {
  test('has rules of its own, and its supervisor writes no others', async () => {
    const local = await makePerson(ctx, [{ role: 'supervisor', region: '990100' }]);
    const where = { kind: 'ticket', clock: 'handling', requestType: '咨询', region: '990101' } as const;
    const draft = consult(1, { where });
    await saveRule(ctx, source, local, { replaces: null, draft: { ...draft, id: 'consult-990101' }, note: '试点' });
    expect(limitAt(now, ['990101', '990100', '990000'])?.value.amount).toBe(1);
    await expect(saveRule(ctx, source, local, { replaces: null, draft: { ...consult(1), id: 'mine' }, note: 'x' })).rejects.toThrow('whole province');
    await expect(saveRule(ctx, source, local, { replaces: 3, draft: consult(1, { where }), note: 'x' })).rejects.toThrow('whole province');
    const away = { ...draft, id: 'away', where: { ...where, region: '990200' } };
    await expect(saveRule(ctx, source, local, { replaces: null, draft: away, note: 'x' })).rejects.toThrow('outside your scope');
    const beside = await makePerson(ctx, [{ role: 'dispatcher', region: '990200' }]);
    const seen = (who: Actor) => listRules(ctx, source, who, requireScope(ctx, who, 'rule.read'));
    expect((await seen(beside)).entries.some((e) => e.id === 'consult-990101')).toBe(false);
    expect((await seen(beside)).manages).toBeNull();
    expect(await seen(local)).toMatchObject({ manages: ['990100'] });
    expect((await seen(local)).entries.some((e) => e.id === 'consult-990101')).toBe(true);
  });

  test('nobody without the permission writes', async () => {
    const dispatcher = await makePerson(ctx, [{ role: 'dispatcher' }]);
    await expect(saveRule(ctx, source, dispatcher, { replaces: 3, draft: consult(9), note: 'x' })).rejects.toThrow('no grant for rule.manage');
  });
});

describe('an import', () => {
  const CSV = '诉求分类,地区,主办单位,协办单位,依据条款,自动派单\r\n0101,990100,u2,u1 u3,目录 3.2,是\r\n01,990200,u3,,,\r\n';
  const rows = () => opened.db.query<{ n: number }>('select count(*) n from rule_row').then(([r]) => r?.n);

  test('of the catalogue writes what is new, and the same file again nothing', async () => {
    const input = { read: readCatalogueText(CSV), note: '新目录', dryRun: false, from: now };
    expect(await importCatalogue(ctx, source, supervisor, { ...input, dryRun: true })).toEqual({ written: 2, unchanged: 0, faults: [] });
    expect(await importCatalogue(ctx, source, supervisor, input)).toEqual({ written: 2, unchanged: 0, faults: [] });
    expect(await importCatalogue(ctx, source, supervisor, input)).toEqual({ written: 0, unchanged: 2, faults: [] });
    const found = await findCatalogue(ctx, source, requireScope(ctx, supervisor, 'rule.read'), { text: '单位u3', offset: 0, limit: 10 });
    expect(found.rows.map((r) => [r.category.name, r.region.id, r.main.id, r.clause, r.auto])).toEqual([
      ['甲类', '990000', 'u2', '目录 1', true],
      ['甲类', '990200', 'u3', '产品默认', false],
      ['乙类', '990100', 'u2', '目录 3.2', true],
    ]);
    const exported = await exportCatalogue(ctx, source, supervisor, requireScope(ctx, supervisor, 'rule.read'));
    expect(exported.name).toBe('catalogue-2026-11-25.csv');
    expect(await importCatalogue(ctx, source, supervisor, { ...input, read: readCatalogueText(exported.text), from: now + DAY })).toEqual({
      written: 0,
      unchanged: 3,
      faults: [],
    });
    expect(await audits('catalogue.imported')).toMatchObject([{ purpose: '新目录', detail: { written: 2, unchanged: 0 } }]);
  });

  test('with mistakes names every one with its line, and writes nothing', async () => {
    const before = await rows();
    const bad = `${CSV}0199,990100,u2,,,\r\n0101,990300,u9,,,maybe\r\n0101,990100,u1,,,\r\n01,990300,u9,u9,,\r\n`;
    const { written, faults } = await importCatalogue(ctx, source, supervisor, { read: readCatalogueText(bad), note: null, dryRun: false, from: null });
    expect(written).toBe(0);
    expect(faults.map((f) => f.line)).toEqual([4, 5, 6, 7, 7, 7]);
    expect(faults.map((f) => f.message).join('\n')).toMatch(/no class 0199[\s\S]*auto: [\s\S]*already on line 2[\s\S]*no department u9/);
    expect(await rows()).toBe(before);
  });

  test('takes columns by their names, and says which is missing', () => {
    const text = '类,地,单位\n0101,990100,u1\n';
    expect(readCatalogueText(text).faults).toMatchObject([{ line: 1 }, { line: 1 }, { line: 1 }]);
    expect(readCatalogueText(text, { category: '类', region: '地', main: '单位' }).rows).toMatchObject([{ line: 2, row: { id: 'dispatch.990100.0101' } }]);
    expect(readCatalogueText('').faults).toMatchObject([{ message: 'the file is empty' }]);
    expect(readCatalogueText('[{"category":"01"}]').faults.length).toBeGreaterThan(1);
  });

  test('of rules takes a file as the profile has it', async () => {
    const row = { id: 'redo', rule: 'redo', where: { kind: 'ticket' }, from: '2026-12-01', until: null, source: '省办 7 号文', value: { most: 3 } };
    const text = JSON.stringify({ rows: [row] }, null, 1);
    const input = () => ({ read: readRulesText(text, ctx.catalog.zone), note: null, dryRun: false });
    expect(await importRules(ctx, source, supervisor, input())).toMatchObject({ written: 1 });
    expect(await importRules(ctx, source, supervisor, input())).toMatchObject({ written: 0, unchanged: 1 });
    const redo = (at: number) => ruleAt(source.current().book, 'redo', { kind: 'ticket' }, at);
    const midnight = Date.UTC(2026, 10, 30, 16);
    expect([redo(midnight - 1)?.value.most, redo(midnight)?.value.most, redo(midnight)?.source]).toEqual([2, 3, '省办 7 号文']);
    const { faults } = readRulesText(
      '{"rows":[\n{"id":"x","rule":"redo","where":{},"from":null,"until":null,"source":null,\n"value":{"most":-1}}]}',
      ctx.catalog.zone,
    );
    expect(faults).toEqual([{ line: 3, message: expect.stringContaining('value.most') }]);
  });

  test('of a calendar makes a year published, for everybody', async () => {
    const text = JSON.stringify({ year: 2027, source: '某通知', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }], workdays: [] });
    const { calendar } = readCalendarText(text);
    if (!calendar) throw new Error('the calendar was not read');
    const day = Math.floor(Date.UTC(2027, 0, 1) / DAY);
    expect(source.current().calendar.day(day)).toMatchObject({ kind: 'workday', published: false });
    expect(await importCalendar(ctx, source, supervisor, calendar)).toEqual({ version: 1 });
    expect(await importCalendar(ctx, source, supervisor, calendar)).toEqual({ version: null });
    expect(source.current().calendar.day(day)).toMatchObject({ kind: 'holiday', published: true, source: '某通知' });
    expect((await listCalendars(ctx, source)).years.map((y) => [y.year, y.imported])).toEqual([
      [2026, false],
      [2027, true],
    ]);
    await expect(importCalendar(ctx, source, supervisor, { ...calendar, workdays: ['2027-01-04'] })).rejects.toThrow('not a weekend day');
    const local = await makePerson(ctx, [{ role: 'supervisor', region: '990100' }]);
    await expect(importCalendar(ctx, source, local, calendar)).rejects.toThrow('whole province');
  });
});

test('two who write at once go one after the other', async () => {
  now += 1_000;
  const draft = (n: number): RuleDraft => ({ ...consult(n), id: 'race' });
  const both = await Promise.allSettled([1, 2].map((n) => saveRule(ctx, source, supervisor, { replaces: null, draft: draft(n), note: 'x' })));
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});
