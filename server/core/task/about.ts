export const TASK_ORIGINS = ['instruction', 'figure', 'plan'] as const;
export type TaskOrigin = (typeof TASK_ORIGINS)[number];

/** A figure as it was when a task was made of it: what is read of it later may differ. Display units. */
export type TaskFigure = {
  readonly indicator: string;
  readonly region: string;
  readonly scope?: string;
  readonly status?: string;
  readonly from: number;
  readonly to: number;
  /** null: nothing was reported. */
  readonly value: number | null;
  /** What it was held against, and on which side of that it lay. */
  readonly bound: number | null;
  readonly side: 'above' | 'below' | null;
  readonly readAt: number;
};

/** What stays beside a task of where it comes from; what is asked is its body. */
export type TaskAbout = { readonly origin: TaskOrigin; readonly figure: TaskFigure | null };
