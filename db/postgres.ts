import postgres from 'postgres';
import type { Db, Lane, Param, Tx } from './client.ts';
import { ormOver } from './orm.ts';

const number = (text: string) => Number(text);

/** PostgreSQL 15+ by postgres.js: a pool of ten, statements prepared, TCP keepalive. */
export function openPostgres(url: string): Db {
  const sql = postgres(url, {
    max: 10,
    keep_alive: 10,
    connection: { application_name: 'tongguan', idle_in_transaction_session_timeout: 30_000 },
    onnotice: () => {},
    types: {
      int8: { to: 20, from: [20, 1700], serialize: String, parse: number },
      instant: { to: 1184, from: [1184], serialize: String, parse: (t: string) => Date.parse(toIso(t)) },
      date: { to: 1082, from: [1082], serialize: String, parse: (t: string) => t },
      json: { to: 3802, from: [114, 3802], serialize: (v: unknown) => (typeof v === 'string' ? v : JSON.stringify(v)), parse: JSON.parse },
    },
  });
  const over = (run: Pick<postgres.Sql, 'unsafe'>): Tx => {
    const rows = async (text: string, params: readonly Param[] = []) =>
      (await run.unsafe(text, params as never[], { prepare: true }).values()) as unknown as unknown[][];
    const query = async <T extends object>(text: string, params: readonly Param[] = []) =>
      (await run.unsafe(text, params as never[], { prepare: true })) as unknown as T[];
    return { query, rows, orm: ormOver({ rows, query }) };
  };
  const base = over(sql);
  return {
    ...base,
    kind: 'postgres',
    lane: () => base,
    transaction: async <T>(fn: (tx: Tx) => Promise<T>, _lane?: Lane) => (await sql.begin((tx) => fn(over(tx)))) as T,
    snapshot: async <T>(fn: (tx: Tx) => Promise<T>) => (await sql.begin('isolation level repeatable read read only', (tx) => fn(over(tx)))) as T,
    listen: async (channel, fn) => {
      const { unlisten } = await sql.listen(channel, fn);
      return unlisten;
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

/** '2026-11-24 09:00:00.123456+08' → ISO 8601. */
function toIso(text: string): string {
  const iso = text.replace(' ', 'T');
  return /[+-]\d{2}$/.test(iso) ? `${iso}:00` : iso;
}
