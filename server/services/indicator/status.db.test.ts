import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { figureCard } from './card.ts';
import { figureChildren, figureValues } from './figures.ts';
import { recordPage } from './record-page.ts';
import { figureSeries } from './series.ts';

const CITY = '990100';
const at = (month: number) => Date.parse(`2026-0${month}-01T00:00:00+08:00`);
const JANUARY = { from: at(1), to: at(2) };
const FEBRUARY = { from: at(2), to: at(3) };
const BOTH = { from: at(1), to: at(3) };
let floor: Floor & TestDb;

beforeAll(async () => {
  floor = await openFloor({ now: () => FLOOR_NOW });
  const told = (indicator: string, month: string, status: string, value: number) =>
    makeObserved({ indicator, region: CITY, value, period: `2026-${month}`, status }, { source: 'urn:status', time: `2026-${month}-15T00:00:00Z` });
  // A figure that is added over time, and one whose newest value stands. December has its preliminary one too.
  const events = ['o.count', 'o.plan'].flatMap((code) => [
    makeObserved({ indicator: code, region: CITY, value: 2, period: '2025-12', status: 'preliminary' }, { source: 'urn:status', time: '2025-12-15T00:00:00Z' }),
    told(code, '01', 'preliminary', 4),
    told(code, '01', 'formal', 5),
    told(code, '02', 'preliminary', 8),
  ]);
  expect(await floor.submit(await floor.feed('indicator'), events, { history: true })).toMatchObject({ accepted: events.length, rejected: [] });
}, 60_000);
afterAll(() => floor.drop());

const figure = async (indicator: string, span: { from: number; to: number }) =>
  (await figureValues(floor.ctx, floor.scope, [{ indicator, region: CITY, span }]))[0];

test('a period is told in its most final status, and one that has a preliminary value alone in that, named as such', async () => {
  for (const indicator of ['o.count', 'o.plan']) {
    expect(await figure(indicator, JANUARY)).toMatchObject({ value: 5, query: { status: 'formal' } });
    expect(await figure(indicator, FEBRUARY)).toMatchObject({ value: 8, records: 1, query: { status: 'preliminary' } });
    const [other] = await figureValues(floor.ctx, floor.scope, [{ indicator, region: CITY, span: FEBRUARY, status: 'formal' }]);
    expect(other).toMatchObject({ value: null, query: { status: 'formal' } });
    expect(await figure(indicator, { from: at(3), to: at(4) })).toMatchObject({ value: null, records: 0, query: { status: 'formal' } });
  }
});

test('a span is of one status, and statuses are neither added nor compared with each other', async () => {
  expect(await figure('o.count', BOTH)).toMatchObject({ value: 5, query: { status: 'formal' } });
  expect(await figure('o.plan', BOTH)).toMatchObject({ value: 5, query: { status: 'formal' } });
  // February's preliminary value is held against January's preliminary one, and January's formal one against none.
  expect((await figure('o.count', FEBRUARY))?.previous).toMatchObject({ value: 4 });
  expect((await figure('o.count', JANUARY))?.previous?.value ?? null).toBeNull();
  const { points } = await figureSeries(floor.ctx, floor.scope, { indicator: 'o.count', region: CITY, span: BOTH }, 'month');
  expect(points.map((p) => p[4])).toEqual([5, null]);
  const alone = await figureSeries(floor.ctx, floor.scope, { indicator: 'o.count', region: CITY, span: FEBRUARY }, 'month');
  expect(alone.points.map((p) => p[4])).toEqual([8]);
});

test('card, parts and records are of the status that the figure is told in', async () => {
  const query = { indicator: 'o.count', region: CITY, span: FEBRUARY };
  const card = await figureCard(floor.ctx, floor.scope, query, async () => []);
  expect(card).toMatchObject({
    figure: { value: 8, query: { status: 'preliminary' } },
    fold: { equal: true, value: 8 },
    recordFold: { equal: true, records: 1 },
  });
  expect(card.beside).toEqual([]);
  const january = await figureCard(floor.ctx, floor.scope, { ...query, span: JANUARY }, async () => []);
  expect(january.beside).toMatchObject([{ status: 'preliminary', value: 4 }]);
  expect(await recordPage(floor.ctx, floor.scope, query, null, 10, false)).toMatchObject({ total: 1, rows: [{ num: 8 }] });
  const children = await figureChildren(floor.ctx, floor.scope, { ...query, region: '990000' });
  expect(children.find((c) => c.query.region === CITY)).toMatchObject({ value: 8, query: { status: 'preliminary' } });
});
