import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { advance, type TicketState } from '../../core/case/progress.ts';
import type { TicketStep } from '../../core/case/steps.ts';

export type NewTicket = {
  source: number;
  eventId: string;
  feed: number;
  region: string;
  located: boolean;
  /** yyyyMMdd in the profile's zone, for the ticket number. */
  day: string;
  requestType: string;
  category: string | null;
  channel: string;
  entrance: string | null;
  line: string | null;
  urgent: boolean;
  confidential: boolean;
  anonymous: boolean;
  title: string;
  body: string;
  lon: number | null;
  lat: number | null;
  person: number | null;
  at: number;
  mark: string | null;
};

export type ProgressEvent = { caseId: number; step: TicketStep; at: number; unit: string | null; satisfied: boolean | null };

const ms = (column: string) => `to_timestamp(r.${column} / 1000.0)`;

/** A ticket with the steps that have become of it, in any order. */
export type TicketHistory = { ticket: NewTicket; steps: readonly Omit<ProgressEvent, 'caseId'>[] };

/** Makes the cases of accepted ticket.reported events and their first facts; in the transaction of the events. */
export async function insertTickets(tx: Tx, tickets: readonly NewTicket[], quiet: boolean): Promise<void> {
  if (tickets.length === 0) return;
  const written = tickets.map((ticket) => ({ ticket, steps: [] }));
  await tx.query(`with ${ticketCtes(1, { quiet, stamped: false })} select 1`, ticketParams(written));
}

const CASE = `id, no, source, event_id, feed, region, located, version, step, moved_at, open, unit, closed_at, request_type, category, channel, entrance,
  line, urgent, confidential, anonymous, title, body, lon, lat, person, at, got, mark`;

/**
 * Parts of a statement that makes cases and their facts, a fact a step. Takes seven parameters from number `first` on, made
 * by ticketParams. `stamped` gives the facts their numbers at once, under the lock of the log's head: nobody waits for
 * what happened long ago, and numbering it later writes every fact twice.
 */
export function ticketCtes(first: number, { quiet, stamped }: { quiet: boolean; stamped: boolean }): string {
  const $ = (i: number) => `$${first + i}::text`;
  return `r as (select row_number() over () ord, nextval(pg_get_serial_sequence('cases', 'id')) id, t.* from json_to_recordset(${$(0)}::json) t(source int, "eventId" text,
    feed int, region text, located bool, day text, "requestType" text, category text, channel text, entrance text, line text, urgent bool, confidential bool,
    anonymous bool, title text, body text, lon float8, lat float8, person int8, at float8, mark text, version int, step text, "movedAt" float8, open bool, unit text, "closedAt" float8)),
  made as (insert into cases (${CASE}) overriding system value
    select r.id, left(r.region, 6) || r.day || 'T' || lpad((r.id % 1000000)::text, 6, '0') || case when r.id >= 1000000 then '-' || (r.id / 1000000)::text else '' end,
      r.source, r."eventId", r.feed, r.region, r.located, r.version, r.step, ${ms('"movedAt"')}, r.open, r.unit, ${ms('"closedAt"')}, r."requestType", r.category, r.channel,
      r.entrance, r.line, r.urgent, r.confidential, r.anonymous, r.title, r.body, r.lon, r.lat, r.person, ${ms('at')}, now(), r.mark from r order by r.id),
  ${stamped ? `head as (update fact_head set seq = seq + ${$(6)}::int returning seq),` : ''}
  facts as (insert into fact (seq, at, kind, subject, subject_id, version, regions, quiet, body)
    select ${stamped ? `(select seq from head) - ${$(6)}::int + f.n` : 'null::int8'}, to_timestamp(f.at / 1000.0), f.kind, 'case', r.id, f.version, jsonb_build_array(r.region), ${quiet}, f.body::jsonb
    from unnest(${$(1)}::int[], ${$(2)}::int8[], ${$(3)}::text[], ${$(4)}::int[], ${$(5)}::text[]) with ordinality f(ord, at, kind, version, body, n)
    join r on r.ord = f.ord where ${$(6)}::int > 0 order by f.n)`;
}

type FirstFact = { ord: number; at: number; kind: string; version: number; body: string };

