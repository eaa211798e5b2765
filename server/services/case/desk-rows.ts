import { numbersLiteral, type Param, type Tx } from '../../../db/client.ts';
import { DESK_MARKS, type DeskFilter, type DeskList, type DeskMark, type DeskPage, type DeskRow, type DeskView } from '../../wire/desk.ts';
import { markOf } from '../../wire/marks.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope, seesTicket } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { Invalid } from '../errors.ts';
import type { FlowHead } from './read-tickets.ts';
import { cityOf } from './store-cases.ts';

export const ROW = `id, version, no, title, region, located, request_type "requestType", category, channel, priority, state, unit, department, marks, members, at,
  moved_at "movedAt", clock, clock_from "clockFrom", due_at "dueAt", soon_at "soonAt", paused, provisional, mirrored, mark`;
export type StoredRow = {
  id: number;
  version: number;
  no: string;
  title: string;
  region: string;
  located: boolean;
  requestType: string;
  category: string | null;
  channel: string;
  priority: DeskRow['priority'];
  state: string;
  unit: string | null;
  department: string | null;
  marks: string[];
  members: number;
  at: number;
  movedAt: number;
  clock: NonNullable<DeskRow['clock']>['kind'] | null;
  clockFrom: number | null;
  dueAt: number | null;
  soonAt: number | null;
  paused: boolean;
  provisional: boolean;
  mirrored: boolean;
  mark: string | null;
};

export function toDeskRow(ctx: CaseCtx, r: StoredRow): DeskRow {
  const { clock, clockFrom, dueAt, soonAt, paused, provisional } = r;
  return {
    id: r.id,
    version: r.version,
    no: r.no,
    title: r.title,
    region: r.region,
    regionName: ctx.catalog.regionName(r.region),
    unlocated: !r.located,
    requestType: r.requestType,
    category: r.category,
    categoryName: r.category === null ? null : (ctx.catalog.categoryName(r.category) ?? r.category),
    channel: r.channel,
    priority: r.priority,
    state: r.state,
    unit: r.unit,
    unitName: r.unit === null ? null : (ctx.catalog.departmentName(r.unit) ?? r.unit),
    marks: r.marks.filter((m): m is DeskMark => (DESK_MARKS as readonly string[]).includes(m)),
    callers: 1 + r.members,
    at: r.at,
    movedAt: r.movedAt,
    clock:
      clock === null || clockFrom === null || dueAt === null
        ? null
        : { kind: clock, startedAt: clockFrom, dueAt, soonAt: soonAt ?? dueAt, paused, provisional },
    mirrored: r.mirrored,
    mark: markOf(r.mark),
  };
}

/** Which rows a queue holds. Followers of a merge go with their master and stand in no queue. */
const VIEW: Record<DeskView, string> = {
  dispatch: `open and master is null and not mirrored and state in ('registered', 'to_dispatch', 'return_review')`,
  sign: `open and master is null and state = 'to_sign'`,
  handle: `open and master is null and state = 'handling'`,
  check: `open and not mirrored and (state in ('to_check', 'transferred') or marks ? 'asked')`,
  follow_up: `open and not mirrored and state in ('to_follow_up', 'to_redo')`,
  watch: `open and (due_at < $now or marks ?| array['supervised', 'instructed', 'returned', 'redone', 'pending', 'asked'])`,
  open: 'open',
  done: 'not open',
};
/** The same with the instant of now as `n.now`. */
export const viewCondition = (view: DeskView): string => VIEW[view].replaceAll('$now', 'n.now');
const instant = (n: number) => `to_timestamp($${n}::float8 / 1000.0)`;

