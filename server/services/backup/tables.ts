import type { Tx } from '../../../db/client.ts';
import type { ArchiveHead, TableHead } from './archive.ts';

/** Not kept: whoever is signed in signs in again, and who failed to may try at once. */
export const LEFT_OUT: readonly string[] = ['session', 'signin_delay'];

/** Tables whose one row is there from the beginning. */
export const HEADS: readonly string[] = ['audit_head', 'fact_head'];

const named = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The schema's tables, without parts of partitioned ones, by name. */
export async function tableNames(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select c.relname "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`,
  );
  return rows.map((r) => r.name);
}

export async function describeTable(tx: Tx, table: string): Promise<TableHead> {
  const columns = await tx.query<{ name: string; type: string }>(
    `select attname "name", format_type(atttypid, atttypmod) "type" from pg_attribute
     where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [named(table)],
  );
  const parts = await tx.query<{ name: string }>(
    `select c.relname "name" from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::text::regclass order by c.relname`,
    [named(table)],
  );
  const months = parts.flatMap(({ name }) => {
    const at = /_(\d{4})_(\d{2})$/.exec(name);
    return at ? [`${at[1]}-${at[2]}-01`] : [];
  });
  if (months.length !== parts.length) throw new Error(`a part of table ${table} is not named by its month`);
  return { table, columns: columns.map((c) => c.name), types: columns.map((c) => c.type), months };
}

/** Each value of a row as text. */
export const textColumns = (head: TableHead): string => head.columns.map((column) => `t.${named(column)}::text`).join(', ');
export const quoted = named;

/** How far the schema is: its migrations, the same on both databases. */
export async function schemaVersion(tx: Tx): Promise<ArchiveHead['schema']> {
  const rows = await tx.query<{ hash: string }>('select hash from drizzle.__drizzle_migrations order by created_at');
  return { migrations: rows.length, last: rows.at(-1)?.hash ?? '' };
}

/** The same text for the same value, whatever the server's settings. */
export async function plainText(tx: Tx): Promise<void> {
  await tx.query(
    `select set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true), set_config('IntervalStyle', 'postgres', true),
       set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true), set_config('row_security', 'off', true)`,
  );
}
