import { numbersLiteral, type Param, type Tx } from '../../../db/client.ts';
import type { TaskAbout } from '../../core/task/about.ts';
import { TASK_VIEWS, type TaskList, type TaskPage, type TaskRow, type TaskView } from '../../wire/tasks.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope, seesTicket } from '../access/require-scope.ts';
import { cursorOf, ORDER, ROW, readCursor, type StoredRow, toDeskRow } from '../case/desk-rows.ts';
import type { CaseCtx } from '../context.ts';
import { tasksCounted } from './count-tasks.ts';

const TASK_ROW = `${ROW}, about, outcome`;
type Stored = StoredRow & { about: TaskAbout; outcome: string | null };

/** What stands in each list; `$now` is the instant that is asked at. */
const VIEW: Record<TaskView, string> = {
  drafted: `open and state = 'drafted'`,
  working: `open and state in ('issued', 'running')`,
  check: `open and state = 'submitted'`,
  asked: `open and marks ? 'asked'`,
  late: 'open and due_at < $now and not paused',
  open: 'open',
  closed: 'not open',
};
/** Lists without a deadline come by the newest, the others by what is left of their clock. */
const BY_NEWEST: readonly TaskView[] = ['drafted', 'check', 'closed'];

/**
 * A page of tasks below a region, by keys, and how long each list is.
 * @param ids of what the page's numbers count, where they are known already
 * @param scope of task.read @throws OutOfScope, Invalid for a cursor that is none
 */
export async function listTasks(ctx: CaseCtx, scope: Scope, page: TaskPage, ids: readonly number[] | null = null): Promise<TaskList> {
  assertRegion(scope, ctx.catalog.tree, page.region);
  const held = ticketCondition(ctx, scope, page.region, 2, 'task');
  const base = `not retracted and ${held.sql}`;
  const view = (name: TaskView) => VIEW[name].replaceAll('$now', 'to_timestamp($1::float8 / 1000.0)');
  const params: Param[] = [ctx.now(), ...held.params];
  const add = (value: Param): number => params.push(value);
  const { counted } = page;
  const behind = ids ?? (counted ? await tasksCounted(ctx, scope, { region: page.region, ...counted }, counted.of, page.department ?? null) : null);
  const parts = behind ? [base, `id = any($${add(numbersLiteral(behind))}::text::int8[])`] : [base, view(page.view)];
  if (!behind && page.department !== undefined) parts.push(`department = $${add(page.department)}::text`);
  const sort = behind || BY_NEWEST.includes(page.view) ? 'newest' : 'due';
  if (page.cursor !== undefined) {
    const { key, id } = readCursor(page.cursor);
    parts.push(ORDER[sort].after(params.length + 1));
    params.push(key, id);
  }
  // The first parameter is told even where no list of the page asks for it.
  const rows = `select ${TASK_ROW} from cases where $1::float8 is not null and ${parts.join(' and ')} order by ${ORDER[sort].by} limit ${page.limit + 1}`;
  const counts = `select ${TASK_VIEWS.map((v) => `count(*) filter (where ${view(v)}) "${v}"`).join(', ')} from cases where $1::float8 is not null and ${base}`;
  const [found, [long]] = await asReader(
    ctx,
    scope,
    (tx) => Promise.all([tx.query<Stored>(rows, params), tx.query<Record<TaskView, number>>(counts, [ctx.now(), ...held.params])]),
    ['task'],
  );
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((r) => toRow(ctx, r)),
    next: found.length > page.limit && last ? cursorOf(sort, last) : null,
    counts: long ?? { drafted: 0, working: 0, check: 0, asked: 0, late: 0, open: 0, closed: 0 },
    counted: behind?.length ?? null,
  };
}

/** One task as its list shows it, with where it comes from; null when the scope does not hold it. */
export async function taskRow(ctx: CaseCtx, scope: Scope, id: number): Promise<{ row: TaskRow; about: TaskAbout } | null> {
  const [row] = await asReader(
    ctx,
    scope,
    (tx: Tx) => tx.query<Stored>(`select ${TASK_ROW} from cases where id = $1::int8 and kind = 'task' and not retracted`, [id]),
    ['task'],
  );
  return row && seesTicket(scope, ctx.catalog.tree, row) ? { row: toRow(ctx, row), about: row.about } : null;
}

function toRow(ctx: CaseCtx, row: Stored): TaskRow {
  return { ...toDeskRow(ctx, row), origin: row.about.origin, verdict: row.outcome };
}
