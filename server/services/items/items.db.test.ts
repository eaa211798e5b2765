import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { Permission } from '../../core/access/roles.ts';
import { ITEM_SCOPE } from '../../core/items/item-rules.ts';
import { readTable } from '../../ingest/import/open-bytes.ts';
import type { ImportItems, ItemImport } from '../../wire/items.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import type { SubmitEvents } from '../case/report-ticket.ts';
import { Conflict, NotFound, OutOfScope } from '../errors.ts';
import { figureCard } from '../indicator/card.ts';
import { figureValues } from '../indicator/figures.ts';
import { verifyRollups } from '../rollup/verify.ts';
import { exportItems } from './export-items.ts';
import { importItems } from './import-items.ts';
import { findItems, itemsHistory, itemsOverview } from './list-items.ts';
import { tellItems } from './tell-items.ts';
import { withdrawItems } from './withdraw-items.ts';

const ROOT = '990000';
const [CITY, COUNTY, OTHER] = ['990100', '990101', '990200'];
const YEAR = { from: Date.parse('2026-01-01T00:00:00+08:00'), to: Date.parse('2027-01-01T00:00:00+08:00') };
const CODE = 'i.easy';
const ALONE = 'i.often';
const HEAD = '事项编码,事项名称,行政区划代码,实施主体,事项类型,易办,常办';

let floor: Floor & TestDb;
let steward: Actor;
let neighbour: Actor;
let leader: Actor;

beforeAll(async () => {
  floor = await openFloor();
  const made = floor.ctx.catalog.indicators as Map<string, IndicatorRow>;
  const base = made.get('o.share') as IndicatorRow;
  const counted = (code: string, over: Partial<IndicatorRow>): IndicatorRow => ({
    ...base,
    code,
    family: 'catalogue',
    cadence: 'P1Y',
    reportedAt: ['province', 'city'],
    additivity: { region: 'add', time: 'last' },
    ...over,
  });
  made.set(CODE, counted(CODE, { items: { property: 'easy', of: { kinds: ['许可'] } } }));
  made.set(
    ALONE,
    counted(ALONE, {
      kind: 'manual',
      unit: '%',
      scale: 2,
      display: { decimals: 2, factor: 1 },
      additivity: { region: 'none', time: 'last' },
      items: { property: 'often', of: {} },
    }),
  );
  const grant = { region: ROOT, department: null, unmask: false };
  steward = await makePerson(floor.ctx, [{ ...grant, role: 'steward' }]);
  neighbour = await makePerson(floor.ctx, [{ ...grant, role: 'steward', region: OTHER as string }]);
  leader = await makePerson(floor.ctx, [{ ...grant, role: 'leader', region: CITY as string }]);
}, 60_000);
afterAll(() => floor.drop());

const scopeOf = (who: Actor, permission: Permission) => requireScope(floor.ctx, who, permission);
/** A line of a file: code, kind and the marks. */
const line = (code: string, kind: '许可' | '服务', easy: boolean, often: boolean, region = CITY as string) =>
  [code, `事项${code}`, region, '某局', kind, easy ? '是' : '否', often ? '是' : '否'].join(',');
const fileOf = (lines: readonly string[], head = HEAD) => gzipSync([head, ...lines].join('\r\n')).toString('base64');
const CITY_LINES = [line('a', '许可', true, true), line('b', '许可', false, false), line('c', '许可', true, false, COUNTY), line('d', '服务', true, true)];
const OTHER_LINES = [line('1.10', '许可', false, true, OTHER), line('b', '许可', true, true, OTHER)];

function put(lines: readonly string[], over: Partial<ImportItems> = {}, who = steward): Promise<ItemImport> {
  const input = { region: CITY as string, asOf: '2026-02-01', name: '目录.csv.gz', body: fileOf(lines), note: '', dryRun: false, seen: null, ...over };
  return importItems(floor.ctx, readTable, who, scopeOf(who, 'item.manage'), input, null);
}
const tell = (submit: SubmitEvents = floor.submit) => tellItems(floor.ctx, submit);
async function figure(region: string, { indicator = CODE, scope = ITEM_SCOPE as string, knownAt = undefined as number | undefined } = {}) {
  const [value] = await figureValues(floor.ctx, floor.scope, [{ indicator, region, span: YEAR, ...(scope ? { scope } : {}), ...(knownAt ? { knownAt } : {}) }]);
  return value ?? Promise.reject(new Error('no figure'));
}
const pair = async (region: string, over = {}) => {
  const { num, den } = await figure(region, over);
  return [num, den];
};
const counts = async (table: string) => (await floor.db.query<{ n: number }>(`select count(*)::int n from ${table}`))[0]?.n ?? 0;

