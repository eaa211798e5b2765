import type { Tx } from '../../../db/client.ts';

/**
 * Destroys the keys of records in the caller's transaction: what they opened is noise from now on, also in later
 * backups. Rows stay, so that nothing that refers to them breaks. Returns how many still had a key.
 */
export async function erasePersons(tx: Tx, ids: readonly number[], now: number): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await tx.query<{ id: number }>(
    `update person set wrapped_key = null, phone_hash = null, erased_at = $2::timestamptz
     where id = any($1::text::int8[]) and wrapped_key is not null returning id`,
    [`{${ids.join(',')}}`, new Date(now).toISOString()],
  );
  return rows.length;
}
