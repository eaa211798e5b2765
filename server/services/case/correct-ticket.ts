import type { Tx } from '../../../db/client.ts';
import { advance, stageOf, type TicketState } from '../../core/case/progress.ts';
import type { TicketStep } from '../../core/case/steps.ts';
import type { Sources } from '../event/sources.ts';
import { insertFacts, lockCases, type NewTicket } from './write-tickets.ts';

type Ref = { source: number; id: string };

/**
 * A ticket.reported event was replaced or retracted: its case follows. `ref` is the event that made the case, whichever
 * version was corrected.
 */
export async function correctTicket(tx: Tx, ref: Ref, event: { at: number }, ticket: NewTicket | null, quiet: boolean): Promise<void> {
  const row = [...(await lockCases(tx, [ref])).values()][0];
  if (!row) return;
  const version = row.version + 1;
  if (ticket === null) {
    await tx.query('update cases set version = $2, retracted = true, open = false where id = $1', [row.id, version]);
    await insertFacts(tx, [{ at: event.at, kind: 'retracted', id: row.id, version, regions: [row.region], body: {} }], quiet);
    return;
  }
  const open = stageOf(row.step) !== 'done';
  await tx.query(
    `update cases set version = $2, region = $3, located = $4, request_type = $5, category = $6, channel = $7, urgent = $8, confidential = $9, anonymous = $10,
       title = $11, body = $12, lon = $13, lat = $14, person = coalesce($15, person), at = to_timestamp($16::float8 / 1000.0), retracted = false, open = $17,
       moved_at = case when step = 'reported' then to_timestamp($16::float8 / 1000.0) else moved_at end where id = $1`,
    [
      row.id,
      version,
      ticket.region,
      ticket.located,
      ticket.requestType,
      ticket.category,
      ticket.channel,
      ticket.urgent,
      ticket.confidential,
      ticket.anonymous,
      ticket.title,
      ticket.body,
      ticket.lon,
      ticket.lat,
      ticket.person,
      ticket.at,
      open,
    ],
  );
  const regions = [...new Set([row.region, ticket.region])];
  await insertFacts(tx, [{ at: event.at, kind: 'corrected', id: row.id, version, regions, body: {} }], quiet);
}

/** A progress event was replaced or retracted: the state is folded again from those that count. */
export async function recountProgress(tx: Tx, ref: { source: string; id: string }, sources: Sources, quiet: boolean): Promise<void> {
  const source = await sources.find(tx, ref.source);
  if (!source) return;
  const row = [...(await lockCases(tx, [{ source: source.id, id: ref.id }])).values()][0];
  if (!row) return;
  const [first] = await tx.query<{ at: number; retracted: boolean }>('select at, retracted from cases where id = $1', [row.id]);
  const steps = await tx.query<{ at: number; step: TicketStep; unit: string | null }>(
    `select e.at, e.data->>'step' step, e.data->>'unit' unit from event e join series s on s.id = e.series
     where s.indicator = '@cn.tongguan.ticket.progressed.v1' and e.at >= to_timestamp($2::float8 / 1000.0)
       and s.region in (select jsonb_array_elements_text(f.regions) from fact f where f.subject = 'case' and f.subject_id = $1)
       and e.data->'ticketRef'->>'id' = $3 and e.data->'ticketRef'->>'source' = $4 and e.data->>'retraction' is null and not exists (select 1 from event_void v where v.source = e.source and v.id = e.id) order by e.at, e.got`,
    [row.id, first?.at ?? 0, ref.id, ref.source],
  );
  let state: TicketState = { version: 0, step: 'reported', movedAt: first?.at ?? 0, open: true, unit: null, closedAt: null };
  for (const s of steps) state = advance(state, s);
  const version = row.version + 1;
  await tx.query(
    `update cases set version = $2, step = $3, moved_at = to_timestamp($4::float8 / 1000.0), open = $5, unit = $6, closed_at = to_timestamp($7::float8 / 1000.0) where id = $1`,
    [row.id, version, state.step, state.movedAt, state.open && !first?.retracted, state.unit, state.closedAt],
  );
  await insertFacts(tx, [{ at: state.movedAt, kind: 'corrected', id: row.id, version, regions: [row.region], body: {} }], quiet);
}
