import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { zoneOffset } from '../../core/indicator/window.ts';
import { buildTree } from '../../core/region/tree.ts';
import { systemScope, tokenScope } from '../access/require-scope.ts';
import type { Catalog, Ctx } from '../context.ts';
import { EventStore } from '../event/event-store.ts';
import { bumpUsage, usageMonth } from './bump-usage.ts';
import { createFeed } from './create-feed.ts';
import { createReader } from './create-reader.ts';
import { disableReader } from './disable-reader.ts';
import { FeedDirectory, feedStatuses } from './feed-directory.ts';
import { findFeedByName } from './find-feed.ts';
import { findReader } from './find-reader.ts';
import { listFeeds } from './list-feeds.ts';
import { listReaders } from './list-readers.ts';
import { listUsage } from './list-usage.ts';
import { rotateFeed } from './rotate-feed.ts';
import { setFeed } from './set-feed.ts';
import { disableFeed, enableFeed } from './switch-feed.ts';

const tree = buildTree([
  { adcode: '990000', parent: '', level: 'province', kind: 'normal' },
  { adcode: '990100', parent: '990000', level: 'city', kind: 'normal' },
  { adcode: '990200', parent: '990000', level: 'city', kind: 'normal' },
]);
let now = Date.UTC(2026, 5, 1);
let opened: TestDb;
let ctx: Ctx;
beforeAll(async () => {
  opened = await openTestDb();
  const catalog = {
    tree,
    zone: zoneOffset('Asia/Shanghai'),
    indicators: new Map([['hotline.calls', { from: [{ event: 'cn.tongguan.call.counted.v1' }], cadence: 'PT5M' }]]),
    departmentName: (id: string) => (id === 'dep-a' ? '甲局' : null),
  } as unknown as Catalog;
  ctx = { db: opened.db, catalog, now: () => now };
}, 60_000);
afterAll(() => opened.drop());

const findFeed = (at: Ctx, token: string) => new FeedDirectory(at).find(token);

