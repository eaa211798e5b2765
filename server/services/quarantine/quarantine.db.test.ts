import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { buildTree } from '../../core/region/tree.ts';
import type { RejectCode } from '../../wire/events.ts';
import { systemScope } from '../access/require-scope.ts';
import type { Catalog, Ctx } from '../context.ts';
import { createFeed } from '../feed/create-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { type Keys, openKeys } from '../person/vault.ts';
import { dropHeld } from './drop.ts';
import { hold, type Refused } from './hold.ts';
import { countQuarantine, listQuarantine, totalQuarantine } from './list.ts';
import { type Resubmit, replay, replayWaiting } from './replay.ts';

const NOW = Date.UTC(2026, 5, 1);
let opened: TestDb;
let folder: string;
let keys: Keys;
let ctx: Ctx;
let feed: FeedRow;
let other: FeedRow;
beforeAll(async () => {
  opened = await openTestDb();
  folder = mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
  keys = openKeys(join(folder, 'keys.json'), { generate: true });
  const tree = buildTree([{ adcode: '990000', parent: '', level: 'province', kind: 'normal' }]);
  ctx = { db: opened.db, catalog: { tree } as unknown as Catalog, now: () => NOW };
  feed = (await createFeed(ctx, { name: 'tickets', kind: 'ticket' })).feed;
  other = (await createFeed(ctx, { name: 'calls', kind: 'call' })).feed;
}, 60_000);
beforeEach(() => opened.db.query('delete from quarantine'));
afterAll(async () => {
  await opened.drop();
  rmSync(folder, { recursive: true, force: true });
});

const event = (id: string, extra: object = {}) => ({ specversion: '1.0', id, source: 'urn:a', data: { title: '路灯不亮', ...extra } });
const refused = (raw: unknown, code: RejectCode = 'invalid', waitsFor: Refused['waitsFor'] = null): Refused => ({
  raw,
  rejection: { code, message: `/${code}` },
  waitsFor,
});
const taking = (reject: (event: unknown) => RejectCode | null = () => null) => {
  const sent: { feed: string; events: readonly unknown[]; options: unknown }[] = [];
  const submit: Resubmit = async (to, events, options) => {
    sent.push({ feed: to.name, events, options });
    const rejected = events.flatMap((e, index) => {
      const code = reject(e);
      return code ? [{ index, id: null, code, message: '还是不行 13800001234' }] : [];
    });
    return { accepted: events.length - rejected.length, duplicate: 0, rejected };
  };
  return { sent, submit };
};
const keyed = () => opened.db.query<{ n: number }>('select count(*) n from person where wrapped_key is not null').then((rows) => rows[0]?.n);

test('the stored copy is redacted and the replayed event is whole', async () => {
  const secret = event('1', { body: '请打13800001234', reporter: { name: '某某', phone: '13800001234' } });
  const plain = event('2');
  await hold(ctx, keys, feed, [refused(secret), refused(plain), refused({ bad: 'x\0\ud800' }, 'bad_text')]);
  const rows = await opened.db.query('select * from quarantine');
  expect(JSON.stringify(rows)).not.toMatch(/13800001234|某某/);
  const listed = await listQuarantine(ctx);
  expect(listed.map((r) => [r.feedName, r.code, r.sealed])).toEqual([
    ['tickets', 'bad_text', true],
    ['tickets', 'invalid', false],
    ['tickets', 'invalid', true],
  ]);
  expect(listed[2]?.event).toMatchObject({ data: { body: '请打〔电话〕', reporter: '〔已封存〕' } });
  const { sent, submit } = taking();
  expect(
    await replay(
      ctx,
      keys,
      submit,
      listed.map((r) => r.id),
    ),
  ).toEqual({ replayed: 3, held: 0 });
  expect(sent).toEqual([{ feed: 'tickets', events: [secret, plain, { bad: 'x\0\ud800' }], options: { history: false, replay: true } }]);
  expect(await listQuarantine(ctx)).toEqual([]);
  expect(await listQuarantine(ctx, { state: 'replayed' })).toHaveLength(3);
  expect(await keyed()).toBe(0);
  expect(
    await replay(
      ctx,
      keys,
      submit,
      listed.map((r) => r.id),
    ),
  ).toEqual({ replayed: 0, held: 0 });
});

