import { limitFor, limitOf, startClock } from './build.ts';
import { clocksOf } from './clock.ts';
import type { Effect } from './journal.ts';
import type { Ctx } from './kind.ts';
import { type RuleRow, refOf } from './rules.ts';
import type { CaseState, JsonObject } from './state.ts';

/** When the front desk had the matter: what a limit "from receipt" counts from. */
export function receivedAt(state: CaseState): number {
  const at = state.fields.receivedAt;
  return typeof at === 'number' ? at : (state.openedAt ?? 0);
}

/**
 * Starts the handling clock, if a rule says how long: from receipt or from the dispatch, as the rule has it. A later
 * round (redo) starts now. `over`: fields that this very entry sets.
 */
export function startHandling(ctx: Ctx, reason: string, unit: string | null, over: JsonObject = {}): Effect[] {
  const row = limitFor(ctx, 'handling', ctx.at, over);
  const first = !ctx.state.ledger.some((l) => l.clock === 'handling');
  const received = typeof over.receivedAt === 'number' ? over.receivedAt : receivedAt(ctx.state);
  return startClock(ctx, 'handling', reason, unit, first && row?.value.from === 'received' ? received : ctx.at, over);
}

/**
 * Puts the running clocks under the rules that hold with the fields that change (`over`): the ledger stays, with its
 * starts, pauses and extensions, and is read again under the new limit. A clock that no rule knows keeps its limit.
 * `dispatching`: the entry is the first dispatch, from which a rule may count.
 */
export function reruleClocks(ctx: Ctx, reason: string, over: JsonObject = {}, dispatching = false): Effect[] {
  const effects: Effect[] = [];
  for (const clock of clocksOf(ctx.state.ledger)) {
    // An instant that somebody set stands over whatever a rule says.
    if (clock.stoppedAt !== null || clock.limit.until !== undefined) continue;
    const row = limitFor(ctx, clock.kind, clock.startedAt, over);
    if (!row) continue;
    const startedAt = clock.kind === 'handling' && clock.round === 1 ? originOf(ctx, row, dispatching, clock.startedAt) : clock.startedAt;
    const same = clock.rule?.id === row.id && clock.rule.version === row.version && clock.startedAt === startedAt;
    if (same) continue;
    ctx.used.push(refOf(row));
    const moved = startedAt === clock.startedAt ? {} : { startedAt };
    effects.push({ do: 'clock', clock: clock.kind, round: clock.round, op: 'rule', at: ctx.at, reason, limit: limitOf(row), rule: refOf(row), ...moved });
  }
  return effects;
}

/** Under a rule "from receipt" a case that waits for its dispatch has a clock already. */
export function startIfFromReceipt(ctx: Ctx, reason: string, over: JsonObject): Effect[] {
  if (ctx.state.ledger.some((l) => l.clock === 'handling')) return [];
  const received = typeof over.receivedAt === 'number' ? over.receivedAt : receivedAt(ctx.state);
  const row = limitFor(ctx, 'handling', received, over);
  return row?.value.from === 'received' ? startClock(ctx, 'handling', reason, null, received, over) : [];
}

function originOf(ctx: Ctx, row: RuleRow<'limit'>, dispatching: boolean, now: number): number {
  if (row.value.from === 'received') return receivedAt(ctx.state);
  return ctx.state.dispatches[0]?.at ?? (dispatching ? ctx.at : now);
}
