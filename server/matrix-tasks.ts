import { THINGS } from './matrix-things.ts';
import type { Actor } from './services/access/actor.ts';
import { requireScope } from './services/access/require-scope.ts';
import type { CaseCtx } from './services/context.ts';
import type { FigureCtx } from './services/indicator/figures.ts';
import { openTask } from './services/tasks/open-task.ts';

/** A task for every thing of server/matrix.db.test.ts, with the department that it belongs to; ids by its word. */
export async function makeTasks(ctx: CaseCtx & FigureCtx): Promise<Map<string, number>> {
  // Of no account: who may see a place is asked there, and the maker would be among them.
  const grant = { id: 0, role: 'leader' as const, region: ctx.catalog.tree.root, department: null, unmask: false, from: 0, until: null, revokedAt: null };
  const leader: Actor = { kind: 'person', id: 0, login: 'x', name: 'x', session: null, address: null, grants: [grant], topic: null };
  const scope = requireScope(ctx, leader, 'task.open');
  const ids = new Map<string, number>();
  for (const { region, department, task } of THINGS) {
    // Departments of the test are none of the made profile: one of it is written over.
    const unit = department === null ? null : 'd1';
    const asked = { region, title: task, text: task, origin: 'plan' as const, figure: null, unit, key: crypto.randomUUID() };
    const { id } = await openTask(ctx, leader, scope, asked);
    await ctx.db.query('update cases set department = $2 where id = $1', [id, department]);
    ids.set(task, id);
  }
  return ids;
}
