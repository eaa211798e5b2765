import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/client.ts';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { ITEM_SCOPE } from '../../server/core/items/item-rules.ts';
import { figureValues } from '../../server/services/indicator/figures.ts';
import { listsOf } from '../../server/services/items/item-rows.ts';
import { tellItems } from '../../server/services/items/tell-items.ts';
import { verifyRollups } from '../../server/services/rollup/verify.ts';
import { CITY, itemsFloor, RATIO } from './items-floor.ts';

const ROUNDS = 5;
const YEAR = { from: Date.parse('2026-01-01T00:00:00+08:00'), to: Date.parse('2027-01-01T00:00:00+08:00') };
let t: TestDb;

beforeAll(async () => {
  t = await openTestDb();
  // One process owns the embedded folder: from here on it is the child, and this one between two of them.
  if (!t.databaseUrl) await t.db.close();
}, 60_000);
afterAll(async () => {
  if (t.databaseUrl) await t.drop();
  else rmSync(t.dataDir, { recursive: true, force: true });
});

/** Kills the child `ms` after it printed the line that it should be killed behind. */
async function killed(behind: string, ms: number, turn: number, seen: number): Promise<string[]> {
  const script = fileURLToPath(new URL('./items-child.ts', import.meta.url));
  const args = [t.dataDir, t.databaseUrl ?? '-', String(turn), String(seen)];
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const exit = once(child, 'exit');
  while (!out.includes(behind) && child.exitCode === null) await new Promise((done) => setTimeout(done, 1));
  await new Promise((done) => setTimeout(done, ms));
  child.kill('SIGKILL');
  await exit;
  return out.split('\n').filter((line) => /^(kept|told) \d+$/.test(line));
}

test('an import that is killed at any moment stands whole or not at all, and what it counts is told once', async () => {
  const said: string[] = [];
  let seen = 0;
  for (let round = 0; round < ROUNDS; round++) {
    // In the midst of an import, between it and its figures, and while these are told.
    const behind = round % 2 === 0 ? 'begun' : 'kept';
    said.push(...(await killed(behind, round % 2 === 0 ? round * 60 : round * 2, round * 100, seen)));
    const db = await openDb({ dataDir: t.dataDir, databaseUrl: t.databaseUrl, onFatal: () => {} });
    try {
      seen = await check(db, said);
    } finally {
      await db.close();
    }
  }
  expect(said.some((line) => line.startsWith('kept'))).toBe(true);
}, 240_000);

/** Lists are whole, one stands, and once the job has told the rest the figure is what it counts. @returns the one that stands */
async function check(db: Db, said: readonly string[]): Promise<number> {
  const floor = await itemsFloor(db);
  const lists = await listsOf(db, CITY);
  const kept = await db.query<{ list: number; n: number }>('select list, count(*)::int n from listed_item group by list');
  expect(kept.toSorted((a, b) => b.list - a.list)).toEqual(lists.map(({ id, items }) => ({ list: id, n: items })));
  const [audited] = await db.query<{ n: number }>(`select count(*)::int n from audit where action = 'items.imported'`);
  expect(audited?.n).toBe(lists.length);
  for (const line of said)
    expect(
      lists.map((each) => each.id),
      line,
    ).toContain(Number(line.split(' ')[1]));
  const standing = lists.filter((each) => each.stands);
  expect(standing).toHaveLength(lists.length === 0 ? 0 : 1);

  await tellItems(floor.ctx, floor.submit);
  expect(await tellItems(floor.ctx, floor.submit)).toBe(0);
  const told = await listsOf(db, CITY);
  expect(told.every((each) => each.toldAt !== null && Object.keys(each.refused).length === 0)).toBe(true);
  const [events] = await db.query<{ n: number }>(`select count(*)::int n from event`);
  expect(events?.n).toBe(lists.length);
  const [figure] = await figureValues(floor.ctx, floor.scope, [{ indicator: RATIO, region: CITY, span: YEAR, scope: ITEM_SCOPE }]);
  const { num, den } = standing[0]?.counts[RATIO] ?? { num: 0, den: 0 };
  expect([figure?.num, figure?.den, figure?.records]).toEqual([num, den, standing.length]);
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
  await floor.drain();
  return standing[0]?.id ?? 0;
}