test('a dry run says what it would be and writes nothing, and a file with a fault is kept in no part', async () => {
  const looked = await put(CITY_LINES, { dryRun: true });
  expect(looked).toMatchObject({
    faults: [],
    items: 4,
    holds: null,
    same: false,
    id: null,
    counts: { [CODE]: { num: 2, den: 3 }, [ALONE]: { num: 2, den: 4 } },
  });
  const bad = await put([...CITY_LINES, line('e', '许可', true, true).replace('许可', '审批'), line('a', '许可', true, true)]);
  expect(bad.faults.map((f) => [f.line, f.code])).toEqual([
    [6, 'unknown_kind'],
    [7, 'twice'],
  ]);
  expect([bad.id, await counts('item_list'), await counts('listed_item')]).toEqual([null, 0, 0]);
  await expect(put(CITY_LINES, { region: COUNTY })).rejects.toThrow('level');
  await expect(put(CITY_LINES, { asOf: '2026-03-12' })).rejects.toThrow('asOf');
  await expect(put(CITY_LINES, {}, neighbour)).rejects.toThrow(OutOfScope);
  const whole = async (over: Partial<ImportItems>) => (await put([], over)).faults.map((f) => [f.line, f.code]);
  expect(await whole({ name: '目录.pdf' })).toEqual([[0, 'other_kind']]);
  expect(await whole({ name: '目录.xlsx', body: Buffer.from('no workbook').toString('base64') })).toEqual([[0, 'not_xlsx']]);
  expect(await whole({ name: '目录.xlsx', body: '' })).toEqual([[0, 'empty_file']]);
  expect(await whole({ body: gzipSync('').toString('base64') })).toEqual([[0, 'empty_file']]);
  expect(await whole({ body: gzipSync('名称,名称\r\n').toString('base64') })).toEqual([[0, 'two_heads']]);
  expect(await counts('item_list')).toBe(0);
});

test('of a workbook the sheet with the headings is read, below whatever stands above them', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('说明').addRows([['本表按事项编码汇总'], ['名称', '某市事项目录']]);
  book.addWorksheet('事项').addRows([['某市事项目录'], [], ...[HEAD, ...CITY_LINES].map((text) => text.split(','))]);
  const sent = async (made: ExcelJS.Workbook) => ({ name: '目录.xlsx', dryRun: true, body: Buffer.from(await made.xlsx.writeBuffer()).toString('base64') });
  expect(await put([], await sent(book))).toMatchObject({ faults: [], sheet: '事项', items: 4 });
  book.getWorksheet('事项')?.addRow(['e', '事项e', CITY, '某局', '审批', '是', '是']);
  expect(await put([], await sent(book))).toMatchObject({ sheet: '事项', faults: [{ line: 8, code: 'unknown_kind' }] });
  // Without headings in any sheet, what the first lacks is said.
  const other = new ExcelJS.Workbook();
  other.addWorksheet('封面').addRow(['甲', '乙']);
  other.addWorksheet('数据').addRow(['事项编码', '乙']);
  const none = await put([], await sent(other));
  expect([none.sheet, none.faults[0]?.code, none.faults[0]?.line]).toEqual(['封面', 'no_column', 1]);
});

test('an import that breaks off leaves nothing, and one whose figures were not told is told by whoever comes next, once', async () => {
  // Everything is written but the last row of the transaction.
  const db: typeof floor.db = {
    ...floor.db,
    transaction: (run) =>
      floor.db.transaction((tx) =>
        run({ ...tx, query: (text, params) => (text.includes('insert into audit') ? Promise.reject(new Error('broken off')) : tx.query(text, params)) }),
      ),
  };
  const broken = { ...floor.ctx, db };
  await expect(
    importItems(
      broken,
      readTable,
      steward,
      scopeOf(steward, 'item.manage'),
      {
        ...{ region: CITY as string, asOf: '2026-02-01', name: 'x.csv.gz', body: fileOf(CITY_LINES), note: '', dryRun: false, seen: null },
      },
      null,
    ),
  ).rejects.toThrow('broken off');
  expect([await counts('item_list'), await counts('listed_item')]).toEqual([0, 0]);
  const done = await put(CITY_LINES, { note: '首次导入' });
  expect(done.id).not.toBeNull();
  const away: SubmitEvents = () => Promise.reject(new Error('away'));
  await expect(tell(away)).rejects.toThrow('away');
  expect((await figure(CITY as string)).value).toBeNull();
  // Killed between the events and its own mark: the events are told again and count once.
  expect(await tell()).toBe(1);
  await floor.db.query('update item_list set told_at = null');
  expect(await tell()).toBe(1);
  expect(await tell()).toBe(0);
  expect(await pair(CITY as string)).toEqual([2, 3]);
  expect((await figure(CITY as string)).records).toBe(1);
});

