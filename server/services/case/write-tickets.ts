import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { advance, type TicketState } from '../../core/case/progress.ts';
import { type CaseState, textField } from '../../core/case/state.ts';
import type { TicketStep } from '../../core/case/steps.ts';
import { columnsOf } from '../../core/kinds/desk-columns.ts';
import { lookAfter } from '../../core/kinds/ticket-due.ts';
import { foldReported, foldSteps, type ReportedTicket } from '../../core/kinds/ticket-fold.ts';
import type { ReadKind } from '../access/as-reader.ts';
import type { CaseCtx } from '../context.ts';
import { bookMark, countedColumns, NOT_COUNTED } from './counted.ts';
import { loadCases } from './load-cases.ts';
import { cityOf, DESK_NAMES, DESK_RECORD, DESK_VALUES } from './store-cases.ts';

export type NewTicket = ReportedTicket & {
  source: number;
  eventId: string;
  feed: number;
  located: boolean;
  /** yyyyMMdd in the profile's zone, for the ticket number. */
  day: string;
  title: string;
  body: string;
  lon: number | null;
  lat: number | null;
  person: number | null;
  mark: string | null;
};

export type ProgressEvent = { caseId: number; step: TicketStep; at: number; unit: string | null; satisfied: boolean | null; resolved: boolean | null };

const ms = (column: string) => `to_timestamp(r.${column} / 1000.0)`;

/** A ticket with the steps that have become of it, in any order. */
export type TicketHistory = { ticket: NewTicket; steps: readonly Omit<ProgressEvent, 'caseId'>[] };

/** Makes the cases of accepted ticket.reported events and their first facts; in the transaction of the events. */
export async function insertTickets(ctx: CaseCtx, tx: Tx, tickets: readonly NewTicket[], quiet: boolean): Promise<void> {
  if (tickets.length === 0) return;
  const written = tickets.map((ticket) => ({ ticket, steps: [] }));
  await tx.query(`with ${ticketCtes(1, { quiet, stamped: false })} select 1`, ticketParams(ctx, written));
}

const CASE = `id, no, source, event_id, feed, region, located, version, step, moved_at, open, unit, closed_at, request_type, category, channel, entrance,
  line, urgent, confidential, anonymous, title, body, lon, lat, person, at, got, mark, mirrored, department, city, ${DESK_NAMES}`;

/**
 * Parts of a statement that makes cases and their facts, a fact a step. Takes seven parameters from number `first` on, made
 * by ticketParams. `stamped` gives the facts their numbers at once, under the lock of the log's head: nobody waits for
 * what happened long ago, and numbering it later writes every fact twice.
 */
export function ticketCtes(first: number, { quiet, stamped }: { quiet: boolean; stamped: boolean }): string {
  const $ = (i: number) => `$${first + i}::text`;
  return `r as (select row_number() over () ord, nextval(pg_get_serial_sequence('cases', 'id')) id, t.* from json_to_recordset(${$(0)}::json) t(source int, "eventId" text,
    feed int, region text, located bool, day text, "requestType" text, category text, channel text, entrance text, line text, urgent bool, confidential bool,
    anonymous bool, title text, body text, lon float8, lat float8, person int8, at float8, mark text, mirrored bool, department text, departments jsonb, city text, version int, step text, ${DESK_RECORD})),
  made as (insert into cases (${CASE}) overriding system value
    select r.id, left(r.region, 6) || r.day || 'T' || lpad((r.id % 1000000)::text, 6, '0') || case when r.id >= 1000000 then '-' || (r.id / 1000000)::text else '' end,
      r.source, r."eventId", r.feed, r.region, r.located, r.version, r.step, ${ms('"movedAt"')}, r.open, r.unit, ${ms('"closedAt"')}, r."requestType", r.category, r.channel,
      r.entrance, r.line, r.urgent, r.confidential, r.anonymous, r.title, r.body, r.lon, r.lat, r.person, ${ms('at')}, now(), r.mark, r.mirrored, r.department, r.city, ${DESK_VALUES} from r order by r.id),
  ${stamped ? `head as (update fact_head set seq = seq + ${$(6)}::int returning seq),` : ''}
  facts as (insert into fact (seq, at, kind, subject, subject_id, version, regions, departments, quiet, body)
    select ${stamped ? `(select seq from head) - ${$(6)}::int + f.n` : 'null::int8'}, to_timestamp(f.at / 1000.0), f.kind, 'case', r.id, f.version, jsonb_build_array(r.region), r.departments, ${quiet}, f.body::jsonb
    from unnest(${$(1)}::int[], ${$(2)}::int8[], ${$(3)}::text[], ${$(4)}::int[], ${$(5)}::text[]) with ordinality f(ord, at, kind, version, body, n)
    join r on r.ord = f.ord where ${$(6)}::int > 0 order by f.n)`;
}

