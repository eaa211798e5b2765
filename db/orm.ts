import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy';
import type { Param } from './client.ts';

/** drizzle over a function that returns rows as arrays: one builder for both databases. */
export function ormOver(rows: (text: string, params: readonly Param[]) => Promise<unknown[][]>): PgRemoteDatabase {
  return drizzle(async (text, params, method) => {
    const result = await rows(text, params as Param[]);
    return { rows: method === 'execute' ? (result as never[]) : (result as never[]) };
  });
}