test('the same file again gives nothing, and the list of the date must be the one that was seen', async () => {
  const events = await counts('event');
  const again = await put([...CITY_LINES].reverse(), { name: 'other name.csv.gz' });
  expect(again).toMatchObject({ same: true, id: null, holds: { version: 1, items: 4 } });
  expect([await counts('item_list'), await tell(), await counts('event')]).toEqual([1, 0, events]);
  await expect(put(CITY_LINES.slice(1))).rejects.toThrow(Conflict);
});

test('the province is the sum of its own list and of the cities’, which none of its own items is in twice', async () => {
  await put(OTHER_LINES, { region: OTHER }, neighbour);
  const own = [line('p', '许可', true, false, ROOT), line('q', '许可', true, false, ROOT)];
  expect((await put([...own, line('a', '许可', true, true)], { region: ROOT })).faults).toMatchObject([{ line: 4, code: 'own_list' }]);
  expect(await tell()).toBe(1);
  expect(await pair(ROOT)).toEqual([2 + 1, 3 + 2]);
  await put(own, { region: ROOT });
  await tell();
  expect(await pair(ROOT)).toEqual([2 + 1 + 2, 3 + 2 + 2]);
  const overview = await itemsOverview(floor.ctx, scopeOf(steward, 'item.read'), ROOT);
  const sums = overview.flatMap((p) => (p.list ? [p.list.counts[CODE]] : []));
  expect([sums.reduce((n, s) => n + (s?.num ?? 0), 0), sums.reduce((n, s) => n + (s?.den ?? 0), 0)]).toEqual(await pair(ROOT));
  expect(overview.map((p) => [p.region, p.list?.items ?? null])).toEqual([
    [ROOT, 2],
    [CITY, 4],
    [OTHER, 2],
    ['990300', null],
    ['999900', null],
  ]);
  // What does not add over regions is each list's own: 50 % of the city's items, none of the province's.
  expect([(await figure(CITY as string, { indicator: ALONE })).value, (await figure(ROOT, { indicator: ALONE })).value]).toEqual([50, 0]);
  const card = await figureCard(floor.ctx, floor.scope, { indicator: CODE, region: ROOT, span: YEAR, scope: ITEM_SCOPE }, async () => []);
  expect([card.figure.num, card.fold.equal]).toEqual([5, true]);
});

test('what the ratio leaves out is found, no more and no less', async () => {
  const scope = scopeOf(steward, 'item.read');
  const without = await findItems(floor.ctx, scope, { region: ROOT, missing: CODE }, { offset: 0, limit: 50 });
  const [num, den] = await pair(ROOT);
  expect(without.total).toBe((den as number) - (num as number));
  expect(without.rows.map((r) => [r.region, r.code])).toEqual([
    [CITY, 'b'],
    [OTHER, '1.10'],
  ]);
  const page = await findItems(floor.ctx, scope, { region: ROOT, text: '事项B' }, { offset: 1, limit: 1 });
  expect([page.total, page.rows.map((r) => r.region)]).toEqual([2, [OTHER]]);
  expect((await findItems(floor.ctx, scope, { region: ROOT, text: '%' }, { offset: 0, limit: 50 })).total).toBe(0);
  // Of a figure that does not add up the region's own list alone.
  expect((await findItems(floor.ctx, scope, { region: ROOT, missing: ALONE }, { offset: 0, limit: 50 })).total).toBe(2);
  await expect(findItems(floor.ctx, scope, { region: ROOT, missing: 't.tickets' }, { offset: 0, limit: 1 })).rejects.toThrow(NotFound);
  await expect(findItems(floor.ctx, scopeOf(leader, 'item.read'), { region: ROOT }, { offset: 0, limit: 1 })).rejects.toThrow(OutOfScope);
  await expect(itemsHistory(floor.ctx, scopeOf(leader, 'item.read'), OTHER as string)).rejects.toThrow(OutOfScope);
});

test('an authority’s report of the same place and year stands beside it, and nothing adds the two', async () => {
  const told = { specversion: '1.0', type: 'cn.tongguan.indicator.observed.v1', source: 'urn:authority', id: '1', time: new Date(FLOOR_NOW).toISOString() };
  const data = { indicator: CODE, region: CITY, period: '2026', numerator: 90, denominator: 100 };
  const feed = await floor.feed('indicator');
  expect((await floor.submit(feed, [{ ...told, data }])).rejected).toEqual([]);
  expect([await pair(CITY as string), await pair(CITY as string, { scope: '' })]).toEqual([
    [2, 3],
    [90, 100],
  ]);
  const forged = await floor.submit(feed, [{ ...told, id: '2', data: { ...data, scope: ITEM_SCOPE } }]);
  expect(forged.rejected).toMatchObject([{ code: 'invalid' }]);
});

