import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy';
import type { Param, Tx } from './client.ts';

/** drizzle over the two ways to ask, rows as arrays and rows as objects: one builder for both databases. */
export function ormOver({ rows, query }: Pick<Tx, 'rows' | 'query'>): PgRemoteDatabase {
  return drizzle(async (text, params, method) => {
    // What is executed as it stands comes back by name: the migrator reads in it how far it has come.
    const result = method === 'execute' ? await query(text, params as Param[]) : await rows(text, params as Param[]);
    return { rows: result as never[] };
  });
}
