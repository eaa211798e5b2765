import type { Tx } from '../../../db/client.ts';

/** How often rules or calendars were written; each process compares it with what it has read. */
export async function rulesRevision(tx: Pick<Tx, 'query'>): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select (value #>> '{}')::int8 n from meta where key = 'rules.revision'`);
  return row?.n ?? 0;
}

/**
 * Makes other processes read the rules again. It also takes the lock under which rules are written, so it goes before
 * anything is read in the transaction: two writers go one after the other.
 */
export async function raiseRulesRevision(tx: Tx): Promise<void> {
  await tx.query(
    `insert into meta (key, value) values ('rules.revision', '1') on conflict (key) do update set value = to_jsonb((meta.value #>> '{}')::int8 + 1)`,
  );
}