type FirstFact = { ord: number; at: number; kind: string; version: number; body: string };

export function ticketParams(ctx: CaseCtx, tickets: readonly TicketHistory[]): string[] {
  const facts: FirstFact[] = [];
  const rules = ctx.rules();
  const now = ctx.now();
  const mark = bookMark(ctx);
  const rows = tickets.map(({ ticket, steps }, i) => {
    facts.push({ ord: i + 1, at: ticket.at, kind: 'reported', version: 1, body: ticket.mark === null ? '{}' : JSON.stringify({ mark: ticket.mark }) });
    const inOrder = [...steps].sort((a, b) => a.at - b.at);
    let moved: TicketState = { version: 1, step: 'reported', movedAt: ticket.at, open: true, unit: null, closedAt: null };
    for (const step of inOrder) {
      moved = advance(moved, step);
      facts.push({ ord: i + 1, at: step.at, kind: step.step, version: moved.version, body: JSON.stringify(bodyOf(step)) });
    }
    const { state } = foldReported(0, ticket.feed, ticket, inOrder, rules);
    const departments = [...new Set(steps.flatMap((s) => departmentOf(ctx, s.unit) ?? []))];
    const counted = state.version === moved.version ? countedColumns(state, mark) : NOT_COUNTED;
    // What was due before it came here is not made up for: nobody is urged for what an import tells.
    const look = lookAfter(state, rules, now);
    return {
      ...ticket,
      ...columnsOf(state, rules, now),
      ...counted,
      nextLook: look,
      ...moved,
      departments,
      department: departmentOf(ctx, moved.unit),
      city: cityOf(rules, ticket.region),
    };
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

/** A unit that is one of the profile's departments: who works for it sees the ticket. */
export function departmentOf(ctx: CaseCtx, unit: string | null): string | null {
  return unit !== null && ctx.catalog.departmentName(unit) !== null ? unit : null;
}

/** Whose people see a case: the unit that it is with; of a rectification that nobody has yet, whoever was reviewed. */
export function departmentOfCase(ctx: CaseCtx, state: CaseState): string | null {
  return departmentOf(ctx, state.assignment.main ?? (state.kind === 'rectification' ? textField(state, 'department') : null));
}

/** Codes of a step that go with its fact, and from which the journal is filled in. */
function bodyOf({ unit, satisfied, resolved }: Pick<ProgressEvent, 'unit' | 'satisfied' | 'resolved'>): Record<string, unknown> {
  return { ...(unit === null ? {} : { unit }), ...(satisfied === null ? {} : { satisfied }), ...(resolved === null ? {} : { resolved }) };
}

type CaseRow = TicketState & { id: number; region: string; mirrored: boolean };

/** Ids and regions of the cases of a kind made by the events named, locked in id order. */
export async function lockCases(tx: Tx, refs: readonly { source: number; id: string }[], kind: ReadKind = 'ticket'): Promise<Map<string, CaseRow>> {
  if (refs.length === 0) return new Map();
  const rows = await tx.query<CaseRow & { source: number; eventId: string }>(
    `select id, source, event_id as "eventId", version, step, moved_at as "movedAt", open, unit, closed_at as "closedAt", region, mirrored
     from cases join json_to_recordset($1::text::json) r("refSource" int, "refId" text) on cases.source = r."refSource" and cases.event_id = r."refId" and cases.kind = $2
     order by cases.id for update of cases`,
    [JSON.stringify(refs.map((r) => ({ refSource: r.source, refId: r.id }))), kind],
  );
  return new Map(rows.map((r) => [`${r.source}|${r.eventId}`, r]));
}

/**
 * Moves mirrored cases by accepted progress events, oldest first, and writes one fact an event. The rows must be locked by
 * lockCases in this transaction. A native case is moved by our commands alone.
 */
export async function moveTickets(ctx: CaseCtx, tx: Tx, locked: Iterable<CaseRow>, events: readonly ProgressEvent[], quiet: boolean): Promise<void> {
  const rows = new Map<number, CaseRow>();
  for (const row of locked) if (row.mirrored) rows.set(row.id, row);
  const inOrder = events.filter((e) => rows.has(e.caseId)).sort((a, b) => a.at - b.at);
  if (inOrder.length === 0) return;
  const rules = ctx.rules();
  const now = ctx.now();
  const ids = [...new Set(inOrder.map((e) => e.caseId))].sort((a, b) => a - b);
  const loaded = await loadCases(tx, rules, ids, false);
  const facts: NewFact[] = [];
  const mark = bookMark(ctx);
  const changed = ids.flatMap((id) => {
    const known = loaded.get(id);
    const row = rows.get(id);
    if (!known || !row) return [];
    const steps = inOrder.filter((e) => e.caseId === id);
    let moved: TicketState = row;
    for (const step of steps) {
      const before = departmentOf(ctx, moved.unit);
      moved = advance(moved, step);
      const departments = [...new Set([before, departmentOf(ctx, moved.unit)])].filter((d) => d !== null);
      facts.push({ at: step.at, kind: step.step, id, version: moved.version, regions: [row.region], departments, body: bodyOf(step) });
    }
    const { state } = foldSteps({ state: known.state, entries: [] }, known.row.feed, steps, rules);
    // What the kernel did not take stands as an entry without effect: it is counted when the case is read again.
    const counted = state.version === moved.version ? countedColumns(state, mark) : NOT_COUNTED;
    const look = quiet ? { nextLook: lookAfter(state, rules, now) } : {};
    return [{ ...columnsOf(state, rules, now), ...look, ...counted, ...moved, id, department: departmentOf(ctx, moved.unit) }];
  });
  await tx.query(
    `update cases c set version = r.version, step = r.step, moved_at = ${ms('"movedAt"')}, open = r.open and not c.retracted, unit = r.unit, department = r.department,
       closed_at = ${ms('"closedAt"')}, (${DESK_NAMES}) = (select ${DESK_VALUES})
     from json_to_recordset($1::text::json) r(id int8, version int, step text, department text, ${DESK_RECORD}) where c.id = r.id`,
    [JSON.stringify(changed)],
  );
  await insertFacts(
    tx,
    facts.sort((a, b) => a.at - b.at),
    quiet,
  );
}

export type NewFact = {
  at: number;
  kind: string;
  id: number;
  version: number;
  regions: readonly string[];
  /** Absent: the department that the case is with. */
  departments?: readonly string[];
  body: object;
  /** Absent: a ticket. */
  subject?: 'case' | 'rectification' | 'task' | 'risk';
};

/** Facts of cases, unstamped, in the order given; each names the departments that may see it. */
export async function insertFacts(tx: Tx, facts: readonly NewFact[], quiet: boolean): Promise<void> {
  if (facts.length === 0) return;
  await tx.query(
    `insert into fact (at, kind, subject, subject_id, version, regions, departments, quiet, body)
     select ${ms('at')}, r.kind, coalesce(r.subject, 'case'), r.id, r.version, r.regions,
       coalesce(r.departments, (select case when c.department is null then '[]'::jsonb else jsonb_build_array(c.department) end from cases c where c.id = r.id)), $2, r.body
     from rows from (json_to_recordset($1::text::json) as (at float8, kind text, id int8, version int, regions jsonb, departments jsonb, body jsonb, subject text))
       with ordinality r(at, kind, id, version, regions, departments, body, subject, ord) order by ord`,
    [JSON.stringify(facts), quiet],
  );
}
