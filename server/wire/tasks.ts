import { z } from 'zod';
import { TASK_ORIGINS, type TaskAbout, type TaskOrigin } from '../core/task/about.ts';
import { TASK_COUNTS, type TaskSums } from '../core/task/appraise-tasks.ts';
import type { DeskRefusal, DeskRow, DeskTicket } from './desk.ts';

/** Lists of tasks: to be issued, with a department, to be judged, waiting for an answer to a request for more time, late among them, all that is open, and what is over. */
export const TASK_VIEWS = ['drafted', 'working', 'check', 'asked', 'late', 'open', 'closed'] as const;
export type TaskView = (typeof TASK_VIEWS)[number];

const Instant = z.number().int().min(0).max(4_102_444_800_000);

export const TaskPage = z.object({
  region: z.string().max(12),
  view: z.enum(TASK_VIEWS),
  department: z.string().max(64).optional(),
  /** Instead of the view: the tasks behind a number of the appraisal of a span. */
  counted: z.object({ of: z.enum(TASK_COUNTS), from: Instant, to: Instant }).optional(),
  cursor: z.string().max(80).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type TaskPage = z.infer<typeof TaskPage>;

/** The figure that a task is made of; its value is read by the server, what it is held against is told by who asks. */
export const OpenTaskFigure = z
  .object({
    indicator: z.string().min(1).max(64),
    region: z.string().regex(/^\d{6,12}$/),
    scope: z.string().max(64).optional(),
    status: z.string().max(32).optional(),
    from: Instant,
    to: Instant,
    bound: z.number().finite().nullable(),
    side: z.enum(['above', 'below']).nullable(),
  })
  .refine((f) => f.from < f.to, 'a span ends after it starts');
export type OpenTaskFigure = z.infer<typeof OpenTaskFigure>;

const Line = z.string().trim().min(2);
export const OpenTask = z
  .object({
    region: z.string().regex(/^\d{6,12}$/),
    title: Line.max(120),
    text: Line.max(5_000),
    origin: z.enum(TASK_ORIGINS),
    figure: OpenTaskFigure.nullable(),
    /** The department that it is issued to at once; null leaves it to be issued. */
    unit: z.string().min(1).max(64).nullable(),
    /** 限期: the last local day that is on time; null leaves the limit to the rules. */
    until: z.iso.date().nullable().default(null),
    /** Of the press that makes it: the same again makes no other. */
    key: z.uuid(),
  })
  .refine((t) => (t.origin === 'figure') === (t.figure !== null), 'a task of a figure names it, and no other does');
export type OpenTask = z.infer<typeof OpenTask>;
export type OpenedTask = { id: number; no: string; version: number };

export type TaskRow = DeskRow & { origin: TaskOrigin; verdict: string | null };
export type TaskList = {
  rows: TaskRow[];
  next: string | null;
  /** How long each list is below the region, whatever the department. */
  counts: Record<TaskView, number>;
  /** How many are behind the number that was asked for. */
  counted: number | null;
};
/** One task with all that was done to it, as a ticket is shown, and where it comes from; `body` is what is asked. */
export type TaskCase = DeskTicket & { about: TaskAbout };

export type TaskActed = { ok: true; version: number; row: TaskRow | null } | { ok: false; id: number; refusal: DeskRefusal };

export const TaskSpan = z.object({ region: z.string().max(12), from: Instant, to: Instant });
export type TaskSpan = z.infer<typeof TaskSpan>;
/** Tasks first issued in a span, by the department that has them; what was cancelled is in none of it. */
export type TaskAppraisal = {
  rows: { unit: string; unitName: string; sums: TaskSums }[];
  total: TaskSums;
  /** More tasks than are read at once: the newest were counted. */
  partial: boolean;
};

/** What is taken away as a workbook: a list as it is narrowed, or the appraisal of a span. */
export const TaskExport = z.discriminatedUnion('what', [
  TaskPage.omit({ cursor: true, limit: true }).extend({ what: z.literal('list') }),
  TaskSpan.extend({ what: z.literal('appraisal') }),
]);
export type TaskExport = z.infer<typeof TaskExport>;
/** `body`: base64 of a workbook. */
export type TaskFile = { name: string; body: string; rows: number };
