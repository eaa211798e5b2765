import { endDispatch, limitFor, lower, milestone, move, order, ruleFor, set, settle, startClock, stopClocks, tell, transferClock } from '../case/build.ts';
import { clockOf, runningClock } from '../case/clock.ts';
import { isSampled } from '../case/follow-up.ts';
import type { Effect } from '../case/journal.ts';
import type { Ctx, Guard } from '../case/kind.ts';
import { refuse } from '../case/refusal.ts';
import { reruleClocks, startHandling } from '../case/rerule.ts';
import { type CoHandler, type JsonObject, linksOf } from '../case/state.ts';
import { isChild } from './ticket-terms.ts';

/** Acts that several of a ticket's commands share. */

/** The way may leave out 受理: whoever answers or dispatches a ticket has accepted it. */
export function acceptedNow(ctx: Ctx): Effect[] {
  return ctx.state.milestones.some((m) => m.what === 'accepted') ? [] : milestone(ctx, 'accepted');
}

/** Out of the loop: nothing is asked of anybody any more. */
export function end(ctx: Ctx, outcome: string): Effect[] {
  return [
    ...settle(ctx, 'return', 'extension', 'hold'),
    ...lower(ctx, 'pending', 'merged'),
    ...stopClocks(ctx, ['sign', 'first_contact', 'handling', 'follow_up'], outcome),
    ...endDispatch(ctx, 'ended'),
    ...set('outcome', outcome),
    ...move(ctx, 'archived'),
    ...milestone(ctx, outcome),
  ];
}

/**
 * To a unit: it has to sign, to call the caller and to handle. The handling clock starts here or goes on for the new
 * unit (it starts at 派单, not at 签收). `over`: fields that this very entry sets.
 */
export function dispatchTo(ctx: Ctx, unit: string, { designated, over = {} }: { designated: boolean; over?: JsonObject }): Effect[] {
  const { state } = ctx;
  const anonymous = state.flags.anonymous !== undefined || over.anonymous === true;
  const first = state.dispatches.length === 0;
  return [
    ...move(ctx, 'to_sign'),
    { do: 'assign', set: { main: unit, through: [], designated } },
    ...lower(ctx, 'return_denied'),
    { do: 'dispatched', unit, designated, at: ctx.at },
    ...startClock(ctx, 'sign', 'dispatched', unit, ctx.at, over),
    ...(anonymous || clockOf(state.ledger, 'first_contact')?.stopReason === 'contacted'
      ? []
      : startClock(ctx, 'first_contact', 'dispatched', unit, ctx.at, over)),
    ...(runningClock(state.ledger, 'handling')
      ? [...(first ? reruleClocks(ctx, 'dispatched', over, true) : []), ...transferClock(ctx, 'handling', 'dispatched', unit)]
      : startHandling(ctx, 'dispatched', unit, over)),
    ...tell('unit', 'dispatched', unit),
  ];
}

/** A ticket without a limit would be lost without anybody seeing it late: no dispatch before a rule says how long. */
export const hasLimit: Guard = (ctx) => {
  if (runningClock(ctx.state.ledger, 'handling') || limitFor(ctx, 'handling')) return null;
  return refuse('no_rule', { rule: 'limit', clock: 'handling' });
};

/** A new helper's part is a child ticket that goes to its unit at once. */
export function addHelpers(ctx: Ctx, helpers: readonly CoHandler[]): Effect[] {
  if (helpers.length === 0) return [];
  const { state } = ctx;
  const { requestType, category, region, receiving, channel, entrance, line, priority } = state.fields;
  const handed = { requestType, category, region, receiving, channel, entrance, line, priority, desk: state.assignment.desk };
  const data = Object.fromEntries(Object.entries(handed).filter(([, v]) => v !== undefined && v !== null)) as JsonObject;
  return [
    { do: 'assign', set: { co: [...state.assignment.co, ...helpers] } },
    ...helpers.flatMap((h) => [
      ...order(state.kind, h.child, 'report', { ...data, parent: state.id, unit: h.unit }),
      { do: 'link' as const, rel: 'child', to: String(h.child) },
    ]),
  ];
}

/** A helper is no other helper, and not the main unit. */
export function newHelpers(ctx: Ctx, helpers: readonly CoHandler[], main: string | null): ReturnType<Guard> {
  const known = [...ctx.state.assignment.co.map((c) => c.unit), ...(main === null ? [] : [main])];
  const taken = helpers.find((h, i) => known.includes(h.unit) || helpers.findIndex((o) => o.unit === h.unit) !== i || h.child === ctx.state.id);
  return taken ? refuse('helper_known', { unit: taken.unit }) : null;
}

/**
 * 办结: to the call-back if it is drawn, else to wait for the caller's own rating. Members of a merge close with their
 * master, each with a call-back of its own. A helper's part has no caller: it reports to the main unit.
 */
export function closing(ctx: Ctx, outcome: string, unit = ctx.state.assignment.main): Effect[] {
  const { state } = ctx;
  const closed: Effect[] = [...set('outcome', outcome), { do: 'milestone', what: 'closed', unit, at: ctx.at }];
  const parent = state.fields.parent;
  if (isChild(ctx) && typeof parent === 'number')
    return [...closed, ...move(ctx, 'closed'), ...order(state.kind, parent, 'helper_answered', { child: state.id })];
  const rule = ruleFor(ctx, 'follow_up');
  const called = rule !== null && isSampled(state.id, rule.value.share);
  return [
    ...closed,
    ...(called ? [...move(ctx, 'to_follow_up'), ...startClock(ctx, 'follow_up', 'closed', null)] : move(ctx, 'closed')),
    ...tell('caller', 'closed', null, { outcome }),
    ...linksOf(state, 'member').flatMap((m) => [
      { do: 'unlink' as const, rel: 'member', to: String(m) },
      { do: 'link' as const, rel: 'closed_member', to: String(m) },
      ...order(state.kind, m, 'close_with_master', { master: state.id, unit, outcome }),
    ]),
  ];
}

/** What a helper does is part of a ticket: it is withdrawn or given to another, and neither refused nor merged by itself. */
export const isWhole: Guard = (ctx) => (isChild(ctx) ? refuse('wrong_state', { parent: ctx.state.fields.parent ?? null }) : null);

/** A master goes nowhere that its members cannot follow. */
export const hasMembers: Guard = (ctx) => {
  const members = linksOf(ctx.state, 'member');
  return members.length > 0 ? refuse('has_members', { members }) : null;
};
