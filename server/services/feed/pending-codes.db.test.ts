import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved, makeReview, makeService } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { tokenScope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { listPending } from './list-pending.ts';
import { FURTHER, PENDING_CAP, PendingCodes } from './pending-codes.ts';

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.drop());

const time = new Date(FLOOR_NOW - 3_600_000).toISOString();
/** The profile of these tests: one item and one department. */
const ctxOf = (items: readonly string[] = ['card']): Ctx => ({
  ...floor.ctx,
  catalog: { ...floor.ctx.catalog, itemName: (id) => (items.includes(id) ? '社保卡' : null) },
});
const listed = async (ctx = ctxOf(), scope = floor.scope) =>
  (await listPending(ctx, scope)).rows.map((r) => [r.feedName, r.kind, r.code, r.events]).sort((a, b) => (String(a) < String(b) ? -1 : 1));

test('unknown items and departments are accepted, counted and listed by their feed, also after a restart', async () => {
  const ctx = ctxOf();
  const before = new PendingCodes(ctx);
  await before.load();
  const service = await floor.feed('service');
  const review = await floor.feed('review');
  const over = { source: 'urn:service', time };
  const events = [
    makeService({ item: 'card' }, over),
    makeService({ item: 'new-1' }, over),
    makeService({ item: 'new-1', department: 'd-new', count: 3 }, over),
    makeService({ item: 'new "2"\\' }, over),
  ];
  expect(await floor.submit(service, events)).toMatchObject({ accepted: 4, rejected: [] });
  await floor.submit(review, [makeReview({ item: 'new-1' }, { source: 'urn:review', time })]);
  // The same again is a duplicate, and a withdrawal names nothing of its own.
  expect(await floor.submit(service, [events[1], { ...makeService({}, over), data: undefined, retracts: events[1]?.id }])).toMatchObject({
    accepted: 1,
    duplicate: 1,
  });
  const fresh = floor.committed.map((group) => before.note(group.feed, group.accepted, group.got));
  expect(fresh.filter(Boolean).length).toBe(2);
  expect(await listed()).toEqual([]);
  await Promise.all([before.flush(), before.flush()]);
  const first = [
    ['review', 'item', 'new-1', 1],
    ['service', 'department', 'd-new', 1],
    ['service', 'item', 'new "2"\\', 1],
    ['service', 'item', 'new-1', 2],
  ];
  expect(await listed()).toEqual(first);
  expect((await listPending(ctx, floor.scope)).rows.every((r) => r.firstGot === FLOOR_NOW && r.lastGot === FLOOR_NOW)).toBe(true);
  expect(await listPending(ctx, floor.scope, { kind: 'department' })).toMatchObject({ rows: [{ code: 'd-new' }], total: 1 });
  expect(await listPending(ctx, floor.scope, { feed: 'review', limit: 0 })).toEqual({ rows: [], total: 1 });
  expect(await listed(ctx, tokenScope('990100', null))).toEqual([]);

  const after = new PendingCodes(ctxOf(['card', 'new "2"\\']));
  await after.load();
  floor.committed.length = 0;
  await floor.submit(service, [makeService({ item: 'new-1' }, over)]);
  expect(floor.committed.map((group) => after.note(group.feed, group.accepted, group.got + 60_000))).toEqual([false]);
  await after.flush();
  expect(await listed()).toEqual([...first.slice(0, 2), ['service', 'item', 'new-1', 3]]);
  const again = (await listPending(ctx, floor.scope, { kind: 'item', feed: 'service' })).rows[0];
  expect([again?.firstGot, again?.lastGot]).toEqual([FLOOR_NOW, FLOOR_NOW + 60_000]);
});

test('an observation names its codes as dimensions', async () => {
  const pending = new PendingCodes(ctxOf());
  const feed = await floor.feed('indicator');
  floor.committed.length = 0;
  const event = makeObserved({ indicator: 'o.count', region: '990101', dims: { item: 'new-9', line: 'x' } }, { source: 'urn:observed', time });
  expect(await floor.submit(feed, [event])).toMatchObject({ accepted: 1 });
  expect(floor.committed.map((group) => pending.note(group.feed, group.accepted, group.got))).toEqual([true]);
  await pending.flush();
  expect(await listed()).toContainEqual(['indicator', 'item', 'new-9', 1]);
});

test('a feed that makes up a code for each event fills neither memory nor table', async () => {
  const pending = new PendingCodes(ctxOf());
  const feed = await floor.feed('service');
  floor.committed.length = 0;
  const events = Array.from({ length: PENDING_CAP + 25 }, (_, i) => makeService({ item: `made-up-${i}` }, { source: 'urn:made-up', time }));
  expect(await floor.submit(feed, events)).toMatchObject({ accepted: events.length });
  await pending.load();
  const known = (await listPending(ctxOf(), floor.scope, { feed: 'service', kind: 'item', limit: 5_000 })).total;
  for (const group of floor.committed) pending.note(group.feed, group.accepted, group.got);
  await pending.flush();
  const { rows, total } = await listPending(ctxOf(), floor.scope, { feed: 'service', kind: 'item', limit: 5_000 });
  expect(total).toBe(PENDING_CAP + 1);
  expect(rows.find((r) => r.code === FURTHER)?.events).toBe(25 + known);
  expect(rows.reduce((sum, r) => sum + r.events, 0)).toBe(events.length + 3);
});

test('what cannot be written is kept for the next time', async () => {
  let away = true;
  const query: Ctx['db']['query'] = (text, params) => (away ? Promise.reject(new Error('away')) : floor.db.query(text, params));
  const pending = new PendingCodes({ ...ctxOf(), db: { ...floor.db, lane: () => ({ ...floor.db, query }) } });
  const feed = await floor.feed('review');
  floor.committed.length = 0;
  await floor.submit(feed, [makeReview({ item: 'kept' }, { source: 'urn:review', time })]);
  for (const group of floor.committed) pending.note(group.feed, group.accepted, group.got);
  await expect(pending.flush()).rejects.toThrow('away');
  away = false;
  await pending.flush();
  expect(await listed()).toContainEqual(['review', 'item', 'kept', 1]);
});