describe('a feed', () => {
  test('is found by the token that was shown once', async () => {
    const { feed, token } = await createFeed(ctx, {
      name: 'calls',
      kind: 'call',
      region: '990100',
      department: 'dep-a',
      fields: ['offered'],
      cadenceMs: 60_000,
    });
    expect(token).toMatch(/^tgf_[\w-]{43}$/);
    expect(feed).toMatchObject({
      label: 'calls',
      lateDays: 35,
      rate: 20_000,
      share: 'none',
      fields: ['offered'],
      disabled: false,
      until: null,
      createdAt: now,
    });
    expect(await findFeed(ctx, token)).toEqual({ feed, state: 'active' });
    expect(await findFeed(ctx, `${token}x`)).toBeNull();
    expect(JSON.stringify(await opened.db.query('select * from feed'))).not.toContain(token);
  });

  test('waits longer for late tickets and reviews', async () => {
    expect((await createFeed(ctx, { name: 'tickets', kind: 'ticket' })).feed).toMatchObject({ lateDays: 400, region: '990000' });
    expect((await createFeed(ctx, { name: 'reviews', kind: 'review', lateDays: 7 })).feed.lateDays).toBe(7);
  });

  test.each([
    [{ name: 'a b', kind: 'call' }, /not a name/],
    [{ name: 'x', kind: 'calls' }, /not a kind of feed \(indicator/],
    [{ name: 'x', kind: 'call', region: '123456' }, /region 123456/],
    [{ name: 'x', kind: 'call', department: 'nobody' }, /department nobody/],
    [{ name: 'x', kind: 'call', rate: 0 }, /the rate/],
    [{ name: 'calls', kind: 'call' }, /exists already/],
  ])('%o is refused', async (input, message) => {
    await expect(createFeed(ctx, input)).rejects.toThrow(message);
  });

  test('ends by itself, has an off switch and can be set', async () => {
    const { token } = await createFeed(ctx, { name: 'short', kind: 'service', until: now + 1000 });
    now += 999;
    expect((await findFeed(ctx, token))?.state).toBe('active');
    now += 1;
    expect((await findFeed(ctx, token))?.state).toBe('ended');
    expect(await setFeed(ctx, 'short', { until: null, purpose: '统计', mirrored: true })).toMatchObject({ until: null, purpose: '统计', mirrored: true });
    await disableFeed(ctx, 'short');
    expect((await findFeedByName(ctx, 'short'))?.state).toBe('disabled');
    await enableFeed(ctx, 'short');
    expect((await findFeed(ctx, token))?.state).toBe('active');
    const next = await rotateFeed(ctx, 'short');
    expect(await findFeed(ctx, token)).toBeNull();
    expect((await findFeed(ctx, next))?.feed.name).toBe('short');
    await expect(setFeed(ctx, 'none', { rate: 5 })).rejects.toThrow('there is no feed none');
    await expect(setFeed(ctx, 'short', {})).rejects.toThrow('nothing to set');
    await expect(disableFeed(ctx, 'none')).rejects.toThrow('there is no feed');
    const listed = await listFeeds(ctx);
    expect(listed.map((f) => f.name)).toEqual(['calls', 'reviews', 'short', 'tickets']);
    expect(listed[0]).not.toHaveProperty('tokenHash');
  });
});

test('a token that nobody has is looked for once a second, and one made elsewhere is found at once', async () => {
  let reads = 0;
  const counting = {
    ...opened.db,
    get orm() {
      reads += 1;
      return opened.db.orm;
    },
  };
  const directory = new FeedDirectory({ ...ctx, db: counting });
  await directory.refresh();
  reads = 0;
  for (let i = 0; i < 50; i++) expect(await directory.find('tgf_nobody')).toBeNull();
  expect(reads).toBe(1);
  const { token, feed } = await createFeed(ctx, { name: 'elsewhere', kind: 'call' });
  expect((await directory.find(token))?.feed).toEqual(feed);
  for (let i = 0; i < 5; i++) await directory.find(token);
  expect(reads).toBe(2);
  now += 1_000;
  expect(await directory.find('tgf_nobody')).toBeNull();
  expect(reads).toBe(3);
  for (let i = 0; i < 2_000; i++) await directory.find(`tgf_${i}`);
  expect(reads).toBe(3 + 999);
  now += 1_000;
  expect(await directory.find('tgf_nobody')).toBeNull();
  expect(reads).toBe(3 + 1_000);
});

test('a reader opens what it was given until it is disabled', async () => {
  const { reader, token } = await createReader(ctx, { name: 'board', region: '990100', indicators: ['hotline.calls'] });
  expect(await findReader(ctx, token)).toEqual(reader);
  await expect(createReader(ctx, { name: 'other', indicators: ['none'] })).rejects.toThrow('indicator none');
  await expect(createReader(ctx, { name: 'board' })).rejects.toThrow('exists already');
  expect((await createReader(ctx, { name: 'all' })).reader).toMatchObject({ region: '990000', indicators: null });
  await disableReader(ctx, 'board');
  expect(await findReader(ctx, token)).toBeNull();
  expect((await listReaders(ctx)).map((r) => [r.name, r.disabled])).toEqual([
    ['all', false],
    ['board', true],
  ]);
});

test('usage adds up by feed and month of the zone', async () => {
  const [a, b] = (await listFeeds(ctx)).map((f) => f.id) as [number, number];
  const lastMinute = Date.UTC(2026, 5, 30, 15, 59);
  expect(usageMonth(ctx, lastMinute)).toBe('2026-06-01');
  expect(usageMonth(ctx, lastMinute + 60_000)).toBe('2026-07-01');
  const scope = systemScope(tree);
  await bumpUsage(ctx, []);
  await bumpUsage(ctx, [
    { feed: b, at: lastMinute, accepted: 1, duplicate: 0, rejected: 0 },
    { feed: a, at: lastMinute, accepted: 5, duplicate: 1, rejected: 2 },
    { feed: a, at: lastMinute, accepted: 5, duplicate: 0, rejected: 0 },
    { feed: a, at: lastMinute + 60_000, accepted: 7, duplicate: 0, rejected: 0 },
  ]);
  await bumpUsage(ctx, [{ feed: a, at: lastMinute, accepted: 1, duplicate: 1, rejected: 1 }]);
  expect(await listUsage(ctx, scope, { feed: a })).toEqual([
    { feed: a, name: 'calls', month: '2026-07-01', accepted: 7, duplicate: 0, rejected: 0 },
    { feed: a, name: 'calls', month: '2026-06-01', accepted: 11, duplicate: 2, rejected: 3 },
  ]);
  expect(await listUsage(ctx, scope, { to: '2026-06-01' })).toHaveLength(2);
  expect(await listUsage(ctx, tokenScope('990200', null), { feed: a })).toEqual([]);
  expect(await listUsage(ctx, tokenScope('990200', null), { feed: b })).toHaveLength(1);
});

test('a feed that wrote to the series of another is no unused one', async () => {
  const { feed } = await createFeed(ctx, { name: 'second', kind: 'call' });
  const directory = new FeedDirectory(ctx);
  await directory.refresh();
  const status = async () => (await feedStatuses(ctx, systemScope(tree), new EventStore(), directory, new Set([feed.id])))[0];
  expect(await status()).toMatchObject({ state: 'unused', freshness: 'not_connected', lastGot: null });
  directory.touch(feed.id, now - 60_000, now - 1_000);
  directory.touch(feed.id, now - 90_000, now);
  expect(await status()).toMatchObject({ state: 'on', freshness: 'fresh', lastAt: now - 60_000, lastGot: now, cadenceMs: 300_000 });
  // Of what came before a restart only the counts are left.
  await bumpUsage(ctx, [{ feed: feed.id, at: now, accepted: 3, duplicate: 0, rejected: 0 }]);
  const restarted = new FeedDirectory(ctx);
  await restarted.refresh();
  const [after] = await feedStatuses(ctx, systemScope(tree), new EventStore(), restarted, new Set([feed.id]));
  expect(after).toMatchObject({ state: 'on', freshness: 'no_data', accepted: 3 });
});