test('a corrected list takes the place of the one of its date, and what was known before stays known', async () => {
  const before = Date.now();
  const [standing] = await itemsHistory(floor.ctx, scopeOf(steward, 'item.read'), CITY as string);
  // The column of the other property is gone: its figure goes too.
  const lines = [line('a', '许可', true, true), line('b', '许可', true, true)].map((text) => text.replace(/,[^,]*$/, ''));
  const body = fileOf(lines, HEAD.replace(',常办', ''));
  const done = await put([], { body, seen: standing?.id ?? 0, note: '更正' });
  expect(done.counts).toEqual({ [CODE]: { num: 2, den: 2 } });
  await tell();
  expect(await pair(CITY as string)).toEqual([2, 2]);
  await floor.db.query('update item_list set told_at = null where version = 2');
  expect(await tell()).toBe(1);
  expect(await pair(CITY as string)).toEqual([2, 2]);
  expect((await figure(CITY as string, { indicator: ALONE })).value).toBeNull();
  const history = await itemsHistory(floor.ctx, scopeOf(steward, 'item.read'), CITY as string);
  expect(history.map((h) => [h.version, h.stands, h.items, h.told])).toEqual([
    [2, true, 2, true],
    [1, false, 4, true],
  ]);
  await expect(put(CITY_LINES, { seen: standing?.id ?? 0 })).rejects.toThrow(Conflict);
  // Of when it arrived the database's own clock says.
  expect(await pair(CITY as string, { knownAt: before })).toEqual([2, 3]);
});

test('a later list holds from its date on, and withdrawing it lets the one before hold again', async () => {
  // The list in force lacks the column 常办, which is no difference between items; one that is another kind is.
  const looked = await put([line('a', '服务', true, true), line('c', '许可', false, true)], { asOf: '2026-03-01', dryRun: true });
  expect(looked.against).toEqual({ asOf: '2026-02-01', items: 2, added: 1, gone: 1, changed: 1 });
  expect((await put([line('a', '许可', true, true)], { asOf: '2026-01-31', dryRun: true })).against).toBeNull();
  const later = await put([line('a', '许可', false, false)], { asOf: '2026-03-01' });
  await tell();
  expect(await pair(CITY as string)).toEqual([0, 1]);
  const dated = async () => (await itemsOverview(floor.ctx, scopeOf(leader, 'item.read'), CITY as string))[0]?.list?.asOf;
  expect(await dated()).toBe('2026-03-01');
  const id = later.id as number;
  const take = (who: Actor) => withdrawItems(floor.ctx, who, scopeOf(who, 'item.manage'), { id, reason: '日期有误' });
  await expect(take(neighbour)).rejects.toThrow(NotFound);
  await take(steward);
  await expect(take(steward)).rejects.toThrow(Conflict);
  expect(await tell()).toBe(1);
  expect(await pair(CITY as string)).toEqual([2, 2]);
  expect(await dated()).toBe('2026-02-01');
  const again = await put([line('a', '许可', false, false)], { asOf: '2026-03-01' });
  expect([again.same, again.id !== null]).toEqual([false, true]);
  await tell();
  expect(await pair(CITY as string)).toEqual([0, 1]);
  // A later list without the column of a figure leaves it as it was, and what it leaves out is of the list that it is of.
  const own = await figure(ROOT, { indicator: ALONE });
  const body = fileOf([line('p', '许可', true, false, ROOT).replace(/,[^,]*$/, '')], HEAD.replace(',常办', ''));
  await put([], { region: ROOT, asOf: '2026-03-02', body });
  await tell();
  expect([own.value, (await figure(ROOT, { indicator: ALONE })).value]).toEqual([0, 0]);
  expect((await findItems(floor.ctx, scopeOf(steward, 'item.read'), { region: ROOT, missing: ALONE }, { offset: 0, limit: 50 })).total).toBe(2);
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});

test('the items go out as a workbook that an import takes again and finds unchanged', async () => {
  const scope = scopeOf(steward, 'figure.export');
  const file = await exportItems(floor.ctx, steward, scope, { region: OTHER as string }, 'zh-CN');
  expect(file.rows).toBe(2);
  const again = await put([], { region: OTHER, name: file.name, body: file.body, dryRun: true });
  expect(again).toMatchObject({ faults: [], same: true, holds: { version: 1 } });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(file.body, 'base64') as unknown as ArrayBuffer);
  expect(JSON.stringify(book.worksheets[1]?.getSheetValues())).toContain(steward.name);
  const actions = await floor.db.query<{ action: string }>(`select distinct action from audit where object_kind = 'item_list' order by action`);
  expect(actions.map((a) => a.action)).toEqual(['items.exported', 'items.imported', 'items.withdrawn']);
});
