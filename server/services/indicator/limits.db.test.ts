import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { figureValues } from './figures.ts';
import { recordPage } from './record-page.ts';
import { figureSeries } from './series.ts';

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.drop());

const COUNT = { indicator: 'o.count', region: '990000', span: { from: FLOOR_NOW - 3_600_000, to: FLOOR_NOW } };

test('minutes of a century are refused at once', async () => {
  const began = performance.now();
  const asked = figureSeries(floor.ctx, floor.scope, { ...COUNT, span: { from: 0, to: Date.UTC(2100, 0, 1) } }, 'minute');
  await expect(asked).rejects.toThrow('at most 20000 points');
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('a sum that no int8 holds spoils neither the reads nor the other regions', async () => {
  const most = Number.MAX_SAFE_INTEGER;
  for (const minute of [2, 3]) {
    const time = new Date(FLOOR_NOW - minute * 60_000).toISOString();
    const events = Array.from({ length: 1_000 }, () =>
      makeObserved({ indicator: 'o.count', region: '990101', value: most }, { time, source: 'urn:test:huge' }),
    );
    expect(await floor.submit(await floor.feed('indicator'), events)).toMatchObject({ accepted: 1_000 });
  }
  const time = new Date(FLOOR_NOW - 60_000).toISOString();
  await floor.submit(await floor.feed('indicator'), [makeObserved({ indicator: 'o.count', region: '990201', value: 7 }, { time, source: 'urn:test:huge' })]);
  const [whole, small] = await figureValues(floor.ctx, floor.scope, [COUNT, { ...COUNT, region: '990201' }]);
  expect(whole?.num).toBeCloseTo(2_000 * most, -8);
  expect(small?.num).toBe(7);
});

test('a cursor that was made up is refused, and dimensions that nobody sent have no records', async () => {
  for (const cursor of ['9999999999999999.1.a', '1.9999999999.a', '1.1.a\0', '1.1', '-1.1.a'])
    await expect(recordPage(floor.ctx, floor.scope, COUNT, cursor, 10, false)).rejects.toThrow('cursor');
  const none = await recordPage(floor.ctx, floor.scope, { ...COUNT, dims: { line: 'nobody' } }, null, 10, true);
  expect(none).toEqual({ rows: [], total: 0, partial: false, next: null });
});
