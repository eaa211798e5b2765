import { z } from 'zod';
import { actOnTicket } from '../services/case/act.ts';
import { deskLedger } from '../services/case/desk-ticket.ts';
import { countTasks } from '../services/tasks/count-tasks.ts';
import { exportTasks } from '../services/tasks/export-tasks.ts';
import { listTasks, taskRow } from '../services/tasks/list-tasks.ts';
import { openTask } from '../services/tasks/open-task.ts';
import { taskCase } from '../services/tasks/task-case.ts';
import { DeskAct } from '../wire/desk.ts';
import { OpenTask, type TaskActed, TaskExport, TaskPage, TaskSpan } from '../wire/tasks.ts';
import { Adcode } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Id = z.number().int().positive();
const MOST_MS = 400 * 86_400_000;
const inSpan = (s: { from: number; to: number }) => s.from < s.to && s.to - s.from <= MOST_MS;
const Span = TaskSpan.extend({ region: Adcode }).refine(inSpan, 'a span of 400 days at most');
const Page = TaskPage.extend({ region: Adcode }).refine((p) => p.counted === undefined || inSpan(p.counted), 'a span of 400 days at most');
const spanned = (of: TaskExport) => (of.what === 'appraisal' ? inSpan(of) : of.counted === undefined || inSpan(of.counted));
const read = guarded('task.read');

export const tasksRouter = router({
  list: read.input(Page).query(({ ctx, input }) => listTasks(ctx.figures, ctx.scope, input)),

  get: read.input(z.object({ id: Id })).query(async ({ ctx, input }) => {
    const one = await taskCase(ctx.figures, ctx.scope, ctx.actor, input.id);
    ctx.audit.note({ action: 'task.read', result: 'ok', object: { kind: 'task', id: input.id }, region: one.row.region, detail: { no: one.row.no } });
    return one;
  }),

  ledger: read.input(z.object({ id: Id })).query(({ ctx, input }) => deskLedger(ctx.figures, ctx.scope, input.id, 'task')),

  appraisal: read.input(Span).query(({ ctx, input }) => countTasks(ctx.figures, ctx.scope, input)),

  /** A mutation: an act of a person, written down before it is answered. */
  export: guarded('figure.export')
    .input(z.object({ of: TaskExport, locale: z.enum(['zh-CN', 'en']).default('zh-CN') }).refine(({ of }) => spanned(of), 'a span of 400 days at most'))
    .mutation(({ ctx, input }) => exportTasks(ctx.figures, ctx.actor, ctx.scope, input.of, input.locale)),

  open: guarded('task.open')
    .input(OpenTask)
    .mutation(async ({ ctx, input }) => {
      const opened = await openTask(ctx.figures, ctx.actor, ctx.scope, input);
      ctx.kickFacts();
      return opened;
    }),

  /** A refusal of the kernel is an answer that says who was first; it is written down as one. */
  act: guarded('task.act')
    .input(DeskAct)
    .mutation(async ({ ctx, input }): Promise<TaskActed> => {
      const acted = await actOnTicket(ctx.figures, ctx.actor, ctx.scope, input, 'task');
      const object = { kind: 'task', id: input.id };
      if (acted.ok) ctx.kickFacts();
      else ctx.audit.note({ action: `task.${wordOf(input.command)}`, result: 'refused', object, detail: { code: acted.refusal.code } });
      return acted.ok ? { ok: true, version: acted.version, row: (await taskRow(ctx.figures, ctx.scope, input.id))?.row ?? null } : acted;
    }),
});

/** Commands come from outside: what is no word is not written down as one. */
const wordOf = (command: string): string => (/^[a-z_]+$/.test(command) ? command : 'unknown');
