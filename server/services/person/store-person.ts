import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import type { SealedPerson } from './vault.ts';

/** Ids for vault rows that are about to be written; unused ones leave gaps. */
export async function takePersonIds(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = await tx.query<{ id: number }>(`select nextval(pg_get_serial_sequence('person', 'id')) id from generate_series(1, $1::int)`, [count]);
  return rows.map((r) => r.id);
}

/** Writes sealed personal data under ids taken before, in the transaction of what refers to them. */
export async function insertPersons(tx: Tx, rows: readonly { id: number; person: SealedPerson }[]): Promise<void> {
  if (rows.length === 0) return;
  const base64 = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('base64'));
  await tx.query(
    `insert into person (id, key_id, wrapped_key, sealed, phone_hash) overriding system value
     select i, k, decode(w, 'base64'), decode(s, 'base64'), decode(p, 'base64')
     from unnest($1::text::int8[], $2::text::text[], $3::text::text[], $4::text::text[], $5::text::text[]) u(i, k, w, s, p)`,
    [
      numbersLiteral(rows.map((r) => r.id)),
      textsLiteral(rows.map((r) => r.person.keyId)),
      textsLiteral(rows.map((r) => base64(r.person.wrappedKey))),
      textsLiteral(rows.map((r) => base64(r.person.sealed))),
      textsLiteral(rows.map((r) => base64(r.person.phoneHash))),
    ],
  );
}
