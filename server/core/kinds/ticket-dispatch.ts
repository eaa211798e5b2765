import {
  ask,
  endDispatch,
  milestone,
  move,
  pauseClocks,
  queryOf,
  raise,
  resumeClocks,
  ruleFor,
  set,
  settle,
  startClock,
  stopClocks,
  tell,
  transferClock,
} from '../case/build.ts';
import { runningClock } from '../case/clock.ts';
import { deadlineOf } from '../case/deadline.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx, Guard } from '../case/kind.ts';
import { refuse } from '../case/refusal.ts';
import { rulesAt } from '../case/rules.ts';
import type { JsonObject } from '../case/state.ts';
import { acceptedNow, addHelpers, dispatchTo, hasLimit, newHelpers } from './ticket-acts.ts';
import { desk, endOf, HAND_OVER_REASONS, helpersOf, MAIN, RETURN_REASONS, SYSTEM, text } from './ticket-terms.ts';

const RUNNING = ['sign', 'first_contact', 'handling'] as const;

/** After so many dispatches without an owner the hotline designates one (指定承办). */
const mayStillDispatch: Guard = (ctx) => {
  const rule = ruleFor(ctx, 'return');
  const done = ctx.state.dispatches.length;
  return rule && done >= rule.value.designateAfter ? refuse('must_designate', { dispatches: done, after: rule.value.designateAfter }) : null;
};

const notReturnedBefore: Guard = (ctx) => {
  const back = ctx.state.dispatches.findLast((d) => d.unit === ctx.data.unit && d.end === 'returned');
  return back ? { ...refuse('returned_before', { unit: back.unit }), at: back.endedAt ?? back.at } : null;
};

/** Nothing is dispatched by a machine alone unless a row of the catalogue allows that class. */
const machineMay: Guard = (ctx) => {
  if (ctx.actor.ref.type === 'person') return null;
  const row = rulesAt(ctx.rules.book, 'dispatch', queryOf(ctx), ctx.at)[0];
  return row?.value.auto && row.value.main === ctx.data.unit ? null : refuse('not_automatic', { unit: ctx.data.unit ?? null });
};

const freshHelpers: Guard = (ctx) => {
  const helps = ctx.state.assignment.co.find((c) => c.unit === ctx.data.unit);
  return helps ? refuse('helper_known', { unit: helps.unit }) : newHelpers(ctx, helpersOf(ctx.data.co), text(ctx.data.unit));
};

/** Only while the return rule's time runs, and not by the unit that was told to handle it. */
const mayReturn: Guard = (ctx) => {
  const { state } = ctx;
  if (state.assignment.designated) return refuse('designated', { unit: state.assignment.main });
  if (state.flags.return_denied) return { ...refuse('return_denied'), at: state.flags.return_denied.at };
  if (state.flags.pending) return refuse('on_hold');
  if (state.assignment.through.length > 0) return refuse('wrong_state', { state: state.state, passedBy: state.assignment.through.at(-1) ?? null });
  const rule = ruleFor(ctx, 'return');
  if (!rule) return refuse('no_rule', { rule: 'return' });
  const from = state.dispatches.at(-1)?.at ?? ctx.at;
  const until = endOf(ctx, from, rule.value.within);
  return ctx.at > until ? refuse('return_late', { until, amount: rule.value.within.amount, unit: rule.value.within.unit }) : null;
};

const DISPATCH_FIELDS: CommandSpec['fields'] = {
  unit: { type: 'code', need: true },
  co: { type: 'helpers' },
  region: { type: 'code' },
  /** Place of the unit in the list that was suggested; absent when it was not in it. */
  rank: { type: 'number', whole: true, least: 1 },
  clause: { type: 'text' },
  reason: { type: 'text' },
};

