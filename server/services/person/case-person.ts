import type { Tx } from '../../../db/client.ts';
import type { CallerCase, PersonFields } from '../../core/privacy/mask-person.ts';
import { type UnmaskPlace, unmaskGrants } from '../../core/privacy/unmask-rules.ts';
import type { Viewer } from '../../wire/person.ts';
import type { Actor, Grant } from '../access/actor.ts';
import { asReader, type ReadKind } from '../access/as-reader.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { type Keys, openPerson } from './vault.ts';

/** A ticket with its sealed caller, or a bad review's case with its reviewer: both are masked and shown by the same rules. */
export type CasePerson = {
  id: number;
  no: string;
  region: string;
  department: string | null;
  confidential: boolean;
  anonymous: boolean;
  person: number | null;
  keyId: string | null;
  wrappedKey: Uint8Array | null;
  sealed: Uint8Array | null;
};

/** The ticket and its caller's record as stored; null when there is no such ticket. `lock` holds the ticket's row. */
export async function loadCasePerson(tx: Tx, id: number, lock = false): Promise<CasePerson | null> {
  // A statement of its own: one that waited for an erasure would still see the caller's record as it was before it.
  if (lock) await tx.query('select 1 from cases where id = $1 for update', [id]);
  const [row] = await tx.query<CasePerson>(
    `select c.id, c.no, c.region, c.department, c.confidential, c.anonymous, c.person, p.key_id "keyId", p.wrapped_key "wrappedKey", p.sealed
     from cases c left join person p on p.id = c.person where c.id = $1`,
    [id],
  );
  return row ?? null;
}

/** The same for whoever reads with a scope: cut to it by the statement and by the database. Null also out of scope. */
export async function readCasePerson(ctx: Ctx, scope: Scope, id: number, kinds: readonly ReadKind[] = ['ticket', 'rectification']): Promise<CasePerson | null> {
  const one = await asReader(ctx, scope, (tx) => loadCasePerson(tx, id), kinds);
  return one && seesTicket(scope, ctx.catalog.tree, one) ? one : null;
}

/** The actor's grants by which this ticket's caller may be unmasked now, and why there are none. Only people unmask. */
export function grantsToUnmask(ctx: Ctx, actor: Actor, place: UnmaskPlace): { usable: Grant[]; why: 'no_mark' | 'confidential' | null } {
  if (actor.kind !== 'person') return { usable: [], why: 'no_mark' };
  const contains = { region: ctx.catalog.tree.contains, department: (above: string, own: string) => ctx.catalog.departmentsBelow(above).includes(own) };
  return unmaskGrants(actor.grants, place, contains, ctx.now());
}

/** What is known of the caller, opened for the moment that it takes to mask or show it. @throws TamperedRecord, KeyError */
export function openCaller(keys: Keys, one: CasePerson): CallerCase {
  const { anonymous, confidential, keyId, wrappedKey, sealed } = one;
  const stored = keyId !== null && sealed !== null ? { keyId, wrappedKey, sealed } : null;
  const erased = stored !== null && stored.wrappedKey === null;
  const opened = anonymous || erased || !stored ? null : openPerson(keys, stored);
  return { anonymous, confidential, erased, person: opened ? toFields(opened) : null };
}

function toFields(opened: Record<string, unknown>): PersonFields {
  const { name, phone, idNumber, location, found } = opened as PersonFields & { location?: { address?: string } };
  const address = location?.address;
  return { ...(name && { name }), ...(phone && { phone }), ...(idNumber && { idNumber }), ...(address && { address }), ...(found && { found }) };
}

export const viewerOf = (ctx: Ctx, actor: Actor): Viewer => ({ login: actor.login, name: actor.name, at: ctx.now() });
