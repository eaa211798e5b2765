import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTestDb, withTestDb } from './test-db.ts';

test('a fresh database is migrated, empty and gone afterwards', async () => {
  const one = await openTestDb();
  const rows = await one.db.query<{ n: number }>('select count(*) n from feed');
  expect(rows).toEqual([{ n: 0 }]);
  await one.drop();
  expect(existsSync(one.dataDir)).toBe(false);
}, 60_000);

test('two databases do not see each other', async () => {
  await withTestDb(async (a) => {
    await a.query("insert into meta(key, value) values ('a', '1'::jsonb)");
    await withTestDb(async (b) => expect(await b.query('select * from meta')).toEqual([]));
  });
}, 60_000);
