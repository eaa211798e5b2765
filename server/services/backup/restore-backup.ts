import { type Db, type Tx, textsLiteral } from '../../../db/client.ts';
import { SYSTEM } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Conflict, Invalid } from '../errors.ts';
import type { Keys } from '../person/keys.ts';
import { type ArchiveHead, readArchive, type TableHead } from './archive.ts';
import { describeTable, HEADS, LEFT_OUT, plainText, quoted, schemaVersion, tableNames } from './tables.ts';

export type RestoreOptions = { profile: string; now: number; onTable?: (table: string, rows: number) => void; stop?: () => boolean };

/**
 * Fills an empty, migrated database from an archive, in one transaction: all of it or nothing. Numbers of facts belong to
 * the database that gave them, so their log begins a new epoch.
 * @throws Invalid (not a whole backup, other keys, schema or profile), Conflict (the database is not empty)
 */
export async function restoreBackup(db: Db, keys: Keys, path: string, options: RestoreOptions): Promise<{ head: ArchiveHead; rows: number }> {
  const { onTable = () => {}, stop = () => false } = options;
  return db.transaction(async (tx) => {
    await plainText(tx);
    const tables = await tableNames(tx);
    await tx.query(`lock table ${tables.map(quoted).join(', ')} in access exclusive mode`);
    await assertEmpty(tx, tables);
    let insert: ((rows: readonly (readonly (string | null)[])[]) => Promise<void>) | null = null;
    const result = await readArchive(path, keys, {
      head: (head) => assertFits(tx, keys, head, tables, options.profile),
      begin: async (table) => {
        if (stop()) throw new Error('the restore was stopped; nothing was changed');
        insert = await inserter(tx, table);
      },
      rows: async (rows) => insert?.(rows),
      end: onTable,
      sequences: async (sequences) => {
        for (const [name, [last, called]] of Object.entries(sequences))
          await tx.query('select setval($1::text::regclass, $2::text::int8, $3::bool)', [quoted(name), last, called]);
      },
    });
    await tx.query('update fact_head set epoch = gen_random_uuid()');
    const { head, rows } = result;
    const detail = { made: head.made, engine: head.engine, rows, audit: head.audit.seq };
    await writeAudit(tx, SYSTEM, { action: 'backup.restored', result: 'ok', object: { kind: 'audit', id: head.audit.seq }, detail }, options.now);
    return result;
  });
}

/** But for the heads and the name of the profile there must be nothing. */
async function assertEmpty(tx: Tx, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const but = table === 'audit_head' || table === 'fact_head' ? 'where seq > 0' : table === 'meta' ? `where key <> 'profile'` : '';
    const found = await tx.query(`select 1 from ${quoted(table)} ${but} limit 1`);
    if (found.length > 0) throw new Conflict(`the database is not empty (${table}): a backup is restored into a new one`);
  }
  for (const table of [...HEADS, 'meta']) await tx.query(`delete from ${quoted(table)}`);
}

async function assertFits(tx: Tx, keys: Keys, head: ArchiveHead, tables: readonly string[], profile: string): Promise<void> {
  const own = await schemaVersion(tx);
  if (head.schema.migrations !== own.migrations || head.schema.last !== own.last)
    throw new Invalid(
      `the backup is of schema ${head.schema.migrations}, this program has ${own.migrations}: restore with the program that made it, then start this one`,
    );
  if (head.profile !== profile) throw new Invalid(`the backup is of PROFILE=${head.profile}, not ${profile}`);
  const missing = head.keys.filter((id) => !keys.ids.includes(id));
  if (missing.length > 0) throw new Invalid(`KEY_FILE lacks the keys ${missing.join(', ')} of the backup`);
  const lacking = tables.filter((name) => !LEFT_OUT.includes(name) && !head.tables.includes(name));
  if (lacking.length > 0) throw new Invalid(`the backup lacks table ${lacking[0]}`);
}

async function inserter(tx: Tx, table: TableHead): Promise<(rows: readonly (readonly (string | null)[])[]) => Promise<void>> {
  const own = await describeTable(tx, table.table);
  if (own.columns.join() !== table.columns.join() || own.types.join() !== table.types.join())
    throw new Invalid(`table ${table.table} of the backup has other columns`);
  for (const month of table.months) await tx.query('select ensure_event_partition($1::date)', [month]);
  const values = own.types.map((type, i) => `u.c${i}::${type}`).join(', ');
  const arrays = own.columns.map((_, i) => `$${i + 1}::text::text[]`).join(', ');
  const names = own.columns.map((_, i) => `c${i}`).join(', ');
  const statement = `insert into ${quoted(table.table)} (${own.columns.map(quoted).join(', ')}) overriding system value select ${values} from unnest(${arrays}) u(${names})`;
  return async (rows) => {
    await tx.query(
      statement,
      own.columns.map((_, i) => textsLiteral(rows.map((row) => row[i] ?? null))),
    );
  };
}
