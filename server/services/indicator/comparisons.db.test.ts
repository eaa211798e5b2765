import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { FigureQuery } from '../../wire/figure.ts';
import { figureValues } from './figures.ts';

const DAY = 86_400_000;
/** Midnight of 10 March 2026 in the profile's zone; it is 16:00 of that day. */
const TODAY = Date.UTC(2026, 2, 9, 16);
const MARCH = Date.UTC(2026, 1, 28, 16);
const dateOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

let now = FLOOR_NOW;
let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  const feed = { ...(await floor.feed('indicator')), lateDays: 400 };
  let id = 0;
  const told = (indicator: string, at: number, value: number, period?: string) =>
    makeObserved(
      { indicator, region: '990100', value, ...(period ? { period } : {}) },
      { source: 'urn:compared', id: `c${++id}`, time: new Date(at).toISOString() },
    );
  // By the day: 10 each day of February, 12 each day of March, and of the running day what is known so far.
  const days = Array.from({ length: 37 }, (_, i) => MARCH - 28 * DAY + i * DAY);
  const events = days.map((at) => told('o.count', at + 600_000, at < MARCH ? 10 : 12, dateOf(at)));
  events.push(told('o.count', TODAY + 600_000, 3, dateOf(TODAY)));
  // By the minute: each day 5 in the first hour and 40 in the evening.
  for (const at of [TODAY - 7 * DAY, TODAY - DAY]) events.push(told('o.sum', at + 900_000, 5), told('o.sum', at + 20 * 3_600_000, 40));
  events.push(told('o.sum', TODAY + 900_000, 6));
  expect((await floor.submit(feed, events)).rejected).toEqual([]);
}, 60_000);
afterAll(() => floor.drop());

async function at<T>(when: number, read: () => Promise<T>): Promise<T> {
  now = when;
  try {
    return await read();
  } finally {
    now = FLOOR_NOW;
  }
}
const figureOf = async (query: Partial<FigureQuery>, against: 'before' | 'week' = 'before') =>
  (await figureValues(floor.ctx, floor.scope, [{ indicator: 'o.count', region: '990000', ...query }], against))[0];

test.each([
  ['its window', { window: 'month' }],
  ['its own span', { span: { from: MARCH, to: MARCH + 31 * DAY } }],
] as const)('a running month that is told by the day is compared by days that are over, asked by %s', async (_, query) => {
  const month = await figureOf(query);
  expect(month).toMatchObject({ value: 9 * 12 + 3, previous: { value: 90, to: TODAY }, uncompared: null });
  expect(month?.previous?.change).toBeCloseTo(0.2, 10);
});

test('of a day that is told as a whole nothing is compared while it runs', async () => {
  const span = { from: TODAY, to: TODAY + DAY };
  expect(await figureOf({ span })).toMatchObject({ value: 3, previous: null, yearAgo: null, uncompared: 'not_yet' });
  expect(await at(TODAY + DAY + 1, () => figureOf({ span }))).toMatchObject({ previous: { value: 12, change: -0.75 }, uncompared: null });
});

test('of a day that is told by the minute the same minutes are compared, also in its first hour, never with a whole day', async () => {
  const query = { indicator: 'o.sum', span: { from: TODAY, to: TODAY + DAY } };
  for (const against of ['before', 'week'] as const) {
    const early = await at(TODAY + 20 * 60_000, () => figureOf(query, against));
    expect(early).toMatchObject({ value: 6, previous: { value: 5 }, uncompared: null });
    expect(early?.previous?.change).toBeCloseTo(0.2, 10);
    expect(await figureOf(query, against)).toMatchObject({ previous: { value: 5 } });
  }
});

test('why there is no comparison is said: nothing yet, or nothing before', async () => {
  const day = (from: number) => ({ indicator: 'o.sum', span: { from, to: from + DAY } });
  expect(await at(TODAY + 5 * 60_000, () => figureOf({ indicator: 'o.sum', window: 'today' }))).toMatchObject({ previous: null, uncompared: 'none_now' });
  expect(await figureOf(day(TODAY - 7 * DAY))).toMatchObject({ previous: null, uncompared: 'none_before' });
});
