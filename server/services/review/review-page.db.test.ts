import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import { randomInt, randomOf, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { type ReviewPage, readCells } from '../../wire/review.ts';
import { tokenScope } from '../access/require-scope.ts';
import { figureValues } from '../indicator/figures.ts';
import { packClosed } from '../rollup/pack.ts';
import { reviewPage } from './review-page.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 16, 6, 0, 30);
/** Midnight of the first of a month in the profile's zone; months beyond December go on. */
const month = (year: number, m: number) => Date.UTC(year, m - 1, 1) - 8 * 3_600_000;
const MAY = month(2026, 5);
const ROOT = '990000';
const CODES = ['o.count', 'o.sum', 'o.share', 'o.stock', 'o.level', 'o.rate'];
const CITIES = ['990100', '990200', '990300', '999900'];

let floor: Floor & TestDb;
let page: ReviewPage;
beforeAll(async () => {
  floor = await openFloor({ now: () => NOW });
  const random = seededRandom(23);
  const feed = { ...(await floor.feed('indicator')), lateDays: 4_000 };
  for (let batch = 0; batch < 4; batch++) {
    const events = Array.from({ length: 500 }, (_, i) => observe(random, `b${batch}-${i}`, batch > 0 && i % 5 === 0 ? `b${batch - 1}-${i}` : null));
    expect((await floor.submit(feed, events)).rejected).toEqual([]);
    // The last batch stays in minutes: corrections and late events over what is packed.
    // Read in between: months that are remembered are of versions that the next batch replaces.
    await reviewPage(floor.ctx, floor.scope, { region: ROOT, month: MAY });
    if (batch < 3) await packClosed(floor.ctx, floor.ctx.store, { before: NOW - (3 - batch) * 20 * DAY });
  }
  const plan = (region: string, period: string, value: number, status?: string, at = '2026-02-01T08:00:00+08:00') =>
    makeObserved(
      { indicator: 'o.plan', region, period, value, ...(status ? { status } : {}) },
      { source: 'urn:review', id: `plan-${region}-${period}-${status}`, time: at },
    );
  const plans = [
    plan(ROOT, '2024', 60, 'formal'),
    plan(ROOT, '2025', 66, 'preliminary'),
    plan(ROOT, '2025', 70, 'formal'),
    plan('990100', '2025', 31, 'formal'),
    plan(ROOT, '2025', 72, 'revised'),
  ];
  expect((await floor.submit(feed, plans)).rejected).toEqual([]);
  page = await reviewPage(floor.ctx, floor.scope, { region: ROOT, month: MAY + 12 * DAY });
}, 120_000);
afterAll(() => floor.drop());

/** An observation of the last fifteen months; some that replace an earlier one withdraw it. */
function observe(random: () => number, id: string, replaces: string | null) {
  const i = Number(id.split('-')[1]);
  const indicator = CODES[i % CODES.length] as string;
  const region =
    indicator === 'o.level' ? randomOf(random, ['990100', '990200']) : randomOf(random, ['990101', '990102', '990201', '990300101', '999900', ROOT]);
  const rate = { value: undefined, numerator: randomInt(random, 9), denominator: 1 + randomInt(random, 9) };
  const data =
    indicator === 'o.share' || indicator === 'o.rate' ? rate : { value: indicator === 'o.count' ? randomInt(random, 9) : randomInt(random, 90) / 10 };
  const time = new Date(month(2025, 3) + Math.floor(random() * (NOW - DAY - month(2025, 3)))).toISOString();
  const over = { source: 'urn:review', id, time };
  if (replaces === null) return makeObserved({ indicator, region, ...data }, over);
  if (i % 10 === 0) return { ...makeObserved({}, over), data: undefined, retracts: replaces };
  return makeObserved({ indicator, region, ...data }, { ...over, replaces });
}

const rowOf = (p: ReviewPage, code: string) => {
  const row = p.rows.find((r) => r.code === code);
  if (!row) throw new Error(`${code} is not on the page`);
  return row;
};
const shown = (f: { value: number | null; num: number; den: number; records: number }) => [f.value, f.num, f.den, f.records];
const only = async (query: Parameters<typeof figureValues>[2][number]) => {
  const [figure] = await figureValues(floor.ctx, floor.scope, [query]);
  if (!figure) throw new Error('a query gives a figure');
  return figure;
};

describe('every number of the page is what its own figure says', () => {
  test.each(CODES)('%s', async (code) => {
    const row = rowOf(page, code);
    expect(row.grain).toBe('month');
    const ends = [...page.periods.month.slice(1), page.end];
    const span = { from: page.periods.month[row.valueAt] as number, to: ends[row.valueAt] as number };
    const own = await only({ indicator: code, region: ROOT, span });
    expect([shown(row), row.notReported]).toEqual([shown(own), own.notReported]);
    if (row.valueAt === 12) expect([row.previous, row.yearAgo]).toEqual([own.previous, own.yearAgo]);
    const cells = readCells(row.cells);
    expect(cells.map((c) => c.region)).toEqual(CITIES);
    for (const cell of cells)
      expect([cell.region, ...shown(cell)]).toEqual([cell.region, ...shown(await only({ indicator: code, region: cell.region, span }))]);
    for (const [i, from] of page.periods.month.entries()) {
      for (const [region, trend] of [[ROOT, row.trend] as const, ...cells.map((c) => [c.region, c.trend] as const)]) {
        const { value } = await only({ indicator: code, region, span: { from, to: ends[i] as number } });
        const told = trend[i];
        if (value === null || told === null || told === undefined) expect([region, i, told]).toEqual([region, i, value]);
        else expect(told).toBeCloseTo(value, 2);
      }
    }
  });
});

test('the rate of the whole is the sum of what was met over the sum of what was asked, of its cities and itself', async () => {
  for (const at of [MAY, month(2026, 3), month(2025, 12)]) {
    const p = await reviewPage(floor.ctx, floor.scope, { region: ROOT, month: at });
    const row = rowOf(p, 'o.share');
    const own = await reviewPage(floor.ctx, floor.scope, { region: '990100', month: at });
    const [unlocated] = (await only({ indicator: 'o.share', region: ROOT, span: { from: p.month, to: p.end } })).marks.unlocated ? [1] : [0];
    const cells = readCells(row.cells);
    const [num, den] = [cells.reduce((n, c) => n + c.num, 0), cells.reduce((n, c) => n + c.den, 0)];
    if (!unlocated) expect([row.num, row.den]).toEqual([num, den]);
    expect(row.num).toBeGreaterThanOrEqual(num);
    expect(row.value).toBeCloseTo((row.num / row.den) * 100, 10);
    // The page of a city tells the city as the page above does.
    expect(shown(rowOf(own, 'o.share'))).toEqual(shown(cells[0] as never));
  }
});

test('what does not add is not reported above, never a sum', () => {
  const row = rowOf(page, 'o.level');
  expect([row.value, row.notReported, row.coverage, row.previous]).toEqual([null, true, null, null]);
  expect(readCells(row.cells).filter((c) => c.value !== null).length).toBeGreaterThan(0);
});

test('a yearly figure stands as of its own year, the most final status, the others beside it', () => {
  const row = rowOf(page, 'o.plan');
  expect([row.grain, row.status, row.value, row.valueAt]).toEqual(['year', 'revised', 72, 4]);
  expect(page.periods.year[row.valueAt]).toBe(month(2025, 1));
  expect(row.versions).toEqual([
    { status: 'revised', value: 72 },
    { status: 'formal', value: 70 },
    { status: 'preliminary', value: 66 },
  ]);
});

test('a month that is not over is compared with nothing, one to come is refused', async () => {
  const june = await reviewPage(floor.ctx, floor.scope, { region: ROOT, month: NOW });
  expect(june.running).toBe(true);
  expect(june.rows.every((r) => r.grain !== 'month' || (r.previous === null && r.yearAgo === null))).toBe(true);
  await expect(reviewPage(floor.ctx, floor.scope, { region: ROOT, month: month(2026, 7) })).rejects.toThrow('not begun');
});

test('it is one statement, whatever is asked', async () => {
  const asked: string[] = [];
  const query: typeof floor.db.query = (text, params) => {
    asked.push(text);
    return floor.db.query(text, params);
  };
  const db = { ...floor.db, query };
  await reviewPage({ ...floor.ctx, db }, floor.scope, { region: ROOT, month: MAY });
  // The policy in force is a row of its own, kept for some seconds.
  expect(asked.filter((text) => !text.includes('from policy'))).toHaveLength(1);
});

test('who sees a city has the page of it and of nothing above', async () => {
  const scope = tokenScope('990100', null);
  const city = await reviewPage(floor.ctx, scope, { region: '990100', month: MAY });
  expect(readCells(rowOf(city, 'o.count').cells).map((c) => c.region)).toEqual(['990101', '990102']);
  await expect(reviewPage(floor.ctx, scope, { region: ROOT, month: MAY })).rejects.toThrow('outside your scope');
  await expect(reviewPage(floor.ctx, scope, { region: '990200', month: MAY })).rejects.toThrow('outside your scope');
});
