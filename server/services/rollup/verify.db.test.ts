import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { Model } from '../../../e2e/faults/model.ts';
import { packClosed } from './pack.ts';
import { verifyRollups } from './verify.ts';

let floor: Floor & TestDb;
const model = new Model('Asia/Shanghai');
beforeAll(async () => {
  floor = await openFloor();
  const random = seededRandom(77);
  for (let i = 0; i < 120; i++) {
    const { event, sent } = model.make(random, FLOOR_NOW, i);
    model.add(event, null);
    await floor.submit(await floor.feed(event.kind), [sent]);
    if (i === 60) await packClosed(floor.ctx, floor.ctx.store, { before: FLOOR_NOW - 60 * 60_000 });
  }
  for (let i = 0; i < 20; i++) {
    const of = model.events[i * 5];
    if (!of) throw new Error('no event');
    const { event, sent } = model.make(random, FLOOR_NOW, 200 + i, of.maker, { replaces: of.id });
    model.add(event, of.id);
    await floor.submit(await floor.feed(event.kind), [sent]);
  }
});
afterAll(() => floor.drop());

const planted = async (change: string, back: string) => {
  await floor.db.query(change);
  const { differences } = await verifyRollups(floor.ctx);
  await floor.db.query(back);
  return differences;
};

test('what came in by the door agrees with itself, also by the newest days alone', async () => {
  const seen: number[] = [];
  const all = await verifyRollups(floor.ctx, { onProgress: (done) => seen.push(done) });
  expect(all).toMatchObject({ differences: [], skipped: [] });
  expect(all.checked.periods).toBeGreaterThan(5);
  expect(seen.at(-1)).toBe(all.checked.periods);
  expect(await verifyRollups(floor.ctx, { days: 2 })).toMatchObject({ checked: { periods: 2 }, differences: [] });
});

test('a hot minute that was changed is named with both sums', async () => {
  const [row] = await floor.db.query<{ series: number; b: number; num: number }>(
    `select h.series, h.b, h.num from hot h join series s on s.id = h.series where s.indicator = 'o.count' and s.dims_key = '' order by h.b desc limit 1`,
  );
  const where = `where series = ${row?.series} and b = to_timestamp(${(row?.b ?? 0) / 1000})`;
  const differences = await planted(`update hot set num = num + 5 ${where}`, `update hot set num = num - 5 ${where}`);
  expect(differences).toHaveLength(1);
  expect(differences[0]).toMatchObject({ series: row?.series, indicator: 'o.count', slot: row?.b, grain: 1 });
  expect((differences[0]?.stored.num ?? 0) - (differences[0]?.recomputed.num ?? 0)).toBe(5);
});

test('a newest value and a period that were changed are named', async () => {
  const stock = await planted(
    `update hot set last_num = last_num + 1 where series in (select id from series where indicator = 'o.stock')`,
    `update hot set last_num = last_num - 1 where series in (select id from series where indicator = 'o.stock')`,
  );
  expect(stock.length).toBeGreaterThan(0);
  expect(new Set(stock.map((d) => d.indicator))).toEqual(new Set(['o.stock']));
  const plan = await planted(
    `update hot set last_num = last_num + 1 where series in (select id from series where indicator = 'o.plan')`,
    `update hot set last_num = last_num - 1 where series in (select id from series where indicator = 'o.plan')`,
  );
  expect(new Set(plan.map((d) => `${d.indicator} ${d.grain}`))).toEqual(new Set(['o.plan 0']));
});

test('a pack that was lost, or taken from another day, is named in its grain', async () => {
  for (const grain of [1, 2, 3]) {
    await floor.db.query(`create table kept as select * from pack where grain = ${grain} and series = (select min(series) from pack where grain = ${grain})`);
    const differences = await planted(
      `delete from pack p using kept k where p.grain = k.grain and p.series = k.series and p.period = k.period`,
      `insert into pack select * from kept`,
    );
    await floor.db.query('drop table kept');
    expect(differences.some((d) => d.grain === grain)).toBe(true);
  }
});

test('a raw event that was lost, changed or doubled is named', async () => {
  const id = model.events.findLast((e) => e.maker === 'trade.declared' && e.voided === null)?.id;
  await floor.db.query(`create table kept as select * from event where id = '${id}'`);
  expect(await planted(`delete from event where id = '${id}'`, `insert into event select * from kept`)).not.toEqual([]);
  expect(await planted(`insert into event select * from kept`, `delete from event where id = '${id}'; `)).not.toEqual([]);
  await floor.db.query(`insert into event select * from kept`);
  const changed = await planted(
    `update event set data = jsonb_set(data, '{valueCny}', '1.25') where id = '${id}'`,
    `update event e set data = k.data from kept k where e.id = k.id`,
  );
  expect(changed.map((d) => [d.indicator, d.recomputed.num])).toEqual(expect.arrayContaining([['t.trade', 125]]));
  await floor.db.query('drop table kept');
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});
