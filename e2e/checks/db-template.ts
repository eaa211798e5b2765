import { rm } from 'node:fs/promises';
import { openTestDb, TEMPLATE } from '../../db/seed/test-db.ts';

/** Before the integration tests: makes the embedded database that each of them begins from a copy of; returns what removes it. */
export default async function setup(): Promise<() => Promise<void>> {
  const { env } = process;
  if (env.TEST_DATABASE_URL || env[TEMPLATE]) return async () => {};
  const { db, dataDir } = await openTestDb();
  await db.close();
  env[TEMPLATE] = dataDir;
  return async () => {
    delete env[TEMPLATE];
    await rm(dataDir, { recursive: true, force: true });
  };
}
