import type { Tx } from '../../../db/client.ts';
import type { JournalEntry } from '../../core/case/journal.ts';
import type { Rules } from '../../core/case/rules.ts';
import { type CaseState, textField } from '../../core/case/state.ts';
import { columnsOf, type DeskColumns, wallStepOf } from '../../core/kinds/desk-columns.ts';
import { type CountedColumns, countedColumns } from './counted.ts';

/** Entries of one case, in their order; `key` of the press of a key that gave the first of the new ones. */
export type NewEntries = { id: number; entries: readonly JournalEntry[]; key: string | null };

/** Appends to the journals. @throws 23505 when another was first, or the key was pressed before */
export async function appendJournals(tx: Tx, journals: readonly NewEntries[]): Promise<void> {
  const rows = journals.flatMap(({ id, entries, key }) =>
    entries.map(({ seq, at, actor, command, data, rules, effects }, i) => ({
      id,
      seq,
      at,
      actorType: actor.type,
      actor: actor.id,
      command,
      data,
      rules,
      effects,
      key: i === entries.length - 1 ? key : null,
    })),
  );
  if (rows.length === 0) return;
  await tx.query(
    `insert into case_journal (case_id, seq, at, actor_type, actor, command, data, rules, effects, key)
     select r.id, r.seq, to_timestamp(r.at / 1000.0), r."actorType", r.actor, r.command, r.data, r.rules, r.effects, r.key
     from json_to_recordset($1::text::json) r(id int8, seq int, at float8, "actorType" text, actor text, command text, data jsonb, rules jsonb, effects jsonb, key uuid)
     order by r.id, r.seq`,
    [JSON.stringify(rows)],
  );
}

/** Fields of a case that a command may change and that stand in columns of their own. */
type CaseUpdate = DeskColumns &
  CountedColumns & {
    id: number;
    was: number;
    step: string | null;
    region: string;
    city: string;
    department: string | null;
    requestType: string;
    category: string | null;
    urgent: boolean;
    confidential: boolean;
  };

/** The region right below the root that holds a region: the root itself for what lies in none. */
export function cityOf(rules: Pick<Rules, 'regions'>, region: string): string {
  return rules.regions(region).at(-2) ?? region;
}

/** The columns of a case after a command, all of whose entries its journal has. `was`: the version that the row must still have. */
export function updateOf(state: CaseState, was: number, region: string, department: string | null, rules: Rules, now: number): CaseUpdate {
  const columns = columnsOf(state, rules, now);
  const place = textField(state, 'region') ?? region;
  return {
    ...columns,
    ...countedColumns(state, null),
    id: state.id,
    was,
    step: wallStepOf(state),
    region: place,
    city: cityOf(rules, place),
    department,
    requestType: textField(state, 'requestType') ?? '',
    category: textField(state, 'category'),
    urgent: columns.priority !== 'normal',
    confidential: state.flags.confidential !== undefined,
  };
}

const time = (column: string) => `to_timestamp(r."${column}" / 1000.0)`;

/** The recordset of `DeskColumns` and `CountedColumns` and the list of assignments from it, for statements that write them. */
export const DESK_RECORD = `state text, open bool, "movedAt" float8, "closedAt" float8, unit text, desk text, priority text, outcome text, clock text,
  "clockFrom" float8, "dueAt" float8, "soonAt" float8, paused bool, provisional bool, marks jsonb, "nextLook" float8, master int8, members int, parent int8, counted json, "countedBy" int8`;
export const DESK_NAMES =
  'state, priority, desk, outcome, clock, clock_from, due_at, soon_at, paused, provisional, marks, next_look, master, members, parent, counted, counted_by';
export const DESK_VALUES = `r.state, r.priority, r.desk, r.outcome, r.clock, ${time('clockFrom')}, ${time('dueAt')}, ${time('soonAt')}, r.paused, r.provisional, r.marks,
  ${time('nextLook')}, r.master, r.members, r.parent, r.counted, r."countedBy"`;

/** Cases from before queues were read by city get theirs. */
export async function fillCities(tx: Pick<Tx, 'query'>, rules: Pick<Rules, 'regions'>): Promise<void> {
  const regions = await tx.query<{ region: string }>(`select distinct region from cases where city = ''`);
  for (const { region } of regions) await tx.query(`update cases set city = $2 where region = $1 and city = ''`, [region, cityOf(rules, region)]);
}

/**
 * Writes what became of cases, each only if its row is still at the version that was decided on.
 * @returns the number written
 */
export async function updateCases(tx: Tx, updates: readonly CaseUpdate[]): Promise<number> {
  if (updates.length === 0) return 0;
  const rows = await tx.query<{ id: number }>(
    `update cases c set version = r.version, (${DESK_NAMES}) = (select ${DESK_VALUES}),
       step = coalesce(r.step, c.step), open = r.open and not c.retracted, moved_at = ${time('movedAt')}, closed_at = ${time('closedAt')}, unit = r.unit,
       department = r.department, region = r.region, city = r.city, request_type = r."requestType", category = r.category, urgent = r.urgent, confidential = r.confidential
     from json_to_recordset($1::text::json) r(id int8, was int, version int, step text, region text, city text, department text, "requestType" text, category text, urgent bool,
       confidential bool, ${DESK_RECORD})
     where c.id = r.id and c.version = r.was returning c.id`,
    [JSON.stringify([...updates].sort((a, b) => a.id - b.id))],
  );
  return rows.length;
}

/** Numbers for cases that are to be made. */
export async function takeCaseIds(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = await tx.query<{ id: number }>(`select nextval(pg_get_serial_sequence('cases', 'id')) id from generate_series(1, $1::int)`, [count]);
  return rows.map((r) => r.id);
}

export type NewChild = { parent: number; id: number; unit: string; nth: number; update: CaseUpdate };

/** Makes the cases of helpers from the ticket that they help with; its caller stays with it alone. */
export async function insertChildren(tx: Tx, children: readonly NewChild[]): Promise<void> {
  if (children.length === 0) return;
  await tx.query(
    `insert into cases (id, kind, no, source, event_id, feed, version, region, located, step, moved_at, open, request_type, category, channel, entrance, line, urgent,
       confidential, anonymous, title, body, unit, department, lon, lat, at, got, closed_at, mark, mirrored, city, ${DESK_NAMES})
     overriding system value
     select r.id, p.kind, p.no || '-' || lpad(r.nth::text, 2, '0'), p.source, p.event_id || '#' || r.id, p.feed, r.version, p.region, p.located, coalesce(r.step, 'dispatch'),
       ${time('movedAt')}, r.open, p.request_type, p.category, p.channel, p.entrance, p.line, p.urgent, p.confidential, p.anonymous, p.title, p.body, r.unit, r.department,
       p.lon, p.lat, ${time('movedAt')}, now(), null, p.mark, false, p.city, ${DESK_VALUES}
     from json_to_recordset($1::text::json) r(id int8, "of" int8, nth int, version int, step text, department text, ${DESK_RECORD}) join cases p on p.id = r."of" order by r.id`,
    [JSON.stringify(children.map(({ parent, id, nth, update }) => ({ ...update, id, of: parent, nth })))],
  );
}
