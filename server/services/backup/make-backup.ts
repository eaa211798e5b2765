import { existsSync } from 'node:fs';
import type { Tx } from '../../../db/client.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { hex } from '../audit/chain.ts';
import { chainHead } from '../audit/seal.ts';
import { auditNow } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import type { Keys } from '../person/keys.ts';
import { ArchiveWriter, keyCheck, type Sequences } from './archive.ts';
import { describeTable, LEFT_OUT, plainText, quoted, schemaVersion, tableNames, textColumns } from './tables.ts';

const STEP = 1_000;

export type BackupOptions = { onTable?: (table: string, rows: number) => void; stop?: () => boolean };

/**
 * Writes all data but sessions to one file that either database can be restored from: from one snapshot, while others go
 * on writing. Sealed data stay sealed: the archive names the keys and holds none.
 * @throws Conflict when the file is there already
 */
export async function makeBackup(
  ctx: Ctx,
  keys: Keys,
  actor: AuditActor,
  path: string,
  { onTable = () => {}, stop = () => false }: BackupOptions = {},
): Promise<{ rows: number; tables: number }> {
  if (existsSync(path)) throw new Conflict(`${path} is there already: a backup writes over nothing`);
  await auditNow(ctx, actor, { action: 'backup.started', result: 'ok' });
  const writer = new ArchiveWriter(path, keys);
  let made: { rows: number; tables: number };
  try {
    made = await ctx.db.snapshot(async (tx) => {
      await plainText(tx);
      const tables = (await tableNames(tx)).filter((name) => !LEFT_OUT.includes(name));
      const audit = await chainHead(tx);
      await writer.head({
        tongguan: 'backup',
        format: 1,
        made: new Date(ctx.now()).toISOString(),
        profile: ctx.catalog.id,
        engine: ctx.db.kind,
        schema: await schemaVersion(tx),
        keys: await keysInUse(tx),
        keyCheck: keyCheck(keys),
        audit: { seq: audit.seq, hash: hex(audit.hash), at: audit.at, floorSeq: audit.floorSeq },
        tables,
      });
      for (const table of tables) onTable(table, await writeTable(tx, writer, table, stop));
      return { rows: await writer.close(await readSequences(tx)), tables: tables.length };
    });
  } catch (error) {
    await writer.abandon();
    await auditNow(ctx, actor, { action: 'backup.ended', result: 'failed' });
    throw error;
  }
  await auditNow(ctx, actor, { action: 'backup.ended', result: 'ok', detail: made });
  return made;
}

async function writeTable(tx: Tx, writer: ArchiveWriter, table: string, stop: () => boolean): Promise<number> {
  const head = await describeTable(tx, table);
  await writer.begin(head);
  const cursor = quoted(`rows of ${table}`);
  await tx.query(`declare ${cursor} no scroll cursor for select ${textColumns(head)} from ${quoted(table)} t`);
  let total = 0;
  for (;;) {
    if (stop()) throw new Error('the backup was stopped');
    const rows = (await tx.rows(`fetch ${STEP} from ${cursor}`)) as (string | null)[][];
    total += rows.length;
    await writer.rows(rows);
    if (rows.length < STEP) break;
  }
  await tx.query(`close ${cursor}`);
  await writer.end();
  return total;
}

async function keysInUse(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select key_id id from person where wrapped_key is not null union select factor_key_id from account where factor is not null order by 1`,
  );
  return rows.map((r) => r.id);
}

async function readSequences(tx: Tx): Promise<Sequences> {
  const names = await tx.query<{ name: string }>(
    `select c.relname "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind = 'S' order by c.relname`,
  );
  const sequences: Sequences = {};
  for (const { name } of names) {
    const [at] = await tx.query<{ last: string; called: boolean }>(`select last_value::text "last", is_called "called" from ${quoted(name)}`);
    if (at) sequences[name] = [at.last, at.called];
  }
  return sequences;
}
