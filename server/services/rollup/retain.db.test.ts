import { expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import { FLOOR_NOW, openFloor } from '../../../e2e/faults/floor.ts';
import { expireKeys } from '../event/expire-keys.ts';
import { figureCard } from '../indicator/card.ts';
import { figureValues } from '../indicator/figures.ts';
import { packClosed } from './pack.ts';
import { dropOldPartitions, listPartitions } from './retain.ts';
import { verifyRollups } from './verify.ts';

const DAY = 86_400_000;

test('old raw months are dropped after a check, their figures stay, and later events still go in', async () => {
  let now = FLOOR_NOW;
  const floor = await openFloor({ now: () => now });
  try {
    const at = (ms: number) => ({ source: 'urn:old', time: new Date(ms).toISOString() });
    const feed = await floor.feed('indicator');
    const old = Date.UTC(2019, 4, 31, 15, 59, 30);
    const send = async (events: object[]) =>
      expect(await floor.submit(feed, events, { history: true })).toMatchObject({ accepted: events.length, rejected: [] });
    await send([
      makeObserved({ indicator: 'o.count', region: '990101', value: 3 }, at(old)),
      makeObserved({ indicator: 'o.count', region: '990101', value: 4 }, at(old + 60_000)),
      makeObserved({ indicator: 'o.stock', region: '990101', value: 3 }, at(old)),
      makeObserved({ indicator: 'o.plan', region: '990100', value: 5, period: '2019-05' }, at(old)),
      makeObserved({ indicator: 'o.count', region: '990101', value: 1 }, at(FLOOR_NOW - DAY)),
    ]);
    await packClosed(floor.ctx, floor.ctx.store);
    const figures = () =>
      Promise.all(
        ['o.count', 'o.stock', 'o.plan'].map(
          async (indicator) =>
            (await figureValues(floor.ctx, floor.scope, [{ indicator, region: '990100', span: { from: Date.UTC(2019, 3), to: FLOOR_NOW } }]))[0]?.num,
        ),
      );
    const before = await figures();
    expect(before).toEqual([8, 30, 5]);
    expect(await dropOldPartitions(floor.ctx, { keepDays: 400 })).toEqual({ dropped: [], kept: [] });
    // What is told of arrival comes from the database: make it old.
    await floor.db.query(`update event set got = got - interval '800 days' where at < '2020-01-01'`);
    await floor.db.query(`update hot set num = num + 1 where num = 3`);
    await floor.db.query(`update event set data = jsonb_set(data, '{value}', '9') where data->>'value' = '4'`);
    expect(await dropOldPartitions(floor.ctx, { keepDays: 100 })).toEqual({
      dropped: [],
      kept: [{ month: '2019-05', reason: expect.stringContaining('differ') }],
    });
    await floor.db.query(`update event set data = jsonb_set(data, '{value}', '4') where data->>'value' = '9'`);
    expect(await dropOldPartitions(floor.ctx, { keepDays: 100 })).toEqual({ dropped: ['2019-05'], kept: [] });
    expect((await listPartitions(floor.db)).map((p) => p.name)).toEqual(['event_2026_03']);
    expect(await figures()).toEqual(before);
    const card = async (from: number) =>
      (await figureCard(floor.ctx, floor.scope, { indicator: 'o.count', region: '990100', span: { from, to: FLOOR_NOW } }, async () => [])).recordFold;
    const [sealed] = await floor.db.query<{ at: number }>('select max(sealed_at) at from pack_seal');
    expect(await card(Date.UTC(2019, 3))).toMatchObject({ records: 1, equal: false, note: { kind: 'archived', at: sealed?.at } });
    expect(await card(FLOOR_NOW - 2 * DAY)).toMatchObject({ records: 1, equal: true, note: null });
    expect(await verifyRollups(floor.ctx)).toMatchObject({ differences: [], skipped: ['2019-05'] });
    await send([makeObserved({ indicator: 'o.count', region: '990101', value: 7 }, at(old - 60_000))]);
    expect(await figures()).toEqual([15, 30, 5]);
    expect(await verifyRollups(floor.ctx)).toMatchObject({ differences: [], skipped: ['2019-05'] });
    await packClosed(floor.ctx, floor.ctx.store);
    await floor.db.query(`delete from pack where period = '2019-05-31' and grain = 1`);
    expect((await verifyRollups(floor.ctx)).differences.map((d) => d.grain)).toContain(9);
    now += 60 * DAY;
  } finally {
    await floor.drop();
  }
}, 120_000);

test('ids of events expire in batches when a resend would be too late, imported ones never', async () => {
  let now = FLOOR_NOW;
  const floor = await openFloor({ now: () => now });
  try {
    const feed = await floor.feed('indicator');
    const events = Array.from({ length: 25 }, (_, i) =>
      makeObserved({ indicator: 'o.count', region: '990101', value: 1 }, { id: `k${i}`, source: 'urn:keys', time: new Date(FLOOR_NOW - DAY).toISOString() }),
    );
    await floor.submit(feed, events);
    await floor.submit(
      feed,
      [makeObserved({ indicator: 'o.count', region: '990101', value: 1 }, { id: 'old', source: 'urn:keys', time: '2020-01-01T00:00:00Z' })],
      { history: true },
    );
    now = FLOOR_NOW + 41 * DAY;
    expect(await expireKeys(floor.ctx, { batch: 10 })).toBe(0);
    now = FLOOR_NOW + 43 * DAY;
    expect(await expireKeys(floor.ctx, { batch: 10, stop: () => true })).toBe(0);
    expect(await expireKeys(floor.ctx, { batch: 10 })).toBe(25);
    expect((await floor.submit(feed, events.slice(0, 3))).rejected.map((r) => r.code)).toEqual(['too_late', 'too_late', 'too_late']);
    expect(await floor.db.query('select id from event_key')).toEqual([{ id: 'old' }]);
  } finally {
    await floor.drop();
  }
}, 120_000);
