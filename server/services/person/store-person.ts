import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import type { SealedPerson } from './vault.ts';

/** Ids for vault rows that are about to be written; unused ones leave gaps. */
export async function takePersonIds(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = await tx.query<{ id: number }>(`select nextval(pg_get_serial_sequence('person', 'id')) id from generate_series(1, $1::int)`, [count]);
  return rows.map((r) => r.id);
}

export type SealedRow = { id: number; person: SealedPerson };

/** Writes sealed personal data under ids taken before, in the transaction of what refers to them. */
export async function insertPersons(tx: Tx, rows: readonly SealedRow[]): Promise<void> {
  if (rows.length > 0) await tx.query(personInsert(1), personParams(rows));
}

/** The same as part of a statement: takes five parameters from number `first` on, made by personParams. */
export function personInsert(first: number): string {
  const $ = (i: number) => `$${first + i}::text`;
  return `insert into person (id, key_id, wrapped_key, sealed, phone_hash) overriding system value
    select i, k, decode(w, 'base64'), decode(s, 'base64'), decode(p, 'base64')
    from unnest(${$(0)}::int8[], ${$(1)}::text[], ${$(2)}::text[], ${$(3)}::text[], ${$(4)}::text[]) u(i, k, w, s, p)`;
}

export function personParams(rows: readonly SealedRow[]): string[] {
  return [
    numbersLiteral(rows.map((r) => r.id)),
    textsLiteral(rows.map((r) => r.person.keyId)),
    textsLiteral(rows.map((r) => base64(r.person.wrappedKey))),
    textsLiteral(rows.map((r) => base64(r.person.sealed))),
    textsLiteral(rows.map((r) => base64(r.person.phoneHash))),
  ];
}

const base64 = (b: Uint8Array | null) => (b === null ? null : Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('base64'));
