import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/client.ts';
import { makeCatalog } from '../../db/seed/catalog.ts';
import { makeTicket } from '../../db/seed/events.ts';
import { madeRules } from '../../db/seed/rules.ts';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { columnsOf } from '../../server/core/kinds/desk-columns.ts';
import { loadCases } from '../../server/services/case/load-cases.ts';
import { createFeed } from '../../server/services/feed/create-feed.ts';
import { makeFloor } from './floor.ts';

const ROUNDS = 4;
const TICKETS = 60;
let t: TestDb;

beforeAll(async () => {
  t = await openTestDb();
  const floor = await makeFloor(t.db, { now: Date.now });
  const { feed } = await createFeed(floor.ctx, { name: 'line', kind: 'ticket' });
  const time = new Date().toISOString();
  const events = Array.from({ length: TICKETS }, () => makeTicket({ region: '990101' }, { source: 'urn:line', time }));
  expect(await floor.submit(feed, events)).toMatchObject({ accepted: TICKETS });
  await floor.drain();
  await t.db.query(`insert into account (login, name, region) values ('desk', 'desk', '990000')`);
  // One process owns the embedded folder: from here on it is the child, and this one between two of them.
  if (!t.databaseUrl) await t.db.close();
}, 60_000);
afterAll(async () => {
  if (t.databaseUrl) await t.drop();
  else rmSync(t.dataDir, { recursive: true, force: true });
});

async function killed(least: number, ms: number): Promise<string[]> {
  const script = fileURLToPath(new URL('./desk-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, t.dataDir, t.databaseUrl ?? '-', '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const exit = once(child, 'exit');
  while (out.split('\n').length <= least && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
  await new Promise((done) => setTimeout(done, ms));
  child.kill('SIGKILL');
  await exit;
  return out.split('\n').filter((line) => /^\d+ \d+$/.test(line));
}

test('a process that is killed between any two steps leaves every ticket in one of the two states, with all that belongs to it', async () => {
  const told: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    told.push(...(await killed(8, round * 3)));
    const db = await openDb({ dataDir: t.dataDir, databaseUrl: t.databaseUrl, onFatal: () => {} });
    try {
      await check(db, told);
    } finally {
      await db.close();
    }
  }
  expect(told.length).toBeGreaterThanOrEqual(ROUNDS * 8);
}, 240_000);

/** Journal, columns, facts, parts and audit agree, and nothing that was told to be done is missing. */
async function check(db: Db, told: readonly string[]): Promise<void> {
  const rules = madeRules(makeCatalog());
  const rows = await db.query<{ id: number; version: number; state: string; unit: string | null; open: boolean; parent: number | null }>(
    'select id, version, state, unit, open, parent from cases order by id',
  );
  const loaded = await db.transaction((tx) =>
    loadCases(
      tx,
      rules,
      rows.map((r) => r.id),
      false,
    ),
  );
  const facts = await db.query<{ id: number; n: number; last: number }>(
    `select subject_id id, count(*) n, max(version) last from fact where subject = 'case' group by subject_id`,
  );
  const audits = await db.query<{ id: number; n: number }>(`select object_id::int8 id, count(*) n from audit where object_kind = 'ticket' group by object_id`);
  for (const row of rows) {
    const one = loaded.get(row.id);
    if (!one) throw new Error(`case ${row.id} was not loaded`);
    expect(one.state.version, `version of ${row.id}`).toBe(row.version);
    const { state, unit, open } = columnsOf(one.state, rules, Date.now());
    expect({ state, unit, open }).toEqual({ state: row.state, unit: row.unit, open: row.open });
    expect(facts.find((f) => f.id === row.id)).toEqual({ id: row.id, n: row.version, last: row.version });
    const ordered = one.journal.filter((e) => e.actor.type === 'person').length;
    expect(audits.find((a) => a.id === row.id)?.n ?? 0, `audit of ${row.id}`).toBe(ordered);
    for (const { child } of one.state.assignment.co) expect(rows.find((r) => r.id === child)?.parent, `part ${child}`).toBe(row.id);
  }
  for (const line of told) {
    const [id, version] = line.split(' ').map(Number);
    expect(rows.find((r) => r.id === id)?.version ?? 0, `what was told of ${id}`).toBeGreaterThanOrEqual(version ?? 0);
  }
}
