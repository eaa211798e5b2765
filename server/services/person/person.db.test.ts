import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { Ctx } from '../context.ts';
import { erasePersons } from './erase-persons.ts';
import { missingKeys } from './missing-keys.ts';
import { rotateKeys } from './rotate-keys.ts';
import { insertPersons, takePersonIds } from './store-person.ts';
import { type Keys, openKeys, openPerson, sealPerson } from './vault.ts';

let test_: TestDb;
let folder: string;
let keys: Keys;
beforeAll(async () => {
  test_ = await openTestDb();
  folder = mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
  keys = openKeys(join(folder, 'keys.json'), { generate: true });
}, 60_000);
afterAll(async () => {
  await test_.drop();
  rmSync(folder, { recursive: true, force: true });
});

const read = async (id: number) => {
  const [row] = await test_.db.query<{ key_id: string; wrapped_key: Uint8Array | null; sealed: Uint8Array }>('select * from person where id = $1', [id]);
  if (!row) throw new Error(`no person ${id}`);
  return openPerson(keys, { keyId: row.key_id, wrappedKey: row.wrapped_key, sealed: row.sealed });
};

test('records are stored in order, survive a rotation and end with their key', async () => {
  const { db } = test_;
  const ctx = { db, now: () => 1_700_000_000_000 } as unknown as Ctx;
  const records = Array.from({ length: 1_203 }, (_, n) => sealPerson(keys, { n, phone: n % 2 ? `1380000${n}` : undefined }));
  const ids = await db.transaction(async (tx) => {
    const taken = await takePersonIds(tx, records.length);
    await insertPersons(
      tx,
      records.map((person, n) => ({ id: taken[n] as number, person })),
    );
    return taken;
  });
  expect(await read(ids[700] as number)).toEqual({ n: 700 });
  expect(await read(ids[701] as number)).toEqual({ n: 701, phone: '1380000701' });

  expect(await db.transaction((tx) => erasePersons(tx, [ids[5] as number, 999_999], ctx.now()))).toBe(1);
  expect(await read(ids[5] as number)).toBeNull();

  const { keyId, rewrapped } = await rotateKeys(ctx, keys);
  expect(rewrapped).toBe(1_202);
  expect(await db.query('select key_id, count(*) n from person where wrapped_key is not null group by 1')).toEqual([{ key_id: keyId, n: 1_202 }]);
  expect(await read(ids[1_202] as number)).toEqual({ n: 1_202 });
  expect(await missingKeys(ctx, keys)).toEqual([]);
  expect(await missingKeys(ctx, openKeys(join(folder, 'other.json'), { generate: true }))).toEqual([keyId]);
}, 60_000);
