import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomInt, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { OutOfScope } from '../errors.ts';
import { verifyRollups } from '../rollup/verify.ts';
import { exportFlows } from './export-flows.ts';
import { fillCells } from './fill-cells.ts';
import { readCard } from './read-card.ts';
import { readFlowRecords } from './read-records.ts';
import { FlowModel, sumOf } from './testing.ts';

const random = seededRandom(77);
const model = new FlowModel(random, 'Asia/Shanghai');
const SPAN = { from: '2026-02-01', to: '2026-03-11' };
let floor: Floor & TestDb;

beforeAll(async () => {
  floor = await openFloor();
  const feed = await floor.feed('trade');
  for (let i = 0; i < 160; i++) {
    const of = i % 4 === 3 ? model.some() : null;
    const over = of === null ? {} : randomInt(random, 3) === 0 ? { retracts: of.id } : { replaces: of.id };
    const made = model.make(FLOOR_NOW, 30, over);
    expect(await floor.submit(feed, [made.sent])).toMatchObject({ accepted: 1 });
    model.note(made.told, of?.id ?? null);
  }
}, 120_000);
afterAll(() => floor.drop());

const asked = (region: string) => ({ region, ...SPAN, scope: 'full_scope', status: 'formal', filter: {} }) as const;

test('records behind a figure are paged without a gap, marked where another stands in their place, and fold to the card', async () => {
  for (const filter of [{}, { mode: ['9610'], chapter: ['', '85'] }, { region: ['990101'] }]) {
    const input = { ...asked('990000'), filter, limit: 3 };
    const first = await readFlowRecords(floor.ctx, floor.scope, input);
    const rows = [...first.rows];
    for (let next = first.next; next !== null; ) {
      const page = await readFlowRecords(floor.ctx, floor.scope, { ...input, cursor: next });
      expect(page.fold).toBeNull();
      rows.push(...page.rows);
      next = page.next;
    }
    const counts = model.behind({ ...input, regions: floor.ctx.catalog.tree.subtree('990000') });
    expect(new Set(rows.map((r) => r.id)).size).toBe(rows.length);
    expect(rows.map((r) => r.at)).toEqual(rows.map((r) => r.at).sort((a, b) => b - a));
    expect(
      rows
        .filter((r) => r.state === 'live')
        .map((r) => r.id)
        .sort(),
    ).toEqual(counts.map((t) => t.id).sort());
    const card = await readCard(floor.ctx, floor.scope, input, async () => []);
    expect(first.fold).toEqual({ sums: sumOf(counts), equal: true, note: null });
    expect(card.sums).toEqual(first.fold?.sums);
    if (Object.keys(filter).length === 0) expect(new Set(rows.map((r) => r.state)).size).toBeGreaterThan(1);
  }
});

test('a page looks at no more than its bound: it stops early, says how far back it looked, and goes on without a gap', async () => {
  const bounds = { look: 4, most: 8, fold: 1_000 };
  const all = await readFlowRecords(floor.ctx, floor.scope, { ...asked('990000'), limit: 200 });
  const oldest = all.rows.at(-1)?.id;
  for (const filter of [{}, { mode: ['9610'] }, { mode: ['nothing'] }]) {
    const input = { ...asked('990000'), filter, limit: 5 };
    const whole = await readFlowRecords(floor.ctx, floor.scope, { ...input, limit: 200 });
    const ids: string[] = [];
    let short = 0;
    let next: string | null | undefined;
    do {
      const page = await readFlowRecords(floor.ctx, floor.scope, { ...input, ...(next ? { cursor: next } : {}) }, bounds);
      ids.push(...page.rows.map((r) => r.id));
      if (page.until !== null) {
        short += 1;
        expect(page.rows.length).toBeLessThan(5);
        expect(page.rows.every((r) => r.at >= (page.until ?? 0))).toBe(true);
      }
      next = page.next;
    } while (next !== null);
    expect(ids).toEqual(whole.rows.map((r) => r.id));
    // One in some that are looked at passes, so that most pages stop before they are full.
    expect(short).toBeGreaterThan(2);
  }
  expect(all).toMatchObject({ until: null, next: null });
  expect(oldest).toBeDefined();
});

test('the sum of records is told as not made, not as nothing, where more would have to be looked at than the bound', async () => {
  const input = { ...asked('990000'), filter: { mode: ['9610'] }, limit: 5 };
  const bounds = { look: 100, most: 1_000, fold: 20 };
  expect((await readFlowRecords(floor.ctx, floor.scope, input, bounds)).fold).toEqual({ sums: null, equal: false, note: 'too_long' });
  expect((await readFlowRecords(floor.ctx, floor.scope, input)).fold).toMatchObject({ equal: true, note: null });
});

