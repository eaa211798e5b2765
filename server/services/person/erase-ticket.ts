import { redact } from '../../core/privacy/redact.ts';
import type { Ctx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { erasePersons } from './erase-persons.ts';

/** Every vault row that a ticket's events name: the report, its corrections and its steps. */
const PERSONS = `
  with recursive version(id) as (
    select $2::text union select v.by_id from event_void v join version on v.source = $1::int and v.id = version.id),
  step as (
    select e.data from event e join series s on s.id = e.series
    where s.indicator = '@cn.tongguan.ticket.progressed.v1' and e.data->'ticketRef'->>'source' = $3::text
      and e.data->'ticketRef'->>'id' in (select id from version))
  select (e.data->>'person')::int8 as id from event e join version on e.source = $1::int and e.id = version.id where e.data ? 'person'
  union select (data->>'person')::int8 from step where data ? 'person'
  union select q.person from quarantine q join version on q.event->>'source' = $3::text
    and (q.event->>'id' = version.id or q.event->'data'->'ticketRef'->>'id' = version.id) where q.person is not null`;

/**
 * Destroys the keys of everything personal that belongs to the ticket of this number. Figures, facts and chains stay.
 * The reason is kept, redacted, with the time.
 * @throws NotFound, Invalid
 */
export async function eraseTicket(ctx: Ctx, no: string, reason: string): Promise<{ erased: number }> {
  if (reason.trim() === '') throw new Invalid('an erasure needs its reason');
  return ctx.db.transaction(async (tx) => {
    const [ticket] = await tx.query<{ source: number; eventId: string; uri: string; person: number | null }>(
      `select c.source, c.event_id as "eventId", s.uri, c.person from cases c join source s on s.id = c.source where c.no = $1 for update of c`,
      [no],
    );
    if (!ticket) throw new NotFound(`there is no ticket ${no}`);
    const rows = await tx.query<{ id: number }>(PERSONS, [ticket.source, ticket.eventId, ticket.uri]);
    const ids = new Set(rows.map((r) => r.id));
    if (ticket.person !== null) ids.add(ticket.person);
    const erased = await erasePersons(
      tx,
      [...ids].sort((a, b) => a - b),
      ctx.now(),
    );
    const note = JSON.stringify({ at: new Date(ctx.now()).toISOString(), reason: redact(reason).text.slice(0, 500), erased });
    await tx.query(`insert into meta (key, value) values ('erased:' || $1::text, $2::text::jsonb) on conflict (key) do update set value = excluded.value`, [
      no,
      note,
    ]);
    return { erased };
  });
}
