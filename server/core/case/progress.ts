import type { TicketStep } from './steps.ts';

/** Where a ticket stands on its way, as the wall counts it. */
export type Stage = 'to_dispatch' | 'to_sign' | 'handling' | 'to_follow_up' | 'done';

const STAGE_OF: Partial<Record<TicketStep | 'reported', Stage>> = {
  reported: 'to_dispatch',
  accept: 'to_dispatch',
  return: 'to_dispatch',
  dispatch: 'to_sign',
  sign: 'handling',
  redo: 'handling',
  check_back: 'handling',
  answer: 'handling',
  direct_answer: 'to_follow_up',
  close: 'to_follow_up',
  follow_up: 'done',
  refuse: 'done',
  transfer: 'done',
  withdraw: 'done',
  archive: 'done',
};

/** Stage of a ticket whose newest moving step is `step`. */
export function stageOf(step: string): Stage {
  return STAGE_OF[step as TicketStep] ?? 'handling';
}

/** Steps that are noted beside the way and do not move the ticket (催办, 督办, 协调, 延期). */
export function movesTicket(step: TicketStep): boolean {
  return STAGE_OF[step] !== undefined;
}

export type TicketState = { version: number; step: string; movedAt: number; open: boolean; unit: string | null; closedAt: number | null };
export type Progress = { step: TicketStep; at: number; unit: string | null };

/**
 * State after an upstream platform's progress. Every progress is a new version; a late one that is older than the
 * newest step is kept in the timeline and moves nothing.
 */
export function advance(state: TicketState, progress: Progress): TicketState {
  const next = { ...state, version: state.version + 1 };
  if (!movesTicket(progress.step) || progress.at < state.movedAt) return next;
  const closes = progress.step === 'close' || progress.step === 'direct_answer';
  return {
    ...next,
    step: progress.step,
    movedAt: progress.at,
    open: stageOf(progress.step) !== 'done',
    unit: progress.step === 'return' ? null : (progress.unit ?? state.unit),
    closedAt: closes ? progress.at : progress.step === 'redo' ? null : state.closedAt,
  };
}
