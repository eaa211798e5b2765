import { type Tx, textsLiteral } from '../../../db/client.ts';
import type { SealedPerson } from './vault.ts';

/** Stores sealed records in the caller's transaction and returns their ids in the same order. */
export async function insertPersons(tx: Tx, records: readonly SealedPerson[]): Promise<number[]> {
  if (records.length === 0) return [];
  const rows = await tx.query<{ id: number }>(`select nextval(pg_get_serial_sequence('person', 'id'))::int8 as id from generate_series(1, $1::int)`, [
    records.length,
  ]);
  const ids = rows.map((row) => Number(row.id)).sort((a, b) => a - b);
  await tx.query(
    `insert into person (id, key_id, wrapped_key, sealed, phone_hash) overriding system value
     select id, key_id, decode(wrapped, 'hex'), decode(sealed, 'hex'), decode(phone, 'hex')
     from unnest($1::text::int8[], $2::text::text[], $3::text::text[], $4::text::text[], $5::text::text[]) u(id, key_id, wrapped, sealed, phone)`,
    [
      `{${ids.join(',')}}`,
      textsLiteral(records.map((r) => r.keyId)),
      hexes(records.map((r) => r.wrappedKey)),
      hexes(records.map((r) => r.sealed)),
      hexes(records.map((r) => r.phoneHash)),
    ],
  );
  return ids;
}

const hexes = (values: readonly (Uint8Array | null)[]) =>
  textsLiteral(values.map((v) => v && Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString('hex')));
