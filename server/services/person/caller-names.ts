import type { Tx } from '../../../db/client.ts';
import { type Keys, openPerson, type StoredPerson, TamperedRecord } from './vault.ts';

/** Of a master with many callers. */
const MOST = 200;

/**
 * Names of those whom a ticket is about: its caller, whoever calls in the matter that it helps with, and the callers who
 * were merged into it. They are taken out of what is written about it, and are kept nowhere.
 */
export async function callerNames(keys: Keys, tx: Pick<Tx, 'query'>, id: number): Promise<string[]> {
  const rows = await tx.query<StoredPerson>(
    `select p.key_id "keyId", p.wrapped_key "wrappedKey", p.sealed from cases o join cases c on c.id in (o.id, o.parent, o.master) or c.master = o.id
     join person p on p.id = c.person where o.id = $1 and p.wrapped_key is not null limit ${MOST}`,
    [id],
  );
  const names = rows.flatMap((row) => nameIn(keys, row));
  return [...new Set(names)];
}

function nameIn(keys: Keys, row: StoredPerson): string[] {
  try {
    const name = openPerson(keys, row)?.name;
    return typeof name === 'string' && name.trim() !== '' ? [name.trim()] : [];
  } catch (error) {
    // Whoever handles the ticket goes on: a record that cannot be read names nobody.
    if (error instanceof TamperedRecord) return [];
    throw error;
  }
}
