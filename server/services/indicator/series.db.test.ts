import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import { randomInt, randomOf, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { Grain } from '../../wire/figure.ts';
import { packClosed } from '../rollup/pack.ts';
import { figureValues } from './figures.ts';
import { figureSeries } from './series.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP: Partial<Record<Grain, number>> = { minute: MINUTE, hour: HOUR };
const SPAN = { from: FLOOR_NOW - 30_000 - 24 * HOUR, to: FLOOR_NOW - 30_000 };
const CODES = ['o.sum', 'o.stock', 'o.share', 'o.level'];

let floor: Floor & TestDb;
/** Instants between the batches, on the database's clock, by which arrivals are told. */
const instants: number[] = [];
beforeAll(async () => {
  floor = await openFloor();
  const random = seededRandom(11);
  const feed = await floor.feed('indicator');
  const pause = () => new Promise((done) => setTimeout(done, 5));
  for (let batch = 0; batch < 3; batch++) {
    const events = Array.from({ length: 240 }, (_, i) => observe(random, `b${batch}-${i}`, batch > 0 && i % 4 === 0 ? `b${batch - 1}-${i}` : null));
    expect((await floor.submit(feed, events)).rejected).toEqual([]);
    await pause();
    const [clock] = await floor.db.query<{ at: number }>('select (extract(epoch from clock_timestamp()) * 1000)::int8 at');
    instants.push(clock?.at ?? 0);
    await pause();
    if (batch === 1) await packClosed(floor.ctx, floor.ctx.store, { before: FLOOR_NOW - 5 * HOUR });
  }
}, 60_000);
afterAll(() => floor.drop());

/** An observation of the last day; every other one that replaces an earlier one withdraws it. */
function observe(random: () => number, id: string, replaces: string | null) {
  const i = Number(id.split('-')[1]);
  const indicator = CODES[i % 8 < 5 ? i % 2 : 2 + (i % 2)] as string;
  const region = indicator === 'o.level' ? randomOf(random, ['990100', '990200']) : randomOf(random, ['990101', '990102', '990201', '990300101']);
  const value = indicator === 'o.share' ? { numerator: randomInt(random, 5), denominator: 5 } : { value: randomInt(random, 90) / 10 };
  const over = { source: 'urn:series', id, time: new Date(SPAN.from + randomInt(random, 1440) * MINUTE + 1_000).toISOString() };
  if (replaces === null) return makeObserved({ indicator, region, ...(indicator === 'o.share' ? { value: undefined } : {}), ...value }, over);
  if (i % 8 === 0) return { ...makeObserved({}, over), data: undefined, retracts: replaces };
  return makeObserved({ indicator, region, ...(indicator === 'o.share' ? { value: undefined } : {}), ...value }, { ...over, replaces });
}

const asked = (indicator: string) => ({ indicator, region: indicator === 'o.level' ? '990100' : '990000' });

async function slotBySlot(indicator: string, times: readonly number[], step: number, knownAt: number) {
  const queries = times.map((from) => ({ ...asked(indicator), span: { from, to: from + step }, knownAt }));
  const figures = await figureValues(floor.ctx, floor.scope, queries);
  // A living source without records is a zero of now; a point without records is none.
  return figures.map((f) => [f.span.from, f.records, f.num, f.den, f.records === 0 ? null : f.value]);
}

test.each(CODES)('%s as it was known then is, hour by hour, what each hour says alone', async (indicator) => {
  for (const knownAt of instants) {
    const { points } = await figureSeries(floor.ctx, floor.scope, { ...asked(indicator), span: SPAN, knownAt }, 'hour');
    expect(points.reduce((n, p) => n + p[1], 0)).toBeGreaterThan(10);
    const times = points.map((p) => p[0]);
    expect(points).toEqual(await slotBySlot(indicator, times, STEP.hour as number, knownAt));
  }
});

test('a day of minutes as it was known then is one read', async () => {
  const random = seededRandom(5);
  for (const indicator of ['o.sum', 'o.stock']) {
    const knownAt = instants[0] as number;
    const began = performance.now();
    const { points } = await figureSeries(floor.ctx, floor.scope, { ...asked(indicator), span: SPAN, knownAt }, 'minute');
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(points).toHaveLength(1_440);
    const full = points.filter((p) => p[1] > 0);
    expect(full.length).toBeGreaterThan(10);
    const some = [...full.slice(0, 40), ...Array.from({ length: 20 }, () => randomOf(random, points))];
    const times = some.map((p) => p[0]);
    expect(some).toEqual(await slotBySlot(indicator, times, MINUTE, knownAt));
  }
});

test('known then, after the last change, is what is known now', async () => {
  for (const indicator of CODES) {
    const query = { ...asked(indicator), span: SPAN };
    const then = await figureSeries(floor.ctx, floor.scope, { ...query, knownAt: instants.at(-1) }, 'minute');
    expect(then.points).toEqual((await figureSeries(floor.ctx, floor.scope, query, 'minute')).points);
  }
});
