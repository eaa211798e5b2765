import type { TaskCase } from '../../wire/tasks.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, scopeFor, seesTicket } from '../access/require-scope.ts';
import { deskTicket } from '../case/desk-ticket.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { taskRow } from './list-tasks.ts';

/** One task with where it comes from, what was done, its clocks, and what the reader may do. @throws NotFound also when it is out of scope */
export async function taskCase(ctx: CaseCtx, scope: Scope, actor: Actor, id: number): Promise<TaskCase> {
  const found = await taskRow(ctx, scope, id);
  if (!found) throw new NotFound(`no task ${id} in your scope`);
  const one = await deskTicket(ctx, scope, actor, id, 'task');
  // The kernel lets some do more than the gate: who dispatches tickets may urge them, and only reads tasks.
  const acts = scopeFor(ctx, actor, 'task.act');
  const { region, unit: department } = one.row;
  const commands = acts && seesTicket(acts, ctx.catalog.tree, { region, department }) ? one.commands : [];
  return { ...one, commands, outcome: found.row.verdict, about: found.about };
}
