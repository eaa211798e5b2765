import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { readCells } from '../../wire/review.ts';
import { reviewPage } from '../review/review-page.ts';
import { figureCard } from './card.ts';
import { figureChildren, figureValues } from './figures.ts';
import { recordPage } from './record-page.ts';
import { figureSeries } from './series.ts';

/** What a province reports of itself is of the province: what its cities report of the same period is never added to it. */
const NOW = Date.UTC(2026, 5, 16, 6, 0, 30);
const ROOT = '990000';
const [A, B] = ['990100', '990200'];
const start = (year: number, month = 1) => Date.parse(`${year}-${String(month).padStart(2, '0')}-01T00:00:00+08:00`);
const MARCH = { from: start(2026, 3), to: start(2026, 4) };
const APRIL = { from: start(2026, 4), to: start(2026, 5) };
const Y2025 = { from: start(2025), to: start(2026) };

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor({ now: () => NOW });
  const told = (region: string, period: string, data: object) =>
    makeObserved(
      { region, period, value: undefined, ...data },
      { source: 'urn:own', id: `${region}-${period}-${JSON.stringify(data)}`, time: '2026-05-02T00:00:00Z' },
    );
  const plan = (region: string, period: string, status: string, value: number) => told(region, period, { indicator: 'o.plan', status, value });
  const share = (region: string, period: string, numerator: number, denominator: number) =>
    told(region, period, { indicator: 'o.share', numerator, denominator });
  const events = [
    plan(ROOT, '2024', 'formal', 82),
    plan(ROOT, '2025', 'preliminary', 84),
    plan(A, '2025', 'formal', 31),
    plan(B, '2025', 'preliminary', 40),
    plan(A, '2026', 'formal', 33),
    share(A, '2026-03', 3, 4),
    share(B, '2026-03', 1, 2),
    share(ROOT, '2026-04', 8, 10),
    share(A, '2026-04', 3, 4),
    share('990101', '2026-04', 1, 9),
    share(B, '2026-04', 1, 2),
    told(ROOT, '2026-04', { indicator: 'o.share', scope: '另一种', status: 'preliminary', numerator: 1, denominator: 5 }),
    told(ROOT, '2026-04', { indicator: 'o.share', scope: '另一种', status: 'formal', numerator: 1, denominator: 4 }),
  ];
  const feed = { ...(await floor.feed('indicator')), lateDays: 4_000 };
  expect(await floor.submit(feed, events, { history: true })).toMatchObject({ accepted: events.length, rejected: [] });
}, 60_000);
afterAll(() => floor.drop());

const share = { indicator: 'o.share', region: ROOT };
const card = (query: Parameters<typeof figureCard>[2]) => figureCard(floor.ctx, floor.scope, query, async () => []);

test('a province’s own report of a period stands alone; where it made none the sum of its cities stands', async () => {
  const [april, march] = await figureValues(floor.ctx, floor.scope, [
    { ...share, span: APRIL },
    { ...share, span: MARCH },
  ]);
  expect(april).toMatchObject({ num: 8, den: 10, value: 80, records: 1, marks: { unlocated: 0 } });
  expect(march).toMatchObject({ num: 4, den: 6, records: 2 });
  // The report of the whole is not compared with a sum of two cities.
  expect(april?.previous).toBeNull();
  const { points } = await figureSeries(floor.ctx, floor.scope, { ...share, span: { from: MARCH.from, to: APRIL.to } }, 'month');
  expect(points.map((p) => [p[2], p[3]])).toEqual([
    [4, 6],
    [8, 10],
  ]);
  const known = { indicator: 'o.plan', region: ROOT, status: 'preliminary', span: Y2025, knownAt: Date.UTC(2030, 0) };
  expect((await figureSeries(floor.ctx, floor.scope, known, 'year')).points.map((p) => p[4])).toEqual([84]);
  expect(await card(known)).toMatchObject({ then: { value: 84, records: 1 } });
});

test('its card names the cities beside it, and leaves them out of the fold and of the records', async () => {
  const told = await card({ ...share, span: APRIL });
  expect(told).toMatchObject({ figure: { value: 80 }, fold: { equal: true, num: 8 }, recordFold: { equal: true, records: 1 } });
  expect(told.parts.filter((p) => p.records > 0).map((p) => [p.region, p.value, p.excluded, p.unlocated])).toEqual([
    [A, 75, true, false],
    [B, 50, true, false],
    [ROOT, 80, false, false],
  ]);
  expect((await recordPage(floor.ctx, floor.scope, { ...share, span: APRIL }, null, 10, false)).rows).toHaveLength(1);
  expect((await recordPage(floor.ctx, floor.scope, { ...share, span: MARCH }, null, 10, false)).rows).toHaveLength(2);
  const children = await figureChildren(floor.ctx, floor.scope, { ...share, span: APRIL });
  expect(children.filter((c) => c.records > 0).map((c) => [c.query.region, c.value])).toEqual([
    [A, 75],
    [B, 50],
    [ROOT, 80],
  ]);
});

test('the review shows the newest report of the region itself, in its own status, and its card says the same', async () => {
  const page = await reviewPage(floor.ctx, floor.scope, { region: ROOT, month: start(2026, 5) });
  const row = page.rows.find((r) => r.code === 'o.plan');
  expect(row).toMatchObject({ value: 84, status: 'preliminary', records: 1, coverage: null });
  expect(page.periods.year[row?.valueAt ?? 0]).toBe(Y2025.from);
  expect(row?.trend.slice(-3)).toEqual([null, 84, null]);
  expect(row?.versions).toEqual([
    { status: 'formal', value: 31 },
    { status: 'preliminary', value: 84 },
  ]);
  expect(readCells(row?.cells ?? '[]').map((c) => [c.region, c.value])).toContainEqual([B, 40]);
  for (const status of ['preliminary', undefined]) {
    const behind = await card({ indicator: 'o.plan', region: ROOT, span: Y2025, ...(status ? { status } : {}) });
    expect(behind).toMatchObject({ figure: { value: 84, query: { status: 'preliminary' } }, fold: { equal: true }, recordFold: { equal: true, records: 1 } });
  }
});

test('a city’s own report stands for its counties, on its page and in what the page above says of it', async () => {
  const city = await reviewPage(floor.ctx, floor.scope, { region: A, month: start(2026, 5) });
  expect(city.rows.find((r) => r.code === 'o.plan')).toMatchObject({ value: 33, status: 'formal', coverage: null });
  const [figure] = await figureValues(floor.ctx, floor.scope, [{ ...share, region: A, span: APRIL }]);
  expect(figure).toMatchObject({ value: 75, records: 1 });
  const april = await reviewPage(floor.ctx, floor.scope, { region: A, month: APRIL.from });
  expect(april.rows.find((r) => r.code === 'o.share')).toMatchObject({ value: 75, previous: { value: 75, change: 0 } });
});

test('what the same period has in another scope is named beside it, in its most final status', async () => {
  const of = async (month: number) => (await reviewPage(floor.ctx, floor.scope, { region: ROOT, month })).rows.find((r) => r.code === 'o.share');
  expect(await of(APRIL.from)).toMatchObject({ scope: '', value: 80, beside: [{ scope: '另一种', value: 25 }] });
  expect(await of(MARCH.from)).toMatchObject({ num: 4, den: 6, beside: [] });
});

test('a sum of some cities says of how many it is', async () => {
  const page = await reviewPage(floor.ctx, floor.scope, { region: ROOT, month: start(2026, 3) });
  expect(page.rows.find((r) => r.code === 'o.share')).toMatchObject({ num: 4, den: 6, coverage: { reporting: 2, of: 3 } });
});
