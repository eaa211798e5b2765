import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from './seed/test-db.ts';

let t: TestDb;
beforeAll(async () => {
  t = await openTestDb();
});
afterAll(() => t.drop());

test('a snapshot stays as it was while others write, outlasts a transaction, and leaves nothing behind', async () => {
  await t.db.query(`insert into meta (key, value) values ('n', '1')`);
  const seen = await t.db.snapshot(async (tx) => {
    const read = async () => (await tx.query<{ value: number }>(`select value from meta where key = 'n'`))[0]?.value;
    const first = await read();
    await t.db.query(`update meta set value = '2' where key = 'n'`);
    await new Promise((done) => setTimeout(done, 2_600));
    return [first, await read()];
  });
  expect(seen).toEqual([1, 1]);
  expect((await t.db.query(`select value from meta where key = 'n'`))[0]).toEqual({ value: 2 });
  expect(readdirSync(t.dataDir).filter((name) => name.startsWith('snapshot'))).toEqual([]);
});

test('what fails inside a snapshot is thrown, and the database goes on', async () => {
  await expect(t.db.snapshot((tx) => tx.query('select * from nothing'))).rejects.toThrow('nothing');
  expect(await t.db.query('select 1 one')).toEqual([{ one: 1 }]);
});
