import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Db, openDb } from '../db/client.ts';
import { migrateDb } from '../db/migrate.ts';
import { makeCatalog } from './catalog.ts';
import { findProfiles } from './compose.ts';
import type { Env } from './env.ts';
import { loadProfile } from './profile/load.ts';
import { HeadFile, type SignedHead } from './services/audit/head-file.ts';
import { verifyAudit } from './services/audit/verify.ts';
import type { ArchiveHead } from './services/backup/archive.ts';
import { restoreBackup } from './services/backup/restore-backup.ts';
import type { Ctx } from './services/context.ts';
import { Conflict } from './services/errors.ts';
import { EventStore } from './services/event/event-store.ts';
import { openKeys } from './services/person/vault.ts';
import { verifyRollups } from './services/rollup/verify.ts';
import type { AuditReport } from './wire/audit.ts';

export type Restored = { head: ArchiveHead; rows: number; audit: AuditReport; rollups: { periods: number; differences: number } };
type Note = (line: string) => void;

/**
 * Fills the empty database that the environment names from an archive, and verifies the audit and the rollups of what
 * came. The embedded database is filled beside its place and moved there when all of it is right; on PostgreSQL the rows
 * come in one transaction, and what the verification finds is told after it.
 * @throws Invalid, Conflict, KeyError: nothing was changed
 */
export async function restoreFrom(env: Env, file: string, note: Note, stop: () => boolean): Promise<Restored> {
  const dataDir = resolve(env.dataDir);
  const place = join(dataDir, 'db');
  if (!env.databaseUrl && existsSync(place)) throw new Conflict(`${dataDir} holds a database already: set DATA_DIR to a new folder`);
  const keys = openKeys(env.keyFile ?? join(dataDir, 'keys.json'));
  const profile = loadProfile(findProfiles(), env.profile);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const beside = join(dataDir, 'restoring');
  await rm(beside, { recursive: true, force: true });
  const db = await openDb({ dataDir: beside, databaseUrl: env.databaseUrl, onFatal: (error) => note(error.message), untimed: true });
  let restored: Restored;
  let closed = false;
  try {
    await migrateDb(db);
    const ctx: Ctx = { db, catalog: makeCatalog(profile), now: Date.now };
    const onTable = (table: string, rows: number) => note(`${table} ${rows}`);
    const { head, rows } = await restoreBackup(db, keys, file, { profile: ctx.catalog.id, now: ctx.now(), onTable, stop });
    restored = { head, rows, ...(await verifyAll(ctx, headOf(head, ctx.now()), note)) };
    await db.close();
    closed = true;
    if (!env.databaseUrl && isRight(restored)) await rename(join(beside, 'db'), place);
  } finally {
    if (!closed) await db.close();
    if (!env.databaseUrl) await rm(beside, { recursive: true, force: true });
  }
  if (isRight(restored)) await new HeadFile(join(dataDir, 'audit-heads.ndjson'), keys).begin(headOf(restored.head, Date.now()));
  return restored;
}

export const isRight = ({ audit, rollups }: Restored): boolean => audit.faultCount === 0 && rollups.differences === 0;

/** The head that came with the signed archive is what proves the rows that came with it. */
function headOf({ audit, made }: ArchiveHead, at: number): SignedHead {
  return { seq: audit.seq, hash: audit.hash, at, note: { kind: 'restored', reason: `backup of ${made}` } };
}

async function verifyAll(ctx: Ctx & { db: Db }, head: SignedHead, note: Note): Promise<Pick<Restored, 'audit' | 'rollups'>> {
  const audit = await verifyAudit(ctx, { read: async () => ({ state: 'ok', heads: [head], line: 1 }) });
  note(`audit: ${audit.rows} rows, faults ${audit.faultCount}`);
  const store = new EventStore();
  await store.load(ctx.db);
  const { checked, differences } = await verifyRollups({ ...ctx, store }, { onProgress: (done, of) => note(`figures: ${done} of ${of}`) });
  return { audit, rollups: { periods: checked.periods, differences: differences.length } };
}
