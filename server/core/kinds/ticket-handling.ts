import { ask, count, lower, milestone, move, pauseClocks, raise, resumeClocks, ruleFor, settle, stopClocks, tell } from '../case/build.ts';
import { type Clock, runningClock } from '../case/clock.ts';
import { deadlineOf } from '../case/deadline.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx, Guard } from '../case/kind.ts';
import { holdsPower } from '../case/powers.ts';
import { refuse } from '../case/refusal.ts';
import type { JsonObject } from '../case/state.ts';
import { addHelpers, closing, newHelpers } from './ticket-acts.ts';
import { desk, helpersOf, isChild, MAIN, number, ORDER, RESULTS, SYSTEM } from './ticket-terms.ts';

const freshHelpers: Guard = (ctx) => newHelpers(ctx, helpersOf(ctx.data.co), ctx.state.assignment.main);
const notHeld: Guard = (ctx) => (ctx.state.flags.pending ? refuse('on_hold') : null);
const held: Guard = (ctx) => (ctx.state.flags.pending ? null : refuse('not_on_hold'));

function notAsked(what: string): Guard {
  return (ctx) => {
    const open = ctx.state.asks[what];
    return open ? { ...refuse('asked_already', { ask: what }), by: open.by, at: open.at } : null;
  };
}

function asked(what: string): Guard {
  return (ctx) => (ctx.state.asks[what] ? null : refuse('not_asked', { ask: what }));
}

function handlingClock(ctx: Ctx): Clock | null {
  return runningClock(ctx.state.ledger, 'handling');
}

/** 延期 is asked for before expiry, within what the rule gives. */
const mayExtend: Guard = (ctx) => {
  const clock = handlingClock(ctx);
  const rule = ruleFor(ctx, 'extension');
  if (!clock || !rule) return refuse('no_rule', { rule: clock ? 'extension' : 'limit', clock: 'handling' });
  const { most, times } = rule.value;
  const { due } = deadlineOf(clock, ctx.rules.calendar, ctx.at);
  if (ctx.at > due) return refuse('extension_late', { due });
  if (clock.extensions.length >= times) return refuse('extension_times', { times });
  if (most.unit !== clock.limit.unit) return refuse('extension_unit', { limit: clock.limit.unit, extension: most.unit });
  return (number(ctx.data.amount) ?? 0) > most.amount ? refuse('extension_most', { most: most.amount, unit: most.unit }) : null;
};

const leaderAgrees: Guard = (ctx) => {
  if (ctx.data.grant !== true) return null;
  const rule = ruleFor(ctx, 'extension');
  const nth = 1 + (handlingClock(ctx)?.extensions.length ?? 0);
  return rule && nth >= rule.value.leaderFrom && !holdsPower(ctx.actor, 'case.instruct') ? refuse('needs_leader', { nth }) : null;
};

