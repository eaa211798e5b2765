import { dayOf, dayOfDate, instantOf } from '../calendar/calendar.ts';
import {
  ask,
  count,
  endDispatch,
  milestone,
  move,
  raise,
  reviveClock,
  ruleFor,
  set,
  settle,
  startClock,
  startClockUntil,
  stopClocks,
  tell,
} from '../case/build.ts';
import { runningClock } from '../case/clock.ts';
import { deadlineOf } from '../case/deadline.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx, FieldSpec, Guard, Who } from '../case/kind.ts';
import { refuse } from '../case/refusal.ts';
import type { ClockKind, JsonObject, Limit } from '../case/state.ts';
import { dayProblem } from '../task/until.ts';
import { onLadder } from './ticket-oversight.ts';

/** Commands that the small kinds share; each kind says between which states and for whom. */

export const CODE: FieldSpec = { type: 'code', need: true };
export const TEXT: FieldSpec = { type: 'text', need: true };
export const OPTIONAL: FieldSpec = { type: 'text' };
export const MAIN: Who = { as: 'main', power: 'case.handle' };
export const SYSTEM: Who = { as: 'system' };

/** The first entry: the desk that answers for it, and fields that stay with the case. */
export function opening(to: string, by: readonly Who[], fields: CommandSpec['fields'], clocks: readonly ClockKind[] = []): CommandSpec {
  return {
    from: 'new',
    by,
    fields: { desk: CODE, region: { type: 'code' }, priority: { type: 'code' }, category: { type: 'code' }, ...fields },
    guards: fields.until === undefined ? [] : [mayEndThen],
    effects: (ctx) => {
      const desk = typeof ctx.data.desk === 'string' ? ctx.data.desk : null;
      return [
        ...move(ctx, to),
        { do: 'assign', set: { desk, firstDesk: desk } },
        ...Object.entries(ctx.data).flatMap(([field, value]) => (field === 'desk' || isText(field, fields) ? [] : set(field, value))),
        ...set('receivedAt', ctx.at),
        ...clocks.flatMap((c) => startClock(ctx, c, 'opened', null, ctx.at, ctx.data)),
      ];
    },
  };
}

function isText(field: string, fields: CommandSpec['fields']): boolean {
  return fields[field]?.type === 'text';
}

type StepOptions = {
  fields?: CommandSpec['fields'];
  /** Clocks that end here, with the reason. A sign clock that ends is a dispatch that was taken. */
  stop?: Partial<Record<ClockKind, string>>;
  start?: readonly ClockKind[];
  /** Clocks that run on as if they had not stopped: what is sent back was not done. */
  revive?: readonly ClockKind[];
  /** Asks that are settled by it. */
  settles?: readonly string[];
  /** Fields that stay with the case. */
  keep?: readonly string[];
};

/** A plain step from states to a state, with what it stops and starts. */
export function step(from: readonly string[], to: string, by: readonly Who[], options: StepOptions = {}): CommandSpec {
  const { fields = {}, stop = {}, start = [], keep = [], revive = [], settles = [] } = options;
  return {
    from,
    by,
    fields,
    effects: (ctx) => [
      ...move(ctx, to),
      ...keep.filter((f) => ctx.data[f] !== undefined).flatMap((f) => set(f, ctx.data[f] ?? null)),
      ...Object.entries(stop).flatMap(([clock, reason]) => stopClocks(ctx, [clock as ClockKind], reason)),
      ...settle(ctx, ...settles),
      ...revive.flatMap((c) => reviveClock(ctx, c, 'sent_back')),
      ...(stop.sign === undefined ? [] : endDispatch(ctx, 'signed')),
      ...start.flatMap((c) => startClock(ctx, c, to, ctx.state.assignment.main, ctx.at, ctx.data)),
      ...milestone(ctx, to),
    ],
  };
}

/** To a unit. A field `priority` is what it is judged to be from here on, and chooses the limits. */
export function assigning(
  from: readonly string[],
  to: string,
  by: readonly Who[],
  clocks: readonly ClockKind[],
  fields: CommandSpec['fields'] = {},
): CommandSpec {
  return {
    from,
    by,
    fields: { unit: CODE, reason: OPTIONAL, ...fields },
    guards: fields.until === undefined ? [] : [mayEndThen],
    effects: (ctx) => {
      const unit = typeof ctx.data.unit === 'string' ? ctx.data.unit : '';
      const over: JsonObject = ctx.data.priority === undefined ? {} : { priority: ctx.data.priority };
      const until = fields.until === undefined ? null : endOf(ctx, ctx.data.until ?? ctx.state.fields.until);
      return [
        ...move(ctx, to),
        ...Object.entries(over).flatMap(([field, value]) => set(field, value)),
        ...endDispatch(ctx, 'ended'),
        { do: 'assign', set: { main: unit, through: [], designated: false } },
        { do: 'dispatched', unit, designated: false, at: ctx.at },
        ...clocks.flatMap((c) => {
          if (runningClock(ctx.state.ledger, c)) return [];
          return c === 'handling' && until !== null ? startClockUntil(ctx, c, 'dispatched', unit, until) : startClock(ctx, c, 'dispatched', unit, ctx.at, over);
        }),
        ...tell('unit', 'dispatched', unit),
      ];
    },
  };
}

