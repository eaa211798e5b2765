import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../db/seed/events.ts';
import type { TestDb } from '../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../e2e/faults/floor.ts';
import { statisticsJob } from './statistics.ts';

let floor: Floor & TestDb;
let now = FLOOR_NOW;
beforeAll(async () => {
  floor = await openFloor({ now: () => now });
});
afterAll(() => floor.drop());

const rows = async () => (await floor.db.query<{ n: number }>(`select reltuples::int8 n from pg_class where oid = 'cases'::regclass`))[0]?.n ?? 0;
const report = async (count: number) => {
  const tickets = Array.from({ length: count }, () => makeTicket({ reporter: undefined }));
  expect((await floor.submit(await floor.feed('ticket'), tickets)).rejected).toEqual([]);
};

test('the embedded database learns of a table when it has grown, and once an hour; PostgreSQL is left to itself', async () => {
  const job = statisticsJob(floor.ctx);
  const run = () => job.run({ stopping: () => false });
  if (floor.db.kind !== 'embedded') {
    await report(1_000);
    await run();
    expect(await floor.db.query(`select 1 from pg_stat_user_tables where relname = 'cases' and last_analyze is not null`)).toEqual([]);
    return;
  }
  const unknown = await rows();
  await report(1);
  await run();
  expect(await rows()).toBe(unknown);
  await report(999);
  await run();
  expect(await rows()).toBe(1_000);
  await report(100);
  await run();
  expect(await rows()).toBe(1_000);
  now += 61 * 60_000;
  await run();
  expect(await rows()).toBe(1_100);
  await report(1_000);
  await run();
  expect(await rows()).toBe(2_100);
});
