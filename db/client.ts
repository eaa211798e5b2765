import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy';

/**
 * One small door to either database. Values come back the same from both: int8, numeric and timestamptz are numbers
 * (instants in epoch milliseconds), date is text, jsonb is parsed, bytea is a Uint8Array.
 */
export type Param = string | number | boolean | null | Uint8Array;

/** Interactive work goes before ingest, and ingest before background, where one connection serves all. */
export type Lane = 'interactive' | 'ingest' | 'background';

export type Tx = {
  query<T extends object>(text: string, params?: readonly Param[]): Promise<T[]>;
  /** Rows as arrays, for large results. */
  rows(text: string, params?: readonly Param[]): Promise<unknown[][]>;
  /** drizzle on this connection; it must not open transactions. */
  readonly orm: PgRemoteDatabase;
};

export type Db = Tx & {
  readonly kind: 'embedded' | 'postgres';
  /** The same door with its statements in another lane. */
  lane(lane: Lane): Tx;
  /** READ COMMITTED; rolled back when `fn` throws. Inside, await nothing but the transaction. */
  transaction<T>(fn: (tx: Tx) => Promise<T>, lane?: Lane): Promise<T>;
  /** One unchanging picture of all data, for reads that last: read only, and nobody waits for it. */
  snapshot<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `fn` on each NOTIFY; the returned function stops listening. */
  listen(channel: string, fn: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

export type DbOptions = {
  dataDir: string;
  databaseUrl: string | null;
  onFatal: (error: Error) => void;
  /** The embedded database's transactions may last: for a folder that nobody else works on. */
  untimed?: boolean;
};

/** Opens the database that the options name; migrates nothing. */
export async function openDb(options: DbOptions): Promise<Db> {
  if (options.databaseUrl) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(options.databaseUrl);
  }
  const { openEmbedded } = await import('./embedded/client.ts');
  return openEmbedded(options.dataDir, options.onFatal, { untimed: options.untimed ?? false });
}

/** A PostgreSQL array literal of numbers or nulls, to be cast in the statement: `$1::text::int8[]`. */
export function numbersLiteral(values: readonly (number | null)[]): string {
  let s = '{';
  for (let i = 0; i < values.length; i++) {
    if (i) s += ',';
    const v = values[i];
    s += v === null || v === undefined ? 'NULL' : v;
  }
  return `${s}}`;
}

/** A PostgreSQL array literal of texts or nulls. */
export function textsLiteral(values: readonly (string | null)[]): string {
  let s = '{';
  for (let i = 0; i < values.length; i++) {
    if (i) s += ',';
    const v = values[i];
    if (v === null || v === undefined) s += 'NULL';
    else s += `"${v.indexOf('"') < 0 && v.indexOf('\\') < 0 ? v : v.replace(/["\\]/g, '\\$&')}"`;
  }
  return `${s}}`;
}
