import { numbersLiteral, type Tx } from '../../../db/client.ts';
import { apply, type JournalEntry, replay } from '../../core/case/journal.ts';
import type { Rules } from '../../core/case/rules.ts';
import type { CaseState } from '../../core/case/state.ts';
import { TICKET_STEPS, type TicketStep } from '../../core/case/steps.ts';
import { type Folded, foldReported, foldSteps, type ReportedTicket } from '../../core/kinds/ticket-fold.ts';

/** A case's row, as far as the kernel and the gate ask for it. */
export type CaseRow = ReportedTicket & {
  id: number;
  kind: string;
  no: string;
  version: number;
  source: number;
  eventId: string;
  feed: number;
  department: string | null;
  unit: string | null;
  state: string;
  step: string;
  retracted: boolean;
  title: string;
  mark: string | null;
};

export type LoadedCase = {
  row: CaseRow;
  state: CaseState;
  journal: readonly JournalEntry[];
  /** How many of the journal's entries stand in its table; those after them are read from the facts. */
  stored: number;
};

const COLUMNS = `id, kind, no, version, source, event_id "eventId", feed, region, department, unit, state, step, retracted, title, mark, desk, request_type "requestType",
  category, channel, entrance, line, urgent, confidential, anonymous, mirrored, at`;

type Stored = {
  caseId: number;
  seq: number;
  at: number;
  actorType: JournalEntry['actor']['type'];
  actor: string;
  command: string;
  data: JournalEntry['data'];
  rules: JournalEntry['rules'];
  effects: JournalEntry['effects'];
};
type FactRow = { id: number; version: number; kind: string; at: number; body: { satisfied?: boolean; resolved?: boolean; unit?: string } };

/**
 * Cases with all that was done to them, by id; those that are not there are left out. `lock` holds their rows, in the order
 * of ids, until the transaction ends.
 */
export async function loadCases(tx: Tx, rules: Rules, ids: readonly number[], lock: boolean): Promise<Map<number, LoadedCase>> {
  if (ids.length === 0) return new Map();
  const list = numbersLiteral([...new Set(ids)]);
  // Sent together and answered in turn: the journal is read after the row is held, by a snapshot of its own.
  const [rows, stored, facts] = await Promise.all([
    tx.query<CaseRow>(`select ${COLUMNS} from cases where id = any($1::text::int8[]) order by id${lock ? ' for update' : ''}`, [list]),
    tx.query<Stored>(
      `select case_id "caseId", seq, at, actor_type "actorType", actor, command, data, rules, effects from case_journal
       where case_id = any($1::text::int8[]) order by case_id, seq`,
      [list],
    ),
    tx.query<FactRow>(
      `select subject_id id, version, kind, at, body from fact where subject = 'case' and subject_id = any($1::text::int8[]) order by subject_id, fact.id`,
      [list],
    ),
  ]);
  const entries = grouped(stored, (s) => s.caseId);
  const told = grouped(facts, (f) => f.id);
  return new Map(rows.map((row) => [row.id, assemble(row, entries.get(row.id) ?? [], told.get(row.id) ?? [], rules)]));
}

function grouped<T>(rows: readonly T[], key: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

function assemble(row: CaseRow, stored: readonly Stored[], facts: readonly FactRow[], rules: Rules): LoadedCase {
  const journal = stored.map(
    ({ seq, at, actorType, actor, command, data, rules: used, effects }): JournalEntry => ({
      seq,
      at,
      actor: { type: actorType, id: actor },
      command,
      data,
      rules: used,
      effects,
    }),
  );
  const state = replay(row.kind, row.id, journal);
  if (state.version >= row.version) return { row, state, journal, stored: journal.length };
  const filled = fill({ state, entries: journal }, row, facts, rules);
  return { row, state: filled.state, journal: filled.entries, stored: journal.length };
}

/** Entries that nobody wrote yet: the report, and steps of an upstream platform, as the facts tell them. */
function fill(before: Folded, row: CaseRow, facts: readonly FactRow[], rules: Rules): Folded {
  let folded = before.state.version === 0 ? foldReported(row.id, row.feed, row, [], rules) : before;
  for (const fact of facts) {
    if (fact.version <= folded.state.version) continue;
    const step = stepOf(fact);
    folded = step ? foldSteps(folded, row.feed, [step], rules) : noted(folded, fact, row.feed);
    // What the kernel does not take (a step of a ticket that was native then) is an entry without effect.
    if (folded.state.version < fact.version) folded = noted(folded, fact, row.feed);
  }
  return folded;
}

function stepOf({ kind, at, body }: FactRow): Parameters<typeof foldSteps>[2][number] | null {
  if (!(TICKET_STEPS as readonly string[]).includes(kind)) return null;
  return { step: kind as TicketStep, at, unit: body.unit ?? null, satisfied: body.satisfied ?? null, resolved: body.resolved ?? null };
}

function noted({ state, entries }: Folded, fact: FactRow, feed: number): Folded {
  const at = Math.max(fact.at, state.last?.at ?? fact.at);
  const actor = { type: 'feed', id: String(feed) } as const;
  const entry: JournalEntry = { seq: state.version + 1, at, actor, command: fact.kind, data: {}, rules: [], effects: [] };
  return { state: apply(state, entry), entries: [...entries, entry] };
}
