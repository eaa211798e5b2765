import { clockOf } from '../../core/case/clock.ts';
import { deadlineOf } from '../../core/case/deadline.ts';
import { textField } from '../../core/case/state.ts';
import { type AppraisedTask, appraiseTasks, countsIn, type TaskCount } from '../../core/task/appraise-tasks.ts';
import type { TaskAppraisal, TaskSpan } from '../../wire/tasks.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import { type LoadedCase, loadCases } from '../case/load-cases.ts';
import type { CaseCtx } from '../context.ts';

/** Journals of one transaction, and of one answer. */
const JOURNALS = 250;
const MOST = 5_000;

/**
 * How departments did with the tasks that were first issued to anybody in a span, from their journals.
 * @param scope of task.read @throws OutOfScope
 */
export async function countTasks(ctx: CaseCtx, scope: Scope, span: TaskSpan): Promise<TaskAppraisal> {
  const { tasks, partial } = await issuedTasks(ctx, scope, span);
  const { byUnit, total } = appraiseTasks(tasks);
  const rows = [...byUnit].map(([unit, sums]) => ({ unit, unitName: ctx.catalog.departmentName(unit) ?? unit, sums }));
  rows.sort((a, b) => b.sums.lateOpen - a.sums.lateOpen || b.sums.issued - a.sums.issued || (a.unit < b.unit ? -1 : 1));
  return { rows, total, partial };
}

/** The tasks behind one of those numbers, of one department or of all. @throws OutOfScope */
export async function tasksCounted(ctx: CaseCtx, scope: Scope, span: TaskSpan, of: TaskCount, unit: string | null): Promise<number[]> {
  const { tasks } = await issuedTasks(ctx, scope, span);
  return tasks.filter((t) => (unit === null || t.unit === unit) && countsIn(t, of)).map((t) => t.id);
}

type Issued = AppraisedTask & { readonly id: number };

/** Tasks that were first issued in the span and not cancelled, as the scope holds them. */
async function issuedTasks(ctx: CaseCtx, scope: Scope, { region, from, to }: TaskSpan): Promise<{ tasks: Issued[]; partial: boolean }> {
  assertRegion(scope, ctx.catalog.tree, region);
  const held = ticketCondition(ctx, scope, region, 3, 'task');
  // What was issued in the span was made before its end and has moved since its beginning.
  const found = await asReader(
    ctx,
    scope,
    (tx) =>
      tx.query<{ id: number }>(
        `select id from cases where not retracted and unit is not null and state <> 'cancelled' and at < to_timestamp($2::float8 / 1000.0)
           and moved_at >= to_timestamp($1::float8 / 1000.0) and ${held.sql} order by at desc, id desc limit ${MOST + 1}`,
        [from, to, ...held.params],
      ),
    ['task'],
  );
  const ids = found.slice(0, MOST).map((r) => r.id);
  const tasks: Issued[] = [];
  for (let i = 0; i < ids.length; i += JOURNALS) {
    const loaded = await ctx.db.transaction((tx) => loadCases(tx, ctx.rules(), ids.slice(i, i + JOURNALS), false));
    for (const [id, one] of loaded) {
      const at = one.state.dispatches[0]?.at;
      if (at !== undefined && at >= from && at < to) tasks.push({ id, ...toAppraised(ctx, one) });
    }
  }
  return { tasks, partial: found.length > MOST };
}

function toAppraised(ctx: CaseCtx, { state, journal }: LoadedCase): AppraisedTask {
  const clock = clockOf(state.ledger, 'handling');
  return {
    unit: state.assignment.main ?? '',
    open: state.open,
    clock: clock && deadlineOf(clock, ctx.rules().calendar, ctx.now()).state,
    sentBack: journal.filter((e) => e.command === 'send_back').length,
    verdict: textField(state, 'verdict'),
  };
}
