import { count, endDispatch, lower, milestone, move, raise, reviveClock, ruleFor, set, settle, stopClocks, tell } from '../case/build.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx, Guard } from '../case/kind.ts';
import { refuse } from '../case/refusal.ts';
import { startHandling } from '../case/rerule.ts';
import { countOf } from '../case/state.ts';
import { acceptedNow, closing, hasMembers } from './ticket-acts.ts';
import { desk, endOf, number, ORDER, SYSTEM, text } from './ticket-terms.ts';

/** 三 and more of five is satisfied: 满意率 counts 非常满意, 满意 and 基本满意. */
const SATISFIED_FROM = 3;

const ready: Guard = (ctx) => {
  if (ctx.actor.ref.type !== 'system') return null;
  const rule = ruleFor(ctx, 'archive');
  if (!rule) return refuse('no_rule', { rule: 'archive' });
  const due = endOf(ctx, ctx.state.movedAt ?? ctx.at, rule.value.after);
  return ctx.at > due ? null : refuse('not_due', { due });
};

/** Redo at most as often as the rule says, twice by default of the profile (重办 ≤2). */
const mayRedo: Guard = (ctx) => {
  if (!ctx.state.flags.dissatisfied) return refuse('not_dissatisfied');
  const rule = ruleFor(ctx, 'redo');
  if (!rule) return refuse('no_rule', { rule: 'redo' });
  const done = countOf(ctx.state, 'redone');
  return done >= rule.value.most ? refuse('redo_most', { most: rule.value.most }) : null;
};

/** How often a matter may still be done again. */
function redosLeft(ctx: Ctx): number {
  const rule = ruleFor(ctx, 'redo');
  return rule ? Math.max(0, rule.value.most - countOf(ctx.state, 'redone')) : 0;
}

/** Who files a matter that could be done again says why it is not. */
const redoSettled: Guard = (ctx) => {
  const left = redosLeft(ctx);
  return ctx.state.flags.dissatisfied && left > 0 && text(ctx.data.reason) === null ? refuse('redo_left', { left }) : null;
};

/** From the checked answer to the file (审核退回, 办结, 回访, 重办, 归档). */
export const CLOSING: { readonly [command: string]: CommandSpec } = {
  check_back: {
    from: ['to_check'],
    by: [desk('case.check')],
    fields: { reason: { type: 'text', need: true } },
    effects: (ctx) => [
      ...move(ctx, 'handling'),
      ...reviveClock(ctx, 'handling', 'checked_back'),
      ...count('checkedBack'),
      ...tell('unit', 'checked_back', ctx.state.assignment.main),
    ],
  },
  close: {
    from: ['to_check'],
    by: [desk('case.check')],
    fields: { reason: { type: 'text' } },
    effects: (ctx) => closing(ctx, 'handled'),
  },
  follow_up: {
    from: ['to_follow_up', 'closed'],
    by: [desk('case.follow_up'), SYSTEM],
    fields: {
      by: { type: 'code', need: true, choice: ['call', 'voice', 'message', 'caller'] },
      reached: { type: 'bool', need: true },
      level: { type: 'number', need: (d) => d.reached === true, whole: true, least: 1, most: 5 },
      resolved: { type: 'bool', need: (d) => d.reached === true },
      text: { type: 'text' },
    },
    effects: (ctx) => (ctx.data.reached === true ? reviewed(ctx) : notReached(ctx)),
  },
  redo: {
    from: ['to_redo', 'reviewed'],
    by: [desk('case.check')],
    fields: { reason: { type: 'text', need: true } },
    guards: [mayRedo],
    effects: redo,
  },
  archive: {
    from: ['closed', 'to_redo', 'reviewed'],
    by: [desk('case.check'), SYSTEM],
    fields: { reason: { type: 'text' } },
    guards: [ready, redoSettled],
    effects: (ctx) => move(ctx, 'archived'),
  },
  /** A member closes with its master; call-back and review are its own. */
  close_with_master: {
    from: ['registered', 'to_dispatch', 'to_sign', 'handling'],
    by: [ORDER],
    fields: { master: { type: 'number', need: true, whole: true }, unit: { type: 'code' }, outcome: { type: 'code', need: true } },
    whenMerged: true,
    guards: [(ctx) => (ctx.state.flags.merged?.value === ctx.data.master ? null : refuse('not_merged')), hasMembers],
    effects: (ctx) => {
      const unit = text(ctx.data.unit);
      return [
        ...acceptedNow(ctx),
        ...settle(ctx, 'extension', 'hold'),
        ...lower(ctx, 'merged', 'pending', 'return_denied'),
        { do: 'assign', set: { main: unit, through: [] } },
        ...endDispatch(ctx, 'ended'),
        ...stopClocks(ctx, ['sign', 'first_contact'], 'merged'),
        ...stopClocks(ctx, ['handling'], 'answered'),
        ...closing(ctx, text(ctx.data.outcome) ?? 'handled', unit),
      ];
    },
  },
};

function review(ctx: Ctx): Effect[] {
  const { data, state } = ctx;
  const reached = data.reached === true;
  const level = reached ? number(data.level) : null;
  const resolved = reached && typeof data.resolved === 'boolean' ? data.resolved : null;
  const satisfied = level === null ? null : level >= SATISFIED_FROM;
  return [{ do: 'review', by: text(data.by) ?? 'call', unit: state.assignment.main, reached, level, satisfied, resolved, at: ctx.at }];
}

/** A matter that displeased and may be done again stays on the desk until somebody says which: time does not settle it. */
function reviewed(ctx: Ctx): Effect[] {
  const bad = (number(ctx.data.level) ?? 5) < SATISFIED_FROM || ctx.data.resolved === false;
  return [
    ...review(ctx),
    ...lower(ctx, 'unreached'),
    ...(bad ? raise('dissatisfied', ctx.data.level ?? null) : []),
    ...stopClocks(ctx, ['follow_up'], 'reached'),
    ...move(ctx, bad && redosLeft(ctx) > 0 ? 'to_redo' : 'reviewed'),
  ];
}

/** After the last attempt of the rule the ticket waits for the caller's own rating. */
function notReached(ctx: Ctx): Effect[] {
  const rule = ruleFor(ctx, 'follow_up');
  const tried = 1 + ctx.state.reviews.filter((r) => !r.reached && r.at >= (ctx.state.closedAt ?? 0)).length;
  const last = ctx.state.state === 'to_follow_up' && tried >= (rule?.value.attempts ?? 1);
  return [...review(ctx), ...(last ? [...raise('unreached'), ...stopClocks(ctx, ['follow_up'], 'unreached'), ...move(ctx, 'closed')] : [])];
}

function redo(ctx: Ctx): Effect[] {
  const { main } = ctx.state.assignment;
  return [
    ...count('redone'),
    ...milestone(ctx, 'redone'),
    ...lower(ctx, 'dissatisfied'),
    ...set('outcome', null),
    ...move(ctx, main === null ? 'to_dispatch' : 'handling'),
    ...(main === null && !ctx.state.ledger.some((l) => l.clock === 'handling') ? [] : startHandling(ctx, 'redone', main)),
    ...tell(main === null ? 'desk' : 'unit', 'redone', main ?? ctx.state.assignment.desk),
  ];
}