test('a workbook has a sheet each with the same sums, and tells what it is of', async () => {
  const actor = await makePerson(floor.ctx, [{ role: 'supervisor', region: '990100' }], { login: 'du.yi', name: '督办甲' });
  const scope = requireScope(floor.ctx, actor, 'figure.export');
  const input = { ...asked('990100'), filter: { partner: ['HKG', 'USA'] } };
  const names = { zone: { 'zone-990100': '虚构综试区' }, port: { 'p-1': '虚构口岸' }, chapter: { 85: '电机' }, demo: true };
  const file = await exportFlows(floor.ctx, actor, scope, input, 'zh-CN', names);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(file.body, 'base64') as never);
  expect(book.worksheets.map((s) => s.name)).toEqual(['综试区', '监管方式', '国家（地区）', '口岸', '货类', '日期']);
  const { sums } = await readCard(floor.ctx, floor.scope, input, async () => []);
  expect(sums.events).toBeGreaterThan(0);
  for (const sheet of book.worksheets) {
    const lines: unknown[][] = [];
    sheet.eachRow((row) => lines.push((row.values as unknown[]).slice(1)));
    const text = JSON.stringify(lines);
    for (const word of ['督办甲', '全口径', '正式', '演示数据', '2026-02-01 至 2026-03-10', '国家（地区）：中国香港、美国', '截至'])
      expect(text).toContain(word);
    const at = lines.findIndex((line) => line.includes('金额（元）'));
    const values = lines.slice(at + 1);
    expect(Math.round(values.reduce((n, line) => n + Number(line[2]) * 100, 0))).toBe(sums.value);
    expect(values.reduce((n, line) => n + Number(line[5]), 0)).toBe(sums.events);
  }
  const audits = await floor.db.query<{ objectId: string }>(`select object_id "objectId" from audit where action = 'trade.exported'`);
  expect(audits).toEqual([{ objectId: 'full_scope formal' }]);
  await expect(exportFlows(floor.ctx, actor, scope, asked('990200'), 'zh-CN', names)).rejects.toThrow(OutOfScope);
});

test('cells agree with the events, and one that was changed, lost or added is named', async () => {
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
  const [first] = await floor.db.query<{ region: string; zone: string; period: string }>(
    'select region, zone, period from trade_cell where grain = 1 order by period desc limit 1',
  );
  const day = `grain = 1 and ctid = (select ctid from trade_cell where grain = 1 order by period desc limit 1)`;
  await floor.db.query(`create table kept as select * from trade_cell`);
  const planted = async (change: string) => {
    await floor.db.query(change);
    const { differences } = await verifyRollups(floor.ctx);
    await floor.db.query('delete from trade_cell');
    await floor.db.query('insert into trade_cell select * from kept');
    return differences;
  };
  const changed = await planted(`update trade_cell set inspected_of = inspected_of + 1 where ${day}`);
  // The day differs from its events, and its month from its days.
  expect(changed.map((d) => [d.indicator, d.grain, d.region])).toEqual([
    ['trade_cell', 3, first?.region],
    ['trade_cell', 0, first?.region],
  ]);
  expect(changed[0]?.dims).toContain('sum=inspectedOf');
  expect(await planted(`delete from trade_cell where ${day}`)).not.toEqual([]);
  expect((await planted(`update trade_cell set value = value + 1 where grain = 2`)).every((d) => d.grain === 0 && d.stored.num === d.recomputed.num + 1)).toBe(
    true,
  );
  await floor.db.query('drop table kept');
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
}, 60_000);

test('what was declared before there were cells is filled in once, day by day', async () => {
  const cells = () =>
    floor.db.rows(
      'select grain, period, scope, status, region, zone, mode, direction, partner, chapter, port, district, events, value, flags_of from trade_cell where events <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12',
    );
  const before = await cells();
  expect(await fillCells(floor.ctx)).toBe(0);
  // Some days were filled before it was stopped.
  await floor.db.query(`delete from trade_cell where grain = 2 or period > '2026-02-20'`);
  await floor.db.query(
    `insert into trade_cell select 2, scope, status, date_trunc('month', period)::date, region, zone, mode, direction, partner, chapter, port, district, sum(events), sum(value), sum(parcels), sum(declarations),
       sum(inspected), sum(inspected_of), sum(mismatched), sum(mismatched_of), sum(returned), sum(returned_of), sum(le1h), sum(le6h), sum(le24h), sum(gt24h), sum(over_order), sum(over_year), sum(many_orders),
       sum(flags_of), max(newest), 1, now() from trade_cell group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`,
  );
  expect(await fillCells(floor.ctx)).toBeGreaterThan(5);
  expect(await cells()).toEqual(before);
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
  expect(await fillCells(floor.ctx)).toBe(0);
}, 60_000);
