import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/client.ts';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { HeadFile } from '../../server/services/audit/head-file.ts';
import { Sealer } from '../../server/services/audit/sealer.ts';
import { verifyAudit } from '../../server/services/audit/verify.ts';
import { openKeys } from '../../server/services/person/vault.ts';

const ROUNDS = 3;
const LEAST = 25;
let t: TestDb;
let db: Db;

beforeAll(async () => {
  t = await openTestDb();
  // One process owns the embedded folder: from here on it is the child, and this one between two of them.
  if (!t.databaseUrl) await t.db.close();
});
afterAll(async () => {
  if (t.databaseUrl) await t.drop();
  else rmSync(t.dataDir, { recursive: true, force: true });
});

/** Starts the child, kills it some time after its `least`-th row, and returns the last number that it had committed. */
async function killed(from: number, least: number, ms: number): Promise<number> {
  const script = fileURLToPath(new URL('./audit-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, t.dataDir, t.databaseUrl ?? '-', String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const exit = once(child, 'exit');
  while (out.split('\n').length <= least && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
  await new Promise((done) => setTimeout(done, ms));
  child.kill('SIGKILL');
  await exit;
  return Number(out.split('\n').at(-2));
}

test('a process that is killed between commit and seal loses no row, and the next one seals them', async () => {
  let from = 0;
  let unsealed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const last = await killed(from, LEAST, round * 7);
    expect(last).toBeGreaterThanOrEqual(from + LEAST - 1);
    db = await openDb({ dataDir: t.dataDir, databaseUrl: t.databaseUrl, onFatal: () => {} });
    try {
      const ctx = { db, now: Date.now };
      const rows = await db.query<{ id: string; seq: number | null }>('select object_id id, seq from audit order by audit.id');
      // One more may have been committed whose number was not printed any more.
      expect(rows.length).toBeGreaterThanOrEqual(last + 1);
      expect(rows.length).toBeLessThanOrEqual(last + 2);
      expect(rows.map((r) => Number(r.id))).toEqual(rows.map((_, i) => i));
      unsealed += rows.filter((r) => r.seq === null).length;
      const file = new HeadFile(join(t.dataDir, 'audit-heads.ndjson'), openKeys(join(t.dataDir, 'keys.json')));
      await new Sealer(ctx, file, { error: (_fields, message) => expect.unreachable(message) }).run();
      const report = await verifyAudit(ctx, file);
      expect(report).toMatchObject({ faults: [], rows: rows.length, tail: { rows: 0 } });
      expect(readFileSync(file.path, 'utf8').endsWith('\n')).toBe(true);
      from = rows.length;
    } finally {
      await db.close();
    }
  }
  expect(unsealed).toBeGreaterThan(0);
}, 120_000);
