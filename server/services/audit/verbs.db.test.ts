import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { Ctx } from '../context.ts';
import { createFeed } from '../feed/create-feed.ts';
import { createReader } from '../feed/create-reader.ts';
import { disableReader } from '../feed/disable-reader.ts';
import { rotateFeed } from '../feed/rotate-feed.ts';
import { setFeed } from '../feed/set-feed.ts';
import { disableFeed, enableFeed } from '../feed/switch-feed.ts';
import { openKeys } from '../person/keys.ts';
import { rotateKeys } from '../person/rotate-keys.ts';

let t: TestDb;
let folder: string;
beforeAll(async () => {
  t = await openTestDb();
  folder = mkdtempSync(join(tmpdir(), 'tongguan-verbs-'));
});
afterAll(async () => {
  await t.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('each change of feeds, readers and keys leaves one row, and one that failed leaves none', async () => {
  const catalog = { tree: { root: '990000', has: () => true }, indicators: new Map() };
  const ctx = { db: t.db, now: () => 1_700_000_000_000, catalog } as unknown as Ctx;
  const { token } = await createFeed(ctx, { name: 'calls', kind: 'call' });
  await setFeed(ctx, 'calls', { rate: 5, purpose: '统计' });
  const next = await rotateFeed(ctx, 'calls');
  await disableFeed(ctx, 'calls');
  await enableFeed(ctx, 'calls');
  const { token: reader } = await createReader(ctx, { name: 'board' });
  await disableReader(ctx, 'board');
  const { keyId } = await rotateKeys(ctx, openKeys(join(folder, 'keys.json'), { generate: true }));
  await expect(createFeed(ctx, { name: 'calls', kind: 'call' })).rejects.toThrow('exists already');
  await expect(setFeed(ctx, 'none', { rate: 5 })).rejects.toThrow('no feed');
  const rows = await t.db.query<{ action: string; object: string; login: string; detail: object }>(
    'select action, object_id object, actor_login login, detail from audit order by id',
  );
  expect(rows.map((r) => [r.action, r.object])).toEqual([
    ['feed.created', 'calls'],
    ['feed.set', 'calls'],
    ['feed.rotated', 'calls'],
    ['feed.disabled', 'calls'],
    ['feed.enabled', 'calls'],
    ['reader.created', 'board'],
    ['reader.disabled', 'board'],
    ['key.rotated', keyId],
    ['key.rewrapped', keyId],
  ]);
  expect(rows.every((r) => r.login === 'system')).toBe(true);
  expect(rows[1]?.detail).toEqual({ papers: ['rate', 'purpose'] });
  for (const secret of [token, next, reader]) expect(JSON.stringify(rows)).not.toContain(secret);
});
