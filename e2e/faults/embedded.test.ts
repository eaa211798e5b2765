import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/client.ts';
import { migrateDb } from '../../db/migrate.ts';
import { makeProgress, makeTicket } from '../../db/seed/events.ts';
import { Unavailable } from '../../server/services/errors.ts';
import { verifyRollups } from '../../server/services/rollup/verify.ts';
import { FLOOR_NOW, makeFloor } from './floor.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongguan-faults-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const open = (onFatal: (error: Error) => void = () => {}) => openDb({ dataDir, databaseUrl: null, onFatal });

function startChild(from = 0): {
  child: ChildProcess;
  lines: { batch: number; accepted: number; duplicate: number; rejected: number }[];
  seen(count: number): Promise<void>;
  err(): string;
} {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./ingest-child.ts', import.meta.url)), dataDir, String(from)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const lines: { batch: number; accepted: number; duplicate: number; rejected: number }[] = [];
  let rest = '';
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line.startsWith('{')) lines.push(JSON.parse(line));
  });
  const seen = async (count: number) => {
    while (lines.length < count && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
    if (lines.length < count) throw new Error(`the child ended with ${child.exitCode}:\n${err}`);
  };
  return { child, lines, seen, err: () => err };
}

const stored = async (db: Db) => (await db.query<{ n: number; ids: number }>('select count(*) n, count(distinct id) ids from event'))[0];

test('a process that is killed while it takes 20,000 events has every acknowledged one, once', async () => {
  const fresh = await open();
  await migrateDb(fresh);
  await fresh.close();
  const first = startChild();
  await first.seen(12);
  const exited = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await exited;
  const acknowledged = first.lines.reduce((sum, l) => sum + l.accepted, 0);
  expect(acknowledged).toBeGreaterThanOrEqual(6_000);
  const db = await open();
  const after = await stored(db);
  expect(after?.n).toBeGreaterThanOrEqual(acknowledged);
  expect(after?.ids).toBe(after?.n);
  await db.close();
  const second = startChild();
  await once(second.child, 'exit');
  const sum = (key: 'accepted' | 'duplicate' | 'rejected') => second.lines.reduce((total, l) => total + l[key], 0);
  expect([sum('accepted') + sum('duplicate'), sum('duplicate'), sum('rejected')]).toEqual([20_000, after?.n, 0]);
  const again = await open();
  expect(await stored(again)).toEqual({ n: 20_000, ids: 20_000 });
  const floor = await makeFloor(again, { keyFile: join(dataDir, 'keys.json') });
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
  const [hot] = await again.query<{ n: number }>(`select sum(h.n)::int8 n from hot h join series s on s.id = h.series where s.indicator = 't.done'`);
  expect(hot?.n).toBe(20_000);
  await again.close();
});

test('a second process on the same folder ends with one line that names it', async () => {
  const db = await open();
  const other = startChild();
  const [code] = await once(other.child, 'exit');
  expect(code).not.toBe(0);
  expect(other.err()).toContain(`${dataDir} is in use by another process`);
  await db.close();
  const third = await open();
  await third.close();
});

/** Ends the database's thread just after it was told to commit, or to run a statement. */
function killThreadOn(op: 'end' | 'query', after: number): () => void {
  const post = Worker.prototype.postMessage;
  let left = after;
  Worker.prototype.postMessage = function (this: Worker, message: { op?: string; commit?: boolean }, ...rest) {
    post.call(this, message, ...rest);
    if (message.op === op && left-- === 0) void this.terminate();
  };
  return () => (Worker.prototype.postMessage = post);
}

test.each(['end', 'query'] as const)('the database thread that dies on %s is opened once more, and nothing is lost or doubled', async (op) => {
  const fatal: Error[] = [];
  const db = await open((error) => fatal.push(error));
  await migrateDb(db);
  const floor = await makeFloor(db, { keyFile: join(dataDir, 'keys.json') });
  const feed = await floor.feed('ticket');
  const at = (minute: number) => ({ time: new Date(FLOOR_NOW + minute * 60_000).toISOString() });
  // Reports are written in one statement each, steps of tickets that are there in transactions.
  const batches = Array.from({ length: 12 }, (_, b) => {
    const tickets = Array.from({ length: 50 }, (_, i) => makeTicket({ region: '990101' }, { id: `t${b}-${i}`, source: 'urn:thread', ...at(0) }));
    return [tickets, tickets.map((ticket) => makeProgress(ticket, 'accept', {}, { id: `${ticket.id}-accept`, source: 'urn:thread', ...at(1) }))];
  }).flat();
  const restore = killThreadOn(op, 4);
  let refused = 0;
  try {
    for (const batch of batches) {
      for (let taken = false; !taken; ) {
        try {
          const answer = await floor.submit(feed, batch);
          expect([answer.accepted + answer.duplicate, answer.rejected]).toEqual([50, []]);
          taken = true;
        } catch (error) {
          expect(error).toBeInstanceOf(Unavailable);
          refused += 1;
          if (refused > 100) throw error;
        }
      }
    }
  } finally {
    restore();
  }
  expect([refused > 0, fatal]).toEqual([true, []]);
  expect(
    (
      await db.query(
        'select (select count(*) from event) events, (select count(*) from cases) cases, (select count(*) from fact) facts, (select count(*) from person) persons',
      )
    )[0],
  ).toEqual({ events: 1200, cases: 600, facts: 1200, persons: 600 });
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
  await db.close();
});

test('the second death of the thread is fatal', async () => {
  let told: (error: Error) => void = () => {};
  const fatal = new Promise<Error>((resolve) => (told = resolve));
  const db = await open(told);
  for (let i = 0; i < 2; i++) {
    const restore = killThreadOn('query', 0);
    // Long enough that the thread cannot answer before its end reaches it.
    await expect(db.query('select count(*) from generate_series(1, 100000000)')).rejects.toMatchObject({ code: '57P01' });
    restore();
    if (i === 0) expect(await db.query('select 1 one')).toEqual([{ one: 1 }]);
  }
  expect((await fatal).message).toMatch(/twice/);
}, 60_000);
