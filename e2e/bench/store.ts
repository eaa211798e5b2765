import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { type Floor, makeFloor } from '../faults/floor.ts';
import { skip } from './harness.ts';

export type Engine = 'PostgreSQL' | 'embedded';
export const ENGINES: readonly Engine[] = ['PostgreSQL', 'embedded'];

/** A fresh database with the product's store over it, and the bare mechanism beside it: COPY. */
export type Store = Floor &
  TestDb & {
    engine: Engine;
    /** Loads lines in COPY's text format into a table as fast as the database can. */
    copy(table: string, lines: string): Promise<void>;
  };

/** Where a server is looked for; its user must be allowed to create databases. */
const SERVER = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Runs `work` on a fresh database of each engine; an engine that is not there is named as skipped. */
export async function onEachEngine(id: string, metric: string, now: () => number, work: (store: Store) => Promise<void>): Promise<void> {
  for (const engine of ENGINES) {
    if (engine === 'PostgreSQL' && !(await answers(SERVER))) {
      skip(id, metric, `no PostgreSQL answers at ${SERVER}`);
      continue;
    }
    const store = await openStore(engine, now);
    try {
      await work(store);
    } finally {
      await store.drop();
    }
  }
}

async function openStore(engine: Engine, now: () => number): Promise<Store> {
  const { env } = process;
  if (engine === 'PostgreSQL') env.TEST_DATABASE_URL = SERVER;
  else delete env.TEST_DATABASE_URL;
  const opened = await openTestDb();
  const floor = await makeFloor(opened.db, { now });
  const { databaseUrl } = opened;
  if (databaseUrl === null) {
    return {
      ...opened,
      ...floor,
      engine,
      // The embedded database sees its folder, and nothing else, of the machine's files.
      copy: async (table, lines) => {
        await writeFile(join(opened.dataDir, 'db', 'bench.copy'), lines);
        await opened.db.query(`copy ${table} from '/pglite/data/bench.copy'`);
      },
    };
  }
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  return {
    ...opened,
    ...floor,
    engine,
    copy: async (table, lines) => {
      const into = await sql.unsafe(`copy ${table} from stdin`).writable();
      await new Promise<void>((resolve, reject) => {
        into.on('error', reject);
        into.on('finish', resolve);
        into.end(lines);
      });
    },
    drop: async () => {
      await sql.end({ timeout: 5 });
      await opened.drop();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => {} });
  try {
    await sql.unsafe('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
