import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import { randomInt, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { median } from '../../core/indicator/expected.ts';
import { UNUSUAL } from '../../core/volume/unusual.ts';
import type { FigureQuery } from '../../wire/figure.ts';
import { tokenScope } from '../access/require-scope.ts';
import { figureBreakdown } from '../indicator/breakdown.ts';
import { figureCard } from '../indicator/card.ts';
import { type FigureCtx, figureValues } from '../indicator/figures.ts';
import { figureSeries } from '../indicator/series.ts';
import { UsualHours } from '../indicator/usual.ts';
import { packClosed } from '../rollup/pack.ts';
import { dayHours } from './day-hours.ts';
import { unusualItems } from './unusual-items.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 00:00 of the running day in the profile's zone; 16:00:30 is now. */
const TODAY = Date.UTC(2026, 2, 9, 16);
const HOURS_NOW = 16;
const WEEKS = 8;
const DIMENSION = 'line';
const CODE = 'o.count';
const ROOT = '990000';
const CITY = '990100';

let floor: Floor & TestDb;
let ctx: FigureCtx;
beforeAll(async () => {
  floor = await openFloor();
  const { catalog, store } = floor.ctx;
  const row = catalog.indicators.get(CODE);
  if (!row) throw new Error('the made dictionary has the count');
  const usual = { ...row, normalRange: { kind: 'pattern' as const, weeks: WEEKS, tolerance: 0.15 } };
  const base = { ...floor.ctx, catalog: { ...catalog, indicators: new Map([...catalog.indicators, [CODE, usual]]) } };
  ctx = { ...base, usual: new UsualHours(base, store) };
  const random = seededRandom(41);
  const feed = { ...(await floor.feed('indicator')), lateDays: 4_000 };
  let id = 0;
  const told = (line: string, region: string, at: number, value: number) =>
    makeObserved({ indicator: CODE, region, value, dims: { line } }, { source: 'urn:volume', id: `v${++id}`, time: new Date(at).toISOString() });
  for (let w = WEEKS + 1; w >= 0; w--) {
    const events = Array.from({ length: w === 0 ? HOURS_NOW : 24 }, (_, h) => {
      const at = TODAY - w * WEEK + h * HOUR + randomInt(random, 59) * 60_000;
      return ['990101', '990201'].flatMap((region) => [
        told('calm', region, at, 20 + randomInt(random, 4)),
        told('more', region, at, w === 0 ? 60 : 10 + randomInt(random, 4)),
        ...(w === 0 ? [] : [told('less', region, at, 15 + randomInt(random, 4))]),
        ...(w === 1 && h === 3 ? [told('new', region, at, 500)] : []),
        ...(h === 5 ? [told('rare', region, at, 1)] : []),
      ]);
    }).flat();
    expect((await floor.submit(feed, events)).rejected).toEqual([]);
    if (w === 2) await packClosed(floor.ctx, floor.ctx.store, { before: TODAY - WEEK });
  }
}, 120_000);
afterAll(() => floor.drop());

const figureOf = async (query: Partial<FigureQuery>) =>
  (await figureValues(ctx, floor.scope, [{ indicator: CODE, region: ROOT, ...query }]))[0] ?? Promise.reject(new Error('no figure'));

test.each([ROOT, CITY])('each hour of a day is its own figure, and the day of %s its card', async (region) => {
  const day = await dayHours(ctx, floor.scope, { indicator: CODE, region, day: FLOOR_NOW });
  expect(day.span).toEqual({ from: TODAY, to: TODAY + DAY });
  expect(day.hours).toHaveLength(24);
  for (const hour of day.hours.slice(0, HOURS_NOW)) expect(hour.value).toBe((await figureOf({ region, span: { from: hour.from, to: hour.to } })).value);
  expect(day.hours.slice(HOURS_NOW + 1).every((h) => h.value === null && h.usual !== null)).toBe(true);
  expect(day.hours[HOURS_NOW]).toMatchObject({ running: true, value: null });
  const sum = day.hours.reduce((total, h) => total + (h.value ?? 0), 0);
  const card = await figureCard(ctx, floor.scope, { indicator: CODE, region, span: day.span }, async () => []);
  expect([card.figure.value, card.fold.equal, card.recordFold?.equal]).toEqual([sum, true, true]);
});

test('the usual of an hour is that of the live band, says how many weeks it has, and looks back from a past day too', async () => {
  const day = await dayHours(ctx, floor.scope, { indicator: CODE, region: ROOT, day: FLOOR_NOW });
  const { band } = await figureSeries(ctx, floor.scope, { indicator: CODE, region: ROOT, span: day.span }, 'hour', { band: true });
  const whole = day.hours.filter((h) => !h.running);
  expect(whole.map((h) => [h.from, h.usual?.low, h.usual?.high])).toEqual(band.filter(([at]) => whole.some((h) => h.from === at)));
  expect(new Set(day.hours.map((h) => h.usual?.weeks))).toEqual(new Set([WEEKS]));
  expect(day.hours[2]?.stands).toBe('above');
  const past = await dayHours(ctx, floor.scope, { indicator: CODE, region: ROOT, day: TODAY - 5 * WEEK });
  expect(new Set(past.hours.map((h) => h.usual?.weeks))).toEqual(new Set([WEEKS + 1 - 5]));
  const seven = past.hours[7];
  const before = await Promise.all([1, 2, 3, 4].map((w) => figureOf({ span: { from: (seven?.from ?? 0) - w * WEEK, to: (seven?.to ?? 0) - w * WEEK } })));
  expect(seven?.usual?.middle).toBe(median(before.map((f) => f.value ?? 0)));
});

test('a day that has too few weeks behind it, or a figure that declares no usual, has none', async () => {
  const early = await dayHours(ctx, floor.scope, { indicator: CODE, region: ROOT, day: TODAY - 8 * WEEK });
  expect(early.hours.every((h) => h.usual === null && h.stands === null)).toBe(true);
  expect(early.hours.some((h) => h.value !== null)).toBe(true);
  const plain = await dayHours(floor.ctx, floor.scope, { indicator: 't.tickets', region: ROOT, day: FLOOR_NOW });
  expect([plain.weeks, plain.hours.every((h) => h.usual === null)]).toEqual([0, true]);
  await expect(dayHours(ctx, floor.scope, { indicator: 'o.share', region: ROOT, day: FLOOR_NOW })).rejects.toThrow('not a sum of hours');
  await expect(dayHours(ctx, tokenScope(CITY, null), { indicator: CODE, region: ROOT, day: FLOOR_NOW })).rejects.toThrow('outside your scope');
});

test.each([
  ['a running day', { from: TODAY, to: TODAY + DAY }, 1],
  ['a day that is over', { from: TODAY - WEEK, to: TODAY - WEEK + DAY }, 1],
  ['four weeks', { from: TODAY - 27 * DAY, to: TODAY + DAY }, 4],
] as const)('each count of %s is its card, and its usual the middle of the same span in past weeks', async (_, span, step) => {
  const answer = await unusualItems(ctx, floor.scope, { indicator: CODE, region: ROOT, span }, DIMENSION);
  expect([answer.stepWeeks, answer.left]).toEqual([step, 0]);
  const parts = await figureBreakdown(ctx, floor.scope, { indicator: CODE, region: ROOT, span }, DIMENSION, 50);
  for (const row of answer.rows) {
    expect(row.count, row.key).toBe(parts.find((p) => p.key === row.key)?.num ?? 0);
    const dims = { [DIMENSION]: row.key };
    const card = await figureCard(ctx, floor.scope, { indicator: CODE, region: ROOT, dims, span }, async () => []);
    expect([card.figure.num, card.fold.equal]).toEqual([row.count, true]);
    // Whole hours: the minute that runs has nothing yet.
    const to = Math.min(span.to, TODAY + HOURS_NOW * HOUR);
    const past = await Promise.all(
      Array.from({ length: row.periods }, (_x, i) => figureOf({ dims, span: { from: span.from - (i + 1) * step * WEEK, to: to - (i + 1) * step * WEEK } })),
    );
    if (row.usual !== null) expect(Math.abs(row.usual - median(past.map((f) => f.num))), row.key).toBeLessThan(1);
  }
});

test('a surge and a drop are told first, what is new or rare is not judged', async () => {
  const query = { indicator: CODE, region: ROOT, span: { from: TODAY, to: TODAY + DAY } };
  const { rows, rule, periods } = await unusualItems(ctx, floor.scope, query, DIMENSION);
  const verdicts = Object.fromEntries(rows.map((r) => [r.key, r.verdict]));
  expect(verdicts).toEqual({ more: 'surge', less: 'drop', calm: 'usual', rare: 'small', new: 'young' });
  expect(rows.slice(0, 2).map((r) => r.key)).toEqual(['more', 'less']);
  expect(rows.find((r) => r.key === 'less')).toMatchObject({ count: 0, periods, times: 0 });
  expect(periods).toBe(UNUSUAL.periods);
  expect(rule.least).toBe(UNUSUAL.least);
  const city = await unusualItems(ctx, tokenScope(CITY, null), { ...query, region: CITY }, DIMENSION);
  expect(city.rows.find((r) => r.key === 'more')?.count).toBe(60 * HOURS_NOW);
});

test("a month is the most that is asked, of one's own part and of a kept dimension", async () => {
  const query = { indicator: CODE, region: ROOT, span: { from: TODAY - 32 * DAY, to: TODAY } };
  await expect(unusualItems(ctx, floor.scope, query, DIMENSION)).rejects.toThrow('31 days');
  const day = { ...query, span: { from: TODAY, to: TODAY + DAY } };
  await expect(unusualItems(ctx, floor.scope, day, 'colour')).rejects.toThrow('not kept');
  await expect(unusualItems(ctx, tokenScope(CITY, null), day, DIMENSION)).rejects.toThrow('outside your scope');
});

test('a figure is compared with the week before where that is asked for, over the regions that report in both', async () => {
  const span = { from: TODAY, to: TODAY + DAY };
  const [week] = await figureValues(ctx, floor.scope, [{ indicator: CODE, region: ROOT, span }], 'week');
  const before = await figureOf({ span: { from: TODAY - WEEK, to: FLOOR_NOW + 30_000 - WEEK } });
  expect(week?.previous).toMatchObject({ value: before.value });
  expect(week?.previous?.change).toBeCloseTo(((week?.value ?? 0) - (before.value ?? 0)) / (before.value ?? 1), 10);
  const [day] = await figureValues(ctx, floor.scope, [{ indicator: CODE, region: ROOT, span }]);
  expect(day?.previous).toBeNull();
});
