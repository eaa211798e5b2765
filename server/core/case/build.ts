import { DAY } from '../indicator/window.ts';
import { clocksOf, isPaused, runningClock } from './clock.ts';
import type { Effect } from './journal.ts';
import type { Ctx } from './kind.ts';
import { type RuleName, type RuleQuery, type RuleRow, refOf, ruleAt } from './rules.ts';
import type { CaseId, CaseState, ClockKind, DispatchEnd, Json, JsonObject, Limit } from './state.ts';

/**
 * The words in which kinds write their effects. Each returns effects; those on clocks return none when there is no
 * clock to act on, so that a command need not ask first.
 */

/** To another state of the table, at the instant given or the entry's. */
export function move(ctx: Ctx, to: string, at = ctx.at): Effect[] {
  const spec = ctx.table.states[to];
  if (!spec) throw new Error(`${ctx.table.kind} has no state ${to}`);
  const closedAt = spec.closed ? (ctx.state.closedAt ?? at) : spec.open ? null : ctx.state.closedAt;
  return [{ do: 'move', to, open: spec.open, at, closedAt }];
}

export function set(field: string, value: Json): Effect[] {
  return [{ do: 'set', field, value }];
}

export function raise(flag: string, value: Json = null): Effect[] {
  return [{ do: 'raise', flag, value }];
}

/** Lowers the flags that are up. */
export function lower(ctx: Ctx, ...flags: string[]): Effect[] {
  return flags.filter((f) => ctx.state.flags[f]).map((flag) => ({ do: 'lower', flag }));
}

export function ask(ctx: Ctx, name: string, value: JsonObject): Effect[] {
  return [{ do: 'ask', ask: name, unit: ctx.state.assignment.main, value }];
}

/** Ends the asks that are open. */
export function settle(ctx: Ctx, ...asks: string[]): Effect[] {
  return asks.filter((a) => ctx.state.asks[a]).map((a) => ({ do: 'settle', ask: a }));
}

export function count(name: string): Effect[] {
  return [{ do: 'count', name, by: 1 }];
}

export function milestone(ctx: Ctx, what: string, at = ctx.at): Effect[] {
  return [{ do: 'milestone', what, unit: ctx.state.assignment.main, at }];
}

export function tell(whom: 'caller' | 'unit' | 'desk', what: string, to: string | null = null, params: JsonObject = {}): Effect[] {
  return [{ do: 'tell', whom, what, to, params }];
}

export function order(kind: string, id: CaseId, command: string, data: JsonObject): Effect[] {
  return [{ do: 'order', case: id, kind, command, data }];
}

/** What rules are asked about this case, with fields that a command is about to change. */
export function queryOf(ctx: Ctx, over: JsonObject = {}): RuleQuery {
  return ruleQuery(ctx.state, ctx.rules, over);
}

export function ruleQuery(state: CaseState, rules: Ctx['rules'], over: JsonObject = {}): RuleQuery {
  const field = (name: string): string | null => {
    const value = over[name] === undefined ? state.fields[name] : over[name];
    return typeof value === 'string' ? value : null;
  };
  const region = field('region') ?? field('desk') ?? state.assignment.desk;
  const category = field('category');
  return {
    kind: state.kind,
    requestType: field('requestType'),
    priority: field('priority'),
    entrance: field('entrance'),
    regions: region === null ? [] : rules.regions(region),
    categories: category === null ? [] : rules.categories(category),
  };
}

/** The rule that holds for the case now; it is noted in the entry. */
export function ruleFor<N extends RuleName>(ctx: Ctx, rule: N, at = ctx.at, over: JsonObject = {}): RuleRow<N> | null {
  const row = ruleAt(ctx.rules.book, rule, queryOf(ctx, over), at);
  if (row) ctx.used.push(refOf(row));
  return row;
}

/** The limit of one of the case's clocks at an instant. */
export function limitFor(ctx: Ctx, clock: ClockKind, at = ctx.at, over: JsonObject = {}): RuleRow<'limit'> | null {
  return ruleAt(ctx.rules.book, 'limit', { ...queryOf(ctx, over), clock }, at);
}

export function limitOf(row: RuleRow<'limit'>): Limit {
  const { amount, unit, soon } = row.value;
  return { amount, unit, soon };
}

/** A new round of a clock; none when no rule says how long. */
export function startClock(ctx: Ctx, clock: ClockKind, reason: string, unit: string | null, at = ctx.at, over: JsonObject = {}): Effect[] {
  const row = limitFor(ctx, clock, at, over);
  if (!row) return [];
  ctx.used.push(refOf(row));
  const round = 1 + clocksOf(ctx.state.ledger).filter((c) => c.kind === clock).length;
  return [{ do: 'clock', clock, round, op: 'start', at, reason, limit: limitOf(row), rule: refOf(row), unit }];
}

/** A new round of a clock that ends at an instant which somebody set; a rule says at most when it turns to soon. */
export function startClockUntil(ctx: Ctx, clock: ClockKind, reason: string, unit: string | null, until: number): Effect[] {
  const at = ctx.at;
  const round = 1 + clocksOf(ctx.state.ledger).filter((c) => c.kind === clock).length;
  const limit: Limit = { amount: (until - at) / DAY, unit: 'natural_day', soon: limitFor(ctx, clock)?.value.soon ?? USUAL_SOON, until };
  return [{ do: 'clock', clock, round, op: 'start', at, reason, limit, unit }];
}

/** A fifth, as the limits of the profiles have it. */
const USUAL_SOON = 0.2;

function line(ctx: Ctx, clock: ClockKind, op: 'pause' | 'resume' | 'stop', reason: string, at: number): Effect[] {
  const running = runningClock(ctx.state.ledger, clock);
  if (!running || (op === 'pause' && isPaused(running)) || (op === 'resume' && !isPaused(running))) return [];
  return [{ do: 'clock', clock, round: running.round, op, at, reason }];
}

export function pauseClocks(ctx: Ctx, clocks: readonly ClockKind[], reason: string, at = ctx.at): Effect[] {
  return clocks.flatMap((c) => line(ctx, c, 'pause', reason, at));
}

export function resumeClocks(ctx: Ctx, clocks: readonly ClockKind[], reason: string, at = ctx.at): Effect[] {
  return clocks.flatMap((c) => line(ctx, c, 'resume', reason, at));
}

export function stopClocks(ctx: Ctx, clocks: readonly ClockKind[], reason: string, at = ctx.at): Effect[] {
  return clocks.flatMap((c) => line(ctx, c, 'stop', reason, at));
}

/** The newest round of a stopped clock runs on as if it had not stopped. */
export function reviveClock(ctx: Ctx, clock: ClockKind, reason: string): Effect[] {
  const last = clocksOf(ctx.state.ledger).findLast((c) => c.kind === clock);
  return last && last.stoppedAt !== null ? [{ do: 'clock', clock, round: last.round, op: 'resume', at: ctx.at, reason }] : [];
}

/** The clock runs on for another unit. */
export function transferClock(ctx: Ctx, clock: ClockKind, reason: string, unit: string | null): Effect[] {
  const running = runningClock(ctx.state.ledger, clock);
  return running && running.unit !== unit ? [{ do: 'clock', clock, round: running.round, op: 'transfer', at: ctx.at, reason, unit }] : [];
}

/** Ends the newest dispatch, if it has not ended. */
export function endDispatch(ctx: Ctx, how: DispatchEnd, at = ctx.at): Effect[] {
  return ctx.state.dispatches.at(-1)?.end === null ? [{ do: 'dispatch_ended', end: how, at }] : [];
}