export function ticketParams(tickets: readonly TicketHistory[]): string[] {
  const facts: FirstFact[] = [];
  const rows = tickets.map(({ ticket, steps }, i) => {
    facts.push({ ord: i + 1, at: ticket.at, kind: 'reported', version: 1, body: ticket.mark === null ? '{}' : JSON.stringify({ mark: ticket.mark }) });
    let state: TicketState = { version: 1, step: 'reported', movedAt: ticket.at, open: true, unit: null, closedAt: null };
    for (const { step, at, unit, satisfied } of [...steps].sort((a, b) => a.at - b.at)) {
      state = advance(state, { step, at, unit });
      facts.push({ ord: i + 1, at, kind: step, version: state.version, body: satisfied === null ? '{}' : JSON.stringify({ satisfied }) });
    }
    return { ...ticket, ...state };
  });
  return [
    JSON.stringify(rows),
    numbersLiteral(facts.map((f) => f.ord)),
    numbersLiteral(facts.map((f) => f.at)),
    textsLiteral(facts.map((f) => f.kind)),
    numbersLiteral(facts.map((f) => f.version)),
    textsLiteral(facts.map((f) => f.body)),
    String(facts.length),
  ];
}

type CaseRow = { id: number; version: number; step: string; movedAt: number; open: boolean; unit: string | null; closedAt: number | null; region: string };

/** Ids and regions of the cases made by the events named, locked in id order. */
export async function lockCases(tx: Tx, refs: readonly { source: number; id: string }[]): Promise<Map<string, CaseRow>> {
  if (refs.length === 0) return new Map();
  const rows = await tx.query<CaseRow & { source: number; eventId: string }>(
    `select id, source, event_id as "eventId", version, step, moved_at as "movedAt", open, unit, closed_at as "closedAt", region
     from cases join json_to_recordset($1::text::json) r("refSource" int, "refId" text) on cases.source = r."refSource" and cases.event_id = r."refId"
     order by cases.id for update of cases`,
    [JSON.stringify(refs.map((r) => ({ refSource: r.source, refId: r.id })))],
  );
  return new Map(rows.map((r) => [`${r.source}|${r.eventId}`, r]));
}

/**
 * Moves cases by accepted progress events, oldest first, and writes one fact an event. The rows must be locked by
 * lockCases in this transaction.
 */
export async function moveTickets(tx: Tx, locked: Iterable<CaseRow>, events: readonly ProgressEvent[], quiet: boolean): Promise<void> {
  if (events.length === 0) return;
  const states = new Map<number, CaseRow>();
  for (const row of locked) states.set(row.id, row);
  const facts: { at: number; kind: string; id: number; version: number; region: string; satisfied: boolean | null }[] = [];
  for (const e of [...events].sort((a, b) => a.at - b.at)) {
    const row = states.get(e.caseId);
    if (!row) continue;
    const next: TicketState = advance(row, { step: e.step, at: e.at, unit: e.unit });
    states.set(e.caseId, { ...row, ...next });
    facts.push({ at: e.at, kind: e.step, id: e.caseId, version: next.version, region: row.region, satisfied: e.satisfied });
  }
  const changed = [...new Set(facts.map((f) => f.id))].sort((a, b) => a - b).map((id) => states.get(id) as CaseRow);
  await tx.query(
    `update cases c set version = r.version, step = r.step, moved_at = ${ms('"movedAt"')}, open = r.open and not c.retracted, unit = r.unit,
       closed_at = case when r."closedAt" is null then null else ${ms('"closedAt"')} end
     from json_to_recordset($1::text::json) r(id int8, version int, step text, "movedAt" float8, open bool, unit text, "closedAt" float8) where c.id = r.id`,
    [JSON.stringify(changed)],
  );
  await insertFacts(
    tx,
    facts.map((f) => ({ ...f, regions: [f.region], body: f.satisfied === null ? {} : { satisfied: f.satisfied } })),
    quiet,
  );
}

export type NewFact = { at: number; kind: string; id: number; version: number; regions: string[]; body: object };

/** Facts of cases, unstamped, in the order given; each names the department that the case is with. */
export async function insertFacts(tx: Tx, facts: readonly NewFact[], quiet: boolean): Promise<void> {
  if (facts.length === 0) return;
  await tx.query(
    `insert into fact (at, kind, subject, subject_id, version, regions, departments, quiet, body)
     select ${ms('at')}, r.kind, 'case', r.id, r.version, r.regions,
       (select case when c.department is null then '[]'::jsonb else jsonb_build_array(c.department) end from cases c where c.id = r.id), $2, r.body
     from rows from (json_to_recordset($1::text::json) as (at float8, kind text, id int8, version int, regions jsonb, body jsonb))
       with ordinality r(at, kind, id, version, regions, body, ord) order by ord`,
    [JSON.stringify(facts), quiet],
  );
}
