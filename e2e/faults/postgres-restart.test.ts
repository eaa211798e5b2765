import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/client.ts';
import { migrateDb } from '../../db/migrate.ts';
import { makeService } from '../../db/seed/events.ts';
import { Unavailable } from '../../server/services/errors.ts';
import { verifyRollups } from '../../server/services/rollup/verify.ts';
import { freePort } from '../fixtures/server.ts';
import { FLOOR_NOW, makeFloor } from './floor.ts';

const run = promisify(execFile);

/** Folder of initdb and pg_ctl, or null where PostgreSQL's server is not installed. */
function findBin(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map((v) => `${root}/${v}/bin`) : [];
  return (
    [...versions.reverse(), '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'].find(
      (bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'pg_ctl')),
    ) ?? null
  );
}
const bin = findBin();
/** PostgreSQL refuses to run as root: its own user does, where there is one. */
const user =
  process.getuid?.() === 0
    ? await run('id', ['-u', 'postgres']).then(
        (r) => Number(r.stdout),
        () => null,
      )
    : undefined;
const possible = bin !== null && user !== null;

let folder: string;
let db: Db;
let port: number;
const pg = (program: string, ...args: string[]) => run(join(bin ?? '', program), args, { uid: user ?? undefined, cwd: folder, timeout: 60_000 });
const start = () =>
  pg(
    'pg_ctl',
    '-D',
    join(folder, 'data'),
    '-w',
    '-l',
    join(folder, 'log'),
    '-o',
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`,
    'start',
  );
const stop = (mode: 'fast' | 'immediate') => pg('pg_ctl', '-D', join(folder, 'data'), '-w', '-m', mode, 'stop');

beforeAll(async () => {
  if (!possible) return;
  folder = mkdtempSync(join(tmpdir(), 'tongguan-cluster-'));
  if (user !== undefined && user !== null) chownSync(folder, user, -1);
  port = await freePort();
  await pg('initdb', '-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '--no-sync', '--locale=C', '-E', 'UTF8');
  await start();
  db = await openDb({ dataDir: '', databaseUrl: `postgres://postgres@127.0.0.1:${port}/postgres`, onFatal: () => {} });
  await migrateDb(db);
});
afterAll(async () => {
  if (!possible) return;
  await db?.close();
  await stop('immediate').catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(!possible).each(['fast', 'immediate'] as const)(
  'the database goes away (%s) while events come in: the sender is told to wait, and nothing is lost or doubled',
  async (mode) => {
    const floor = await makeFloor(db, { keyFile: join(folder, 'keys.json') });
    const feed = await floor.feed('service');
    const source = `urn:restart:${mode}`;
    const batches = Array.from({ length: 60 }, (_, b) =>
      Array.from({ length: 50 }, (_, i) =>
        makeService({ region: '990101', count: 1 }, { id: `e${b}-${i}`, source, time: new Date(FLOOR_NOW - b * 60_000).toISOString() }),
      ),
    );
    let refused = 0;
    let gone = false;
    let tell = () => {};
    const told = new Promise<void>((done) => (tell = done));
    let stopped: Promise<unknown> = Promise.resolve();
    let down: Promise<unknown> = Promise.resolve();
    for (const [b, batch] of batches.entries()) {
      if (b === 20) {
        stopped = stop(mode).then(() => (gone = true));
        // It stays away until the sender has been told so: a driver that waits before it connects again asks late.
        down = stopped.then(() => told).then(start);
      }
      // A few batches meet the end itself, the next ones a database that is gone.
      if (b === 25) await stopped;
      for (let taken = false; !taken; ) {
        try {
          const answer = await floor.submit(feed, batch);
          expect([answer.accepted + answer.duplicate, answer.rejected]).toEqual([50, []]);
          taken = true;
        } catch (error) {
          expect(error).toBeInstanceOf(Unavailable);
          expect((error as Unavailable).retryAfter).toBeGreaterThan(0);
          refused += 1;
          if (gone) tell();
          await new Promise((done) => setTimeout(done, 100));
        }
      }
    }
    await down;
    expect(refused).toBeGreaterThan(0);
    const [row] = await db.query('select count(*) n, count(distinct e.id) ids from event e join source s on s.id = e.source where s.uri = $1', [source]);
    expect(row).toEqual({ n: 3_000, ids: 3_000 });
    expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
  },
);