/** The work of a unit, alone and with helpers (协调, 延期, 挂账, 答复). */
export const HANDLING: { readonly [command: string]: CommandSpec } = {
  /** 先行联系: the unit has spoken with the caller. */
  contact: {
    from: ['to_sign', 'handling'],
    by: [MAIN],
    fields: { way: { type: 'code', choice: ['phone', 'visit', 'message'] }, text: { type: 'text' } },
    effects: (ctx) => [...stopClocks(ctx, ['first_contact'], 'contacted'), ...milestone(ctx, 'contacted'), ...count('contacts')],
  },
  /** 主办 + 协办, or 街镇吹哨: by the desk, or asked for by the main unit. */
  coordinate: {
    from: ['to_sign', 'handling'],
    by: [desk('case.dispatch'), MAIN],
    fields: { co: { type: 'helpers', need: true }, text: { type: 'text' } },
    guards: [freshHelpers],
    effects: (ctx) => [...addHelpers(ctx, helpersOf(ctx.data.co)), ...count('coordinations'), ...tell('unit', 'coordinated', ctx.state.assignment.main)],
  },
  helper_answered: {
    from: 'open',
    by: [ORDER],
    fields: { child: { type: 'number', need: true, whole: true } },
    guards: [knownHelper],
    whenMerged: true,
    effects: (ctx) => [
      { do: 'assign', set: { co: ctx.state.assignment.co.map((c) => (c.child === ctx.data.child ? { ...c, answered: true } : c)) } },
      ...tell('unit', 'helper_answered', ctx.state.assignment.main),
    ],
  },
  helper_left: {
    from: 'open',
    by: [ORDER],
    fields: { child: { type: 'number', need: true, whole: true } },
    guards: [knownHelper],
    whenMerged: true,
    effects: (ctx) => [
      { do: 'assign', set: { co: ctx.state.assignment.co.filter((c) => c.child !== ctx.data.child) } },
      { do: 'unlink', rel: 'child', to: String(ctx.data.child) },
      ...tell('unit', 'helper_left', ctx.state.assignment.main),
    ],
  },
  extend: {
    from: ['handling'],
    by: [MAIN],
    fields: { amount: { type: 'number', need: true, whole: true, least: 1 }, reason: { type: 'text', need: true } },
    guards: [notAsked('extension'), notHeld, mayExtend],
    effects: (ctx) => [...ask(ctx, 'extension', { amount: ctx.data.amount ?? null }), ...tell('desk', 'extension_asked', ctx.state.assignment.desk)],
  },
  settle_extension: {
    from: ['handling'],
    by: [desk('case.adjudicate'), { as: 'anyone', power: 'case.instruct' }],
    fields: { grant: { type: 'bool', need: true }, amount: { type: 'number', whole: true, least: 1 }, reason: { type: 'text', need: true } },
    guards: [asked('extension'), leaderAgrees, notMoreThanAsked],
    effects: (ctx) => [
      ...settle(ctx, 'extension'),
      ...(ctx.data.grant === true ? grantExtension(ctx) : tell('unit', 'extension_denied', ctx.state.assignment.main)),
    ],
  },
  /** 挂账: what cannot be done yet. The clock stands while it is approved. */
  hold: {
    from: ['handling'],
    by: [MAIN],
    fields: { reason: { type: 'text', need: true }, until: { type: 'time' } },
    guards: [notAsked('hold'), notHeld],
    effects: (ctx) => [...ask(ctx, 'hold', { until: ctx.data.until ?? null }), ...tell('desk', 'hold_asked', ctx.state.assignment.desk)],
  },
  settle_hold: {
    from: ['handling'],
    by: [desk('case.adjudicate')],
    fields: { grant: { type: 'bool', need: true }, reason: { type: 'text', need: true } },
    guards: [asked('hold')],
    effects: (ctx) => {
      const until = ctx.state.asks.hold?.value.until ?? null;
      if (ctx.data.grant !== true) return [...settle(ctx, 'hold'), ...tell('unit', 'hold_denied', ctx.state.assignment.main)];
      return [
        ...settle(ctx, 'hold', 'extension'),
        ...raise('pending', until),
        ...pauseClocks(ctx, ['handling'], 'hold'),
        ...count('holds'),
        ...tell('caller', 'held', null, { until }),
      ];
    },
  },
  release_hold: {
    from: ['handling'],
    by: [MAIN, desk('case.adjudicate'), SYSTEM],
    fields: { reason: { type: 'text' } },
    guards: [held],
    effects: (ctx) => [...lower(ctx, 'pending'), ...resumeClocks(ctx, ['handling'], 'released'), ...tell('unit', 'released', ctx.state.assignment.main)],
  },
  /** The clock stops at the answer that is passed; one that is sent back has not stopped it. */
  answer: {
    from: ['handling'],
    by: [MAIN],
    fields: { text: { type: 'text', need: true }, result: { type: 'code', need: true, choice: RESULTS }, knowledge: { type: 'codes' } },
    guards: [
      (ctx) => {
        const open = ctx.state.assignment.co.filter((c) => !c.answered).map((c) => c.unit);
        return open.length > 0 ? refuse('helpers_open', { units: open }) : null;
      },
    ],
    effects: (ctx) => [
      ...settle(ctx, 'extension', 'hold'),
      ...lower(ctx, 'pending'),
      ...stopClocks(ctx, ['handling', 'first_contact'], 'answered'),
      ...milestone(ctx, 'answered'),
      ...(isChild(ctx) ? closing(ctx, 'handled') : [...move(ctx, 'to_check'), ...tell('desk', 'answered', ctx.state.assignment.desk)]),
    ],
  },
};

function knownHelper(ctx: Ctx): ReturnType<Guard> {
  return ctx.state.assignment.co.some((c) => c.child === ctx.data.child) ? null : refuse('unknown_entry', { child: ctx.data.child ?? null });
}

function notMoreThanAsked(ctx: Ctx): ReturnType<Guard> {
  const most = number(ctx.state.asks.extension?.value.amount);
  return most !== null && (number(ctx.data.amount) ?? 0) > most ? refuse('extension_most', { most }) : null;
}

/** The caller is told the new date. */
function grantExtension(ctx: Ctx): Effect[] {
  const clock = handlingClock(ctx);
  const rule = ruleFor(ctx, 'extension');
  const amount = number(ctx.data.amount) ?? number(ctx.state.asks.extension?.value.amount);
  if (!clock || amount === null) return [];
  const limit = { ...clock.limit, amount };
  const extended: Clock = { ...clock, extensions: [...clock.extensions, { amount, unit: limit.unit, at: ctx.at, reason: 'granted', rule: null }] };
  const { due, dueDate, provisional } = deadlineOf(extended, ctx.rules.calendar, ctx.at);
  const told: JsonObject = { due, dueDate, provisional };
  const ref = rule ? { rule: { id: rule.id, version: rule.version, source: rule.source } } : {};
  return [
    { do: 'clock', clock: 'handling', round: clock.round, op: 'extend', at: ctx.at, reason: 'granted', limit, ...ref },
    ...count('extensions'),
    ...tell('caller', 'extended', null, told),
    ...tell('unit', 'extended', ctx.state.assignment.main, told),
  ];
}