/** The end of the local day that was set; null where none was. */
function endOf({ rules }: Pick<Ctx, 'rules'>, date: unknown): number | null {
  return typeof date === 'string' ? instantOf(rules.calendar, dayOfDate(date) + 1, 0) : null;
}

/** A day that is set, or was set when the matter was written down, lies ahead and within two years of now. */
const mayEndThen: Guard = (ctx) => {
  const date = ctx.data.until ?? ctx.state.fields.until;
  return typeof date === 'string' && dayProblem(dayOf(ctx.rules.calendar, ctx.at), date) ? refuse('field', { field: 'until', problem: 'range' }) : null;
};

/** An extension of the handling clock, asked by the unit before expiry and settled by the desk. */
export function extending(from: readonly string[], settler: Who): { extend: CommandSpec; settle_extension: CommandSpec } {
  return {
    extend: {
      from,
      by: [MAIN],
      fields: { amount: { type: 'number', need: true, whole: true, least: 1 }, reason: TEXT },
      guards: [(ctx) => (ctx.state.asks.extension ? refuse('asked_already', { ask: 'extension' }) : null), mayExtend],
      effects: (ctx) => ask(ctx, 'extension', { amount: ctx.data.amount ?? null, ...unitBeyond(ctx) }),
    },
    settle_extension: {
      from,
      by: [settler],
      fields: { grant: { type: 'bool', need: true }, reason: TEXT },
      guards: [(ctx) => (ctx.state.asks.extension ? null : refuse('not_asked', { ask: 'extension' }))],
      effects: grantExtension,
    },
  };
}

const mayExtend: Guard = (ctx) => {
  const clock = runningClock(ctx.state.ledger, 'handling');
  const rule = ruleFor(ctx, 'extension');
  if (!clock || !rule) return refuse('no_rule', { rule: 'extension' });
  const { due } = deadlineOf(clock, ctx.rules.calendar, ctx.at);
  if (ctx.at > due) return refuse('extension_late', { due });
  if (clock.extensions.length >= rule.value.times) return refuse('extension_times', { times: rule.value.times });
  const { amount, unit } = rule.value.most;
  if (clock.limit.until === undefined && unit !== clock.limit.unit) return refuse('extension_unit', { limit: clock.limit.unit, extension: unit });
  return Number(ctx.data.amount) > amount ? refuse('extension_most', { most: amount, unit }) : null;
};

/** Beyond an instant that was set an extension is in the unit of the rule for extensions, which the ask keeps. */
function unitBeyond(ctx: Ctx): JsonObject {
  const until = runningClock(ctx.state.ledger, 'handling')?.limit.until;
  const unit = until === undefined ? null : ruleFor(ctx, 'extension')?.value.most.unit;
  return unit ? { unit } : {};
}

function grantExtension(ctx: Ctx): Effect[] {
  const clock = runningClock(ctx.state.ledger, 'handling');
  const { amount, unit } = ctx.state.asks.extension?.value ?? {};
  if (ctx.data.grant !== true || !clock || typeof amount !== 'number') return settle(ctx, 'extension');
  // Safe because an ask with a unit took it from a rule.
  const limit: Limit = { amount, unit: typeof unit === 'string' ? (unit as Limit['unit']) : clock.limit.unit, soon: clock.limit.soon };
  return [
    ...settle(ctx, 'extension'),
    { do: 'clock', clock: 'handling', round: clock.round, op: 'extend', at: ctx.at, reason: 'granted', limit },
    ...count('extensions'),
  ];
}

/** Urging by who supervises, with a receipt by the unit. */
export function urging(): { urge: CommandSpec; acknowledge: CommandSpec } {
  return {
    urge: {
      from: 'open',
      by: [{ as: 'anyone', power: 'case.supervise' }, { as: 'anyone', power: 'case.dispatch' }, SYSTEM],
      fields: { ladder: { type: 'code' }, reason: OPTIONAL },
      guards: [onLadder],
      effects: (ctx) => {
        const unit = ctx.state.assignment.main;
        const ladder = typeof ctx.data.ladder === 'string' ? ctx.data.ladder : null;
        return [{ do: 'remind', what: 'urge', unit, level: null, ladder }, ...tell('unit', 'urge', unit)];
      },
    },
    acknowledge: {
      from: 'open',
      by: [MAIN],
      fields: { of: { type: 'number', need: true, whole: true } },
      guards: [
        (ctx) => {
          const reminder = ctx.state.reminders.find((r) => r.seq === ctx.data.of);
          if (!reminder) return refuse('unknown_entry', { of: ctx.data.of ?? null });
          return reminder.receipt ? { ...refuse('receipt_given'), ...reminder.receipt } : null;
        },
      ],
      effects: (ctx) => [{ do: 'receipt', of: Number(ctx.data.of) }],
    },
  };
}

/** A report beside the way: what was done so far. */
export function noting(from: readonly string[], by: readonly Who[], name: string, fields: CommandSpec['fields'] = {}): CommandSpec {
  return { from, by, fields: { text: TEXT, ...fields }, effects: (ctx) => [...count(name), ...milestone(ctx, name)] };
}

/** Raises a flag of the kind with the code of a field. */
export function flagging(from: readonly string[], by: readonly Who[], flag: string, field: string): CommandSpec {
  return { from, by, fields: { [field]: CODE, reason: OPTIONAL }, effects: (ctx) => raise(flag, ctx.data[field] ?? null) };
}
