import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { type Db, openDb } from '../client.ts';
import { migrateDb } from '../migrate.ts';

/** A database that nobody shares, migrated; `drop` closes it and leaves nothing behind. */
export type TestDb = { db: Db; dataDir: string; databaseUrl: string | null; drop(): Promise<void> };

/** Names a folder with a migrated embedded database to begin from: to copy it takes a quarter of the time to make one. */
export const TEMPLATE = 'TEST_DB_TEMPLATE';

/**
 * Makes a fresh database: embedded in a temporary folder, or a database of its own on the server that
 * TEST_DATABASE_URL names (its user must be allowed to create databases). `migrate: false` leaves it empty.
 */
export async function openTestDb({ migrate = true }: { migrate?: boolean } = {}): Promise<TestDb> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tongguan-test-'));
  const own = await createDatabase();
  // biome-ignore lint/style/noProcessEnv: the setup of the suite tells its tests in this way
  const template = process.env[TEMPLATE];
  if (own === null && migrate && template) await cp(template, dataDir, { recursive: true });
  const onFatal = (error: Error) => {
    throw error;
  };
  const db = await openDb({ dataDir, databaseUrl: own?.url ?? null, onFatal });
  const drop = async () => {
    await db.close();
    await own?.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    if (migrate) await migrateDb(db);
  } catch (error) {
    await drop();
    throw error;
  }
  return { db, dataDir, databaseUrl: own?.url ?? null, drop };
}

/** Runs `fn` on a fresh database and drops it, whatever happens. */
export async function withTestDb<T>(fn: (db: Db) => Promise<T>): Promise<T> {
  const test = await openTestDb();
  try {
    return await fn(test.db);
  } finally {
    await test.drop();
  }
}

/** Null without TEST_DATABASE_URL. */
async function createDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  // biome-ignore lint/style/noProcessEnv: tests are told their server in this way; the product reads env.ts
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return null;
  const name = `tongguan_test_${randomBytes(6).toString('hex')}`;
  const admin = async (statement: string) => {
    const sql = postgres(server, { max: 1, onnotice: () => {} });
    await sql.unsafe(statement).finally(() => sql.end({ timeout: 5 }));
  };
  await admin(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`drop database if exists ${name} with (force)`) };
}
