import { count, startClock, stopClocks } from '../case/build.ts';
import { clockOf, runningClock } from '../case/clock.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx } from '../case/kind.ts';
import { advance, movesTicket } from '../case/progress.ts';
import { TICKET_STEPS, type TicketStep } from '../case/steps.ts';
import { FEED, number, text } from './ticket-terms.ts';

/** Where an upstream platform's step leaves a mirrored ticket, in our states. */
const STATE_AFTER: Partial<Record<TicketStep, string>> = {
  accept: 'to_dispatch',
  return: 'to_dispatch',
  dispatch: 'to_sign',
  sign: 'handling',
  check_back: 'handling',
  redo: 'handling',
  answer: 'to_check',
  direct_answer: 'to_follow_up',
  close: 'to_follow_up',
  follow_up: 'reviewed',
  refuse: 'archived',
  transfer: 'archived',
  withdraw: 'archived',
  archive: 'archived',
};
const OUTCOME: Partial<Record<TicketStep, string>> = {
  direct_answer: 'direct_answer',
  close: 'handled',
  refuse: 'refused',
  transfer: 'transferred',
  withdraw: 'withdrawn',
};

/**
 * A mirrored ticket is moved by its upstream platform alone (`ticket.progressed`), whatever the order of steps there: it
 * goes where the step says, at the time of the event, by the same rule as the wall's `advance`. A step older than the
 * newest is kept and moves nothing.
 */
export const MIRROR: { readonly [command: string]: CommandSpec } = {
  progress: {
    from: 'any',
    mirrored: 'only',
    by: [FEED],
    fields: {
      step: { type: 'code', need: true, choice: TICKET_STEPS },
      at: { type: 'time', need: true },
      unit: { type: 'code' },
      satisfied: { type: 'bool' },
      resolved: { type: 'bool' },
      reason: { type: 'text' },
      text: { type: 'text' },
    },
    effects: progress,
  },
};

function progress(ctx: Ctx): Effect[] {
  const step = ctx.data.step as TicketStep;
  const at = number(ctx.data.at) ?? ctx.at;
  const unit = text(ctx.data.unit);
  const was = { version: 0, step: '', movedAt: ctx.state.movedAt ?? 0, open: ctx.state.open, unit: ctx.state.assignment.main, closedAt: ctx.state.closedAt };
  const counted = count(`upstream:${step}`);
  if (!movesTicket(step) || at < was.movedAt) return counted;
  const next = advance(was, { step, at, unit });
  const to = STATE_AFTER[step];
  if (to === undefined) return counted;
  return [
    ...counted,
    ...upstreamClocks(ctx, step, at, next.unit),
    ...upstreamNotes(ctx, step, at, next.unit),
    { do: 'assign', set: { main: next.unit } },
    { do: 'move', to, open: next.open, at, closedAt: next.closedAt },
  ];
}

function upstreamClocks(ctx: Ctx, step: TicketStep, at: number, unit: string | null): Effect[] {
  const handling = clockOf(ctx.state.ledger, 'handling');
  const restarts = handling?.stoppedAt !== null && handling !== null;
  switch (step) {
    case 'dispatch':
      return [...stopClocks(ctx, ['sign'], 'returned', at), ...startClock(ctx, 'sign', 'dispatched', unit, at), ...hand(ctx, unit, at)];
    case 'sign':
      return stopClocks(ctx, ['sign'], 'signed', at);
    case 'return':
      return [...stopClocks(ctx, ['sign'], 'returned', at), ...hand(ctx, null, at)];
    case 'redo':
      return restarts ? startClock(ctx, 'handling', 'redone', unit, at) : [];
    case 'check_back':
      return restarts ? [{ do: 'clock', clock: 'handling', round: handling.round, op: 'resume', at, reason: 'checked_back' }] : [];
    case 'answer':
    case 'close':
    case 'direct_answer':
      return stopClocks(ctx, ['sign', 'handling'], 'answered', at);
    case 'follow_up':
    case 'refuse':
    case 'transfer':
    case 'withdraw':
    case 'archive':
      return stopClocks(ctx, ['sign', 'handling'], OUTCOME[step] ?? 'ended', at);
    default:
      return [];
  }
}

function hand(ctx: Ctx, unit: string | null, at: number): Effect[] {
  const running = runningClock(ctx.state.ledger, 'handling');
  return running && running.unit !== unit ? [{ do: 'clock', clock: 'handling', round: running.round, op: 'transfer', at, reason: 'dispatched', unit }] : [];
}

function upstreamNotes(ctx: Ctx, step: TicketStep, at: number, unit: string | null): Effect[] {
  const { state } = ctx;
  const note = (what: string): Effect => ({ do: 'milestone', what, unit: unit ?? state.assignment.main, at });
  const accepted = state.milestones.some((m) => m.what === 'accepted') || step === 'refuse' ? [] : [note('accepted')];
  const outcome: Effect[] = OUTCOME[step] === undefined ? [] : [{ do: 'set', field: 'outcome', value: OUTCOME[step] ?? null }];
  switch (step) {
    case 'dispatch':
      return [...accepted, ...(unit === null ? [] : [{ do: 'dispatched' as const, unit, designated: false, at }])];
    case 'sign':
      return state.dispatches.at(-1)?.end === null ? [{ do: 'dispatch_ended', end: 'signed', at }] : [];
    case 'return':
      return state.dispatches.length > 0 ? [{ do: 'return_asked' }, { do: 'dispatch_ended', end: 'returned', at }] : [];
    case 'close':
    case 'direct_answer':
      return [...accepted, ...outcome, note('closed')];
    case 'redo':
      return [note('redone'), ...count('redone')];
    case 'follow_up':
      return [upstreamReview(ctx, at, unit)];
    default:
      return step === 'accept' ? accepted : outcome;
  }
}

function upstreamReview(ctx: Ctx, at: number, unit: string | null): Effect {
  const satisfied = typeof ctx.data.satisfied === 'boolean' ? ctx.data.satisfied : null;
  const resolved = typeof ctx.data.resolved === 'boolean' ? ctx.data.resolved : null;
  const reached = satisfied !== null || resolved !== null;
  return { do: 'review', by: 'upstream', unit: unit ?? ctx.state.assignment.main, reached, level: null, satisfied, resolved, at };
}
