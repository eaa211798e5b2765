import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/pg-proxy/migrator';
import type { Db } from './client.ts';

const LOCK = 7210344;

/** Brings the schema up to date; several processes may call it at once, one works and the others wait. */
export async function migrateDb(db: Db, folder = migrationsFolder()): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await migrate(
      tx.orm,
      async (statements) => {
        for (const statement of statements) if (statement.trim()) await tx.query(statement);
      },
      { migrationsFolder: folder },
    );
  });
}

function migrationsFolder(): string {
  const here = fileURLToPath(new URL('./migrations', import.meta.url));
  return existsSync(here) ? here : fileURLToPath(new URL('../db/migrations', import.meta.url));
}