/** From the desk to a unit and back (派单, 签收, 退单审核, 指定承办). */
export const DISPATCH: { readonly [command: string]: CommandSpec } = {
  dispatch: {
    from: ['registered', 'to_dispatch'],
    by: [desk('case.dispatch'), SYSTEM],
    fields: DISPATCH_FIELDS,
    undoable: true,
    guards: [mayStillDispatch, notReturnedBefore, machineMay, freshHelpers, hasLimit],
    effects: (ctx) => toUnit(ctx, false),
  },
  designate: {
    from: ['to_dispatch'],
    by: [desk('case.designate')],
    fields: { ...DISPATCH_FIELDS, reason: { type: 'text', need: true } },
    guards: [(ctx) => (ctx.state.dispatches.some((d) => d.end === 'returned') ? null : refuse('not_in_dispute')), freshHelpers, hasLimit],
    effects: (ctx) => toUnit(ctx, true),
  },
  sign: {
    from: ['to_sign'],
    by: [MAIN],
    fields: {},
    effects: (ctx) => [...move(ctx, 'handling'), ...stopClocks(ctx, ['sign'], 'signed'), ...endDispatch(ctx, 'signed')],
  },
  /** 超时自动签收: the sign clock has run out. */
  auto_sign: {
    from: ['to_sign'],
    by: [SYSTEM],
    fields: {},
    guards: [signIsLate],
    effects: (ctx) => [
      ...move(ctx, 'handling'),
      ...stopClocks(ctx, ['sign'], 'auto_signed'),
      ...endDispatch(ctx, 'auto_signed'),
      ...tell('unit', 'auto_signed', ctx.state.assignment.main),
    ],
  },
  return: {
    from: ['to_sign', 'handling'],
    by: [MAIN],
    fields: { reason: { type: 'code', need: true, choice: RETURN_REASONS }, text: { type: 'text', need: true }, suggested: { type: 'code' } },
    guards: [mayReturn],
    effects: (ctx) => [
      ...ask(ctx, 'return', { from: ctx.state.state, reason: ctx.data.reason ?? null }),
      ...settle(ctx, 'extension', 'hold'),
      ...move(ctx, 'return_review'),
      { do: 'return_asked' },
      ...pauseClocks(ctx, RUNNING, 'return_review'),
      ...tell('desk', 'return_asked', ctx.state.assignment.desk),
    ],
  },
  adjudicate: {
    from: ['return_review'],
    by: [desk('case.adjudicate')],
    fields: { accept: { type: 'bool', need: true }, reason: { type: 'text', need: true } },
    effects: (ctx) => (ctx.data.accept === true ? acceptReturn(ctx) : denyReturn(ctx)),
  },
  /** 转派下级: the unit stays answerable for the one below it. */
  pass_down: {
    from: ['handling'],
    by: [MAIN],
    fields: { unit: { type: 'code', need: true }, reason: { type: 'text' } },
    guards: [(ctx) => (unitsOf(ctx).includes(text(ctx.data.unit) ?? '') ? refuse('same_unit', { unit: ctx.data.unit ?? null }) : null)],
    effects: (ctx) => {
      const unit = text(ctx.data.unit);
      const { main, through } = ctx.state.assignment;
      return [
        ...milestone(ctx, 'passed_down'),
        ...move(ctx, 'to_sign'),
        { do: 'assign', set: { main: unit, through: main === null ? through : [...through, main] } },
        ...startClock(ctx, 'sign', 'passed_down', unit),
        ...transferClock(ctx, 'handling', 'passed_down', unit),
        ...tell('unit', 'dispatched', unit),
      ];
    },
  },
  send_up: {
    from: ['to_sign', 'handling'],
    by: [MAIN, { as: 'passer', power: 'case.handle' }],
    fields: { reason: { type: 'text', need: true } },
    guards: [(ctx) => (ctx.state.assignment.through.length === 0 ? refuse('not_passed_down') : null)],
    effects: (ctx) => {
      const { through } = ctx.state.assignment;
      const unit = through.at(-1) ?? null;
      return [
        ...move(ctx, 'handling'),
        { do: 'assign', set: { main: unit, through: through.slice(0, -1) } },
        ...stopClocks(ctx, ['sign'], 'returned'),
        ...transferClock(ctx, 'handling', 'sent_up', unit),
        ...tell('unit', 'sent_up', unit),
      ];
    },
  },
  /** Between province and city; the first receiver stays answerable (首接负责). */
  hand_over: {
    from: 'open',
    mirrored: 'both',
    by: [desk('case.dispatch')],
    fields: { to: { type: 'code', need: true }, why: { type: 'code', need: true, choice: HAND_OVER_REASONS }, text: { type: 'text' } },
    guards: [
      (ctx) => (ctx.data.to === ctx.state.assignment.desk ? refuse('same_desk', { desk: ctx.data.to ?? null }) : null),
      (ctx) => (isDesks(ctx) ? null : refuse('wrong_state', { state: ctx.state.state })),
    ],
    effects: (ctx) => [
      { do: 'assign', set: { desk: text(ctx.data.to) } },
      { do: 'milestone', what: 'handed_over', unit: ctx.state.assignment.desk, at: ctx.at },
      ...tell('desk', 'handed_over', text(ctx.data.to)),
    ],
  },
};

/** A native ticket changes level while a desk has it; of a mirrored one we say who watches it, wherever it is. */
function isDesks(ctx: Ctx): boolean {
  return ctx.state.fields.mirrored === true || ['registered', 'to_dispatch'].includes(ctx.state.state);
}

function unitsOf(ctx: Ctx): string[] {
  const { main, through, co } = ctx.state.assignment;
  return [...(main === null ? [] : [main]), ...through, ...co.map((c) => c.unit)];
}

function toUnit(ctx: Ctx, designated: boolean): Effect[] {
  const region = text(ctx.data.region);
  const over: JsonObject = region === null ? {} : { region };
  return [
    ...acceptedNow(ctx),
    ...(region === null ? [] : set('region', region)),
    ...dispatchTo(ctx, text(ctx.data.unit) ?? '', { designated, over }),
    ...addHelpers(ctx, helpersOf(ctx.data.co)),
  ];
}

function acceptReturn(ctx: Ctx): Effect[] {
  return [
    ...settle(ctx, 'return'),
    ...endOfReturned(ctx),
    ...stopClocks(ctx, ['sign', 'first_contact'], 'returned'),
    ...resumeClocks(ctx, ['handling'], 'adjudicated'),
    ...move(ctx, 'to_dispatch'),
    { do: 'assign', set: { main: null, through: [], designated: false } },
    ...tell('unit', 'return_accepted', ctx.state.assignment.main),
  ];
}

/** The dispatch that was signed before it was returned ends as returned all the same. */
function endOfReturned(ctx: Ctx): Effect[] {
  return [{ do: 'dispatch_ended', end: 'returned', at: ctx.at }];
}

function denyReturn(ctx: Ctx): Effect[] {
  const back = text(ctx.state.asks.return?.value.from) ?? 'handling';
  return [
    ...settle(ctx, 'return'),
    ...move(ctx, back),
    ...raise('return_denied', ctx.state.assignment.main),
    ...resumeClocks(ctx, RUNNING, 'adjudicated'),
    ...tell('unit', 'return_denied', ctx.state.assignment.main),
  ];
}

function signIsLate(ctx: Ctx): ReturnType<Guard> {
  const clock = runningClock(ctx.state.ledger, 'sign');
  if (!clock) return refuse('no_rule', { rule: 'limit', clock: 'sign' });
  const { due, state } = deadlineOf(clock, ctx.rules.calendar, ctx.at);
  return state === 'late' ? null : refuse('not_due', { due });
}