function conditionOf(ctx: CaseCtx, scope: Scope, filter: DeskFilter): { sql: string; params: Param[] } {
  const held = ticketCondition(ctx, scope, filter.region, 1);
  const params: Param[] = [...held.params];
  const add = (value: Param): number => params.push(value);
  const parts = ['not retracted', VIEW[filter.view], held.sql];
  // The index of a city's queue finds its rows in their order; what is held cuts them further.
  if (filter.region !== ctx.catalog.tree.root)
    parts.push(`city = $${add(cityOf(ctx.rules(), ctx.catalog.tree.resolve(filter.region) ?? filter.region))}::text`);
  if (filter.due === 'late') parts.push('due_at < $now and not paused');
  if (filter.due === 'soon') parts.push('soon_at <= $now and due_at >= $now and not paused');
  if (filter.mark) parts.push(`marks ? $${add(filter.mark)}::text`);
  if (filter.requestType) parts.push(`request_type = $${add(filter.requestType)}::text`);
  if (filter.category) parts.push(`category like $${add(`${filter.category.replaceAll(/[\\%_]/g, '\\$&')}%`)}::text`);
  if (filter.unit) parts.push(`unit = $${add(filter.unit)}::text`);
  if (filter.mirrored !== undefined) parts.push(`mirrored = $${add(filter.mirrored)}::bool`);
  if (filter.text) {
    const like = add(`%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`);
    parts.push(`(title ilike $${like}::text or body ilike $${like}::text or no ilike $${like}::text)`);
  }
  const sql = parts.join(' and ');
  return { sql: sql.includes('$now') ? sql.replaceAll('$now', instant(add(ctx.now()))) : sql, params };
}

/** Late ones and those without a clock sort by what stands here: no clock comes last. */
const DUE = `coalesce(due_at, 'infinity'::timestamptz)`;
export const ORDER: Record<DeskPage['sort'], { by: string; after: (n: number) => string }> = {
  due: { by: `${DUE}, id`, after: (n) => `(${DUE}, id) > (coalesce(${instant(n)}, 'infinity'::timestamptz), $${n + 1}::int8)` },
  newest: { by: 'at desc, id desc', after: (n) => `(at, id) < (${instant(n)}, $${n + 1}::int8)` },
  oldest: { by: 'at, id', after: (n) => `(at, id) > (${instant(n)}, $${n + 1}::int8)` },
};

/**
 * A page of a queue, by keys: as quick on the hundredth page as on the first. `asOf` is read before the rows.
 * @throws OutOfScope, Invalid for a cursor that is none
 */
export async function deskQueue(ctx: CaseCtx, scope: Scope, page: DeskPage, head: FlowHead): Promise<DeskList> {
  assertRegion(scope, ctx.catalog.tree, page.region);
  const at = await head();
  const { sql, params } = conditionOf(ctx, scope, page);
  const order = ORDER[page.sort];
  const cursor = page.cursor === undefined ? null : readCursor(page.cursor);
  const after = cursor ? ` and ${order.after(params.length + 1)}` : '';
  if (cursor) params.push(cursor.key, cursor.id);
  params.push(page.limit + 1);
  const rows = await asReader(ctx, scope, (tx) =>
    tx.query<StoredRow>(`select ${ROW} from cases where ${sql}${after} order by ${order.by} limit $${params.length}::int`, params),
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return { ...at, rows: shown.map((r) => toDeskRow(ctx, r)), next: rows.length > page.limit && last ? cursorOf(page.sort, last) : null };
}

export function cursorOf(sort: DeskPage['sort'], row: Pick<StoredRow, 'id' | 'at' | 'dueAt'>): string {
  return `${sort === 'due' ? (row.dueAt ?? '') : row.at}.${row.id}`;
}

/** @throws Invalid for what none of the pages gave */
export function readCursor(text: string): { key: number | null; id: number } {
  const [key, id] = text.split('.');
  const read = { key: key === '' ? null : Number(key), id: Number(id) };
  if (!Number.isInteger(read.id) || (read.key !== null && !Number.isFinite(read.key))) throw new Invalid('cursor: not one that was given');
  return read;
}

/** The rows named that the scope may see; the others are left out. */
export async function deskRows(ctx: CaseCtx, scope: Scope, ids: readonly number[]): Promise<DeskRow[]> {
  const rows = await asReader(ctx, scope, (tx: Tx) =>
    tx.query<StoredRow>(`select ${ROW} from cases where id = any($1::text::int8[]) and kind = 'ticket' and not retracted`, [numbersLiteral(ids)]),
  );
  return rows.filter((r) => seesTicket(scope, ctx.catalog.tree, r)).map((r) => toDeskRow(ctx, r));
}
