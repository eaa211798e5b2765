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
const report = async () => void (await floor.submit(await floor.feed('ticket'), [makeTicket({ reporter: undefined })]));

test('the embedded database learns of its tickets once an hour; PostgreSQL is left to itself', async () => {
  const job = statisticsJob(floor.ctx);
  const run = () => job.run({ stopping: () => false });
  const embedded = floor.db.kind === 'embedded';
  await report();
  await run();
  if (embedded) expect(await rows()).toBe(1);
  await report();
  now += 30 * 60_000;
  await run();
  if (embedded) expect(await rows()).toBe(1);
  now += 31 * 60_000;
  await run();
  if (embedded) expect(await rows()).toBe(2);
  else expect(await rows()).toBeLessThanOrEqual(0);
});