test('what is refused again stays with the new reason; only the late are spared the limit', async () => {
  await hold(ctx, keys, feed, [refused(event('1'), 'too_late'), refused(event('2'), 'unknown_region')]);
  await hold(ctx, keys, other, [refused(event('3'))]);
  const ids = (await listQuarantine(ctx)).map((r) => r.id);
  const { sent, submit } = taking((e) => ((e as { id: string }).id === '2' ? 'out_of_scope' : null));
  expect(await replay(ctx, keys, submit, ids)).toEqual({ replayed: 2, held: 1 });
  expect(sent.map((s) => [s.feed, s.events.length, s.options])).toEqual(
    expect.arrayContaining([
      ['tickets', 1, { history: true, replay: true }],
      ['tickets', 1, { history: false, replay: true }],
      ['calls', 1, { history: false, replay: true }],
    ]),
  );
  const [left] = await listQuarantine(ctx);
  expect(left).toMatchObject({ code: 'out_of_scope', message: '还是不行 〔电话〕', state: 'held' });
});

test('what waits for a reference goes in when that has arrived', async () => {
  const waits = { source: 'urn:a', id: '"q"' };
  await hold(ctx, keys, feed, [refused(event('1'), 'unknown_reference', waits), refused(event('2'), 'unknown_reference', { source: 'urn:a', id: 'never' })]);
  const { sent, submit } = taking();
  expect(await replayWaiting(ctx, keys, submit)).toEqual({ replayed: 0, held: 0 });
  await opened.db.query(
    `with s as (insert into source (feed, uri) values ($1, 'urn:a') returning id) insert into event_key (source, id, hash) select id, '"q"', 1 from s`,
    [feed.id],
  );
  expect(await replayWaiting(ctx, keys, submit, [])).toEqual({ replayed: 0, held: 0 });
  expect(await replayWaiting(ctx, keys, submit, [{ source: 'urn:b', id: '"q"' }])).toEqual({ replayed: 0, held: 0 });
  expect(await replayWaiting(ctx, keys, submit, [waits])).toEqual({ replayed: 1, held: 0 });
  expect(sent[0]?.events).toEqual([event('1')]);
  expect((await listQuarantine(ctx)).map((r) => r.waits)).toEqual([{ source: 'urn:a', id: 'never' }]);
});

test('nesting without end is held as far as it can be written', async () => {
  let deep: unknown = 1;
  for (let i = 0; i < 200_000; i++) deep = [deep];
  await hold(ctx, keys, feed, [refused(deep)]);
  expect(await listQuarantine(ctx)).toHaveLength(1);
});

test('pages, counts and drops', async () => {
  await hold(
    ctx,
    keys,
    feed,
    Array.from({ length: 1_201 }, (_, i) => refused(event(String(i), { reporter: { name: '某' } }))),
  );
  await hold(ctx, keys, other, [refused(event('x'), 'wrong_kind')]);
  const page = await listQuarantine(ctx, { feed: 'tickets', limit: 1_000 });
  const rest = await listQuarantine(ctx, { feed: 'tickets', limit: 1_000, before: page.at(-1)?.id });
  expect([page.length, rest.length]).toEqual([1_000, 201]);
  expect(rest.at(-1)?.event).toMatchObject({ id: '0' });
  expect(await listQuarantine(ctx, { code: 'wrong_kind' })).toHaveLength(1);
  expect(await totalQuarantine(ctx)).toEqual({ held: 1_202, overdue: 0 });
  expect(await countQuarantine(ctx, systemScope(ctx.catalog.tree))).toEqual([
    { feed: other.id, feedName: 'calls', code: 'wrong_kind', held: 1, overdue: 0 },
    { feed: feed.id, feedName: 'tickets', code: 'invalid', held: 1_201, overdue: 0 },
  ]);
  expect(
    await dropHeld(
      ctx,
      page.map((r) => r.id),
    ),
  ).toBe(1_000);
  expect(
    await dropHeld(
      ctx,
      page.map((r) => r.id),
    ),
  ).toBe(0);
  expect(await keyed()).toBe(201);
});
