import type { ClockState } from '../case/deadline.ts';

/** A task that was issued and not cancelled, as far as it is appraised. */
export type AppraisedTask = {
  readonly unit: string;
  readonly open: boolean;
  /** Where its handling clock stands: one that stopped is met or missed. */
  readonly clock: ClockState | null;
  /** How often its result was sent back. */
  readonly sentBack: number;
  readonly verdict: string | null;
};

export const TASK_VERDICTS = ['good', 'done', 'partly'] as const;
export type TaskVerdict = (typeof TASK_VERDICTS)[number];

/** The counts behind which tasks can be listed. */
export const TASK_COUNTS = ['issued', 'done', 'onTime', 'lateOpen', 'sentBack'] as const;
export type TaskCount = (typeof TASK_COUNTS)[number];

/** Whether a task is in a count; the list behind a number and the number itself ask the same. */
export function countsIn({ open, clock, sentBack }: AppraisedTask, of: TaskCount): boolean {
  switch (of) {
    case 'issued':
      return true;
    case 'done':
      return !open;
    case 'onTime':
      return !open && clock === 'met';
    case 'lateOpen':
      return open && (clock === 'late' || clock === 'missed');
    case 'sentBack':
      return sentBack > 0;
  }
}

/** Counts of tasks; every rate is one of them over another, so that sums over departments give the rates of all. */
export type TaskSums = {
  issued: number;
  done: number;
  /** Of those done: the last result came in time. */
  onTime: number;
  lateOpen: number;
  /** Whose result was judged at least once: finished or sent back. */
  judged: number;
  /** Of those judged: sent back at least once. */
  sentBack: number;
  verdicts: Record<TaskVerdict, number>;
};

export const noTasks = (): TaskSums => ({ issued: 0, done: 0, onTime: 0, lateOpen: 0, judged: 0, sentBack: 0, verdicts: { good: 0, done: 0, partly: 0 } });

/** Counts tasks by the department that each was issued to, and all of them together. Pure. */
export function appraiseTasks(tasks: readonly AppraisedTask[]): { byUnit: Map<string, TaskSums>; total: TaskSums } {
  const byUnit = new Map<string, TaskSums>();
  const total = noTasks();
  for (const task of tasks) {
    const own = byUnit.get(task.unit) ?? noTasks();
    byUnit.set(task.unit, own);
    add(own, task);
    add(total, task);
  }
  return { byUnit, total };
}

function add(sums: TaskSums, task: AppraisedTask): void {
  for (const of of TASK_COUNTS) if (countsIn(task, of)) sums[of] += 1;
  if (!task.open || task.sentBack > 0) sums.judged += 1;
  const named = TASK_VERDICTS.find((v) => v === task.verdict);
  if (named) sums.verdicts[named] += 1;
}
