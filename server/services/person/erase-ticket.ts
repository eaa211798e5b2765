import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { redactText } from '../../core/privacy/redact.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { erasePersons } from './erase-persons.ts';
import { type Keys, openPerson, type StoredPerson } from './vault.ts';

/** The report's event, those that corrected it, and reviews of the same matter that came when a newer one stood. */
const VERSIONS = `
  with recursive version(id) as (
    select $2::text union select v.id from version cross join lateral (
      select by_id id from event_void where source = $1::int and id = version.id
      union all select id from event_void where source = $1::int and by_id = version.id) v)
  select id from version`;

/** Every vault row that a ticket's events name: its versions and its steps. */
const PERSONS = `
  select (e.data->>'person')::int8 as id from event e where e.source = $1::int and e.id = any($2::text::text[]) and e.data ? 'person'
  union select (e.data->>'person')::int8 from event e join series s on s.id = e.series
    where s.indicator = '@cn.tongguan.ticket.progressed.v1' and e.data->'ticketRef'->>'source' = $3::text
      and e.data->'ticketRef'->>'id' = any($2::text::text[]) and e.data ? 'person'`;

/** Refused events that may be about the ticket, by their redacted copies; the originals decide. */
const HELD = `
  select q.person as id, p.key_id as "keyId", p.wrapped_key as "wrappedKey", p.sealed
  from quarantine q join person p on p.id = q.person, lateral (select q.event->'data'->'ticketRef' as ref) r
  where p.wrapped_key is not null and (
    (q.event->>'source' = any($1::text::text[]) and array[q.event->>'id', q.event->>'replaces', q.event->>'retracts'] && $2::text::text[])
    or (r.ref->>'source' = any($1::text::text[]) and r.ref->>'id' = any($2::text::text[])))`;

/**
 * Destroys the keys of everything personal that belongs to the ticket of this number. Figures, facts and chains stay.
 * The reason is kept, redacted, with the time.
 * @throws NotFound, Invalid
 */
export async function eraseTicket(ctx: Ctx, keys: Keys, no: string, reason: string, actor: AuditActor = SYSTEM): Promise<{ erased: number }> {
  if (reason.trim() === '') throw new Invalid('an erasure needs its reason');
  return ctx.db.transaction(async (tx) => {
    const [ticket] = await tx.query<{ source: number; eventId: string; uri: string; person: number | null; region: string; department: string | null }>(
      `select c.source, c.event_id as "eventId", s.uri, c.person, c.region, c.department from cases c join source s on s.id = c.source where c.no = $1 for update of c`,
      [no],
    );
    if (!ticket) throw new NotFound(`there is no ticket ${no}`);
    const versions = (await tx.query<{ id: string }>(VERSIONS, [ticket.source, ticket.eventId])).map((v) => v.id);
    const rows = await tx.query<{ id: number }>(PERSONS, [ticket.source, textsLiteral(versions), ticket.uri]);
    const ids = new Set(rows.map((r) => r.id));
    for (const id of await heldOf(tx, keys, ticket.uri, versions)) ids.add(id);
    if (ticket.person !== null) ids.add(ticket.person);
    const why = redactText(reason, await namesOf(tx, keys, [...ids])).text.slice(0, 500);
    const erased = await erasePersons(
      tx,
      [...ids].sort((a, b) => a - b),
      ctx.now(),
    );
    const note = JSON.stringify({ at: new Date(ctx.now()).toISOString(), reason: why, erased });
    await tx.query(`insert into meta (key, value) values ('erased:' || $1::text, $2::text::jsonb) on conflict (key) do update set value = excluded.value`, [
      no,
      note,
    ]);
    const { region, department } = ticket;
    await writeAudit(
      tx,
      actor,
      { action: 'person.erased', result: 'ok', object: { kind: 'ticket', id: no }, region, department, purpose: why, detail: { erased } },
      ctx.now(),
    );
    return { erased };
  });
}

/** Names in the records that are to be destroyed: the reason outlives them, and must not. */
async function namesOf(tx: Tx, keys: Keys, ids: readonly number[]): Promise<string[]> {
  const rows = await tx.query<StoredPerson>(
    `select key_id "keyId", wrapped_key "wrappedKey", sealed from person where id = any($1::text::int8[]) and wrapped_key is not null`,
    [numbersLiteral(ids)],
  );
  return rows.flatMap((row) => {
    const name = openPerson(keys, row)?.name;
    return typeof name === 'string' ? [name.trim()] : [];
  });
}

/** A copy's ids are redacted where they look like a personal number, so that several events may share them. */
async function heldOf(tx: Tx, keys: Keys, source: string, ids: readonly string[]): Promise<number[]> {
  const alsoRedacted = (texts: readonly string[]) => textsLiteral([...new Set(texts.flatMap((text) => [text, redactText(text).text]))]);
  const rows = await tx.query<StoredPerson & { id: number }>(HELD, [alsoRedacted([source]), alsoRedacted(ids)]);
  return rows.filter((row) => isAbout(JSON.parse(String(openPerson(keys, row)?.event ?? 'null')), source, ids)).map((row) => row.id);
}

type Original = { source?: unknown; id?: unknown; replaces?: unknown; retracts?: unknown; data?: { ticketRef?: { source?: unknown; id?: unknown } } | null };

function isAbout(event: Original | null, source: string, ids: readonly unknown[]): boolean {
  const ref = event?.data?.ticketRef;
  const own = event?.source === source && [event.id, event.replaces, event.retracts].some((id) => ids.includes(id));
  return own || (ref?.source === source && ids.includes(ref.id));
}
