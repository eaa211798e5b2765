import { ruleQuery } from './build.ts';
import { type Command, type Decision, enter } from './decide.ts';
import { type Effect, type JournalEntry, noticesOf, ordersOf, RESTORED_PARTS, type RestoredPart, replay } from './journal.ts';
import type { KindTable } from './kind.ts';
import type { Actor } from './powers.ts';
import { type Refusal, refuse } from './refusal.ts';
import { type Rules, refOf, ruleAt } from './rules.ts';
import type { CaseId, CaseState } from './state.ts';

/**
 * Takes the newest entry back by one more entry that puts the case as it was: within the seconds and for the commands
 * that a rule row names, by the one who gave it, when nobody outside was told and no other case was ordered. The journal
 * keeps both.
 */
export function undo(
  table: KindTable,
  id: CaseId,
  journal: readonly JournalEntry[],
  command: Pick<Command, 'expect'>,
  actor: Actor,
  rules: Rules,
  now: number,
): Decision {
  const last = journal.at(-1);
  if (!last) return { ok: false, refusal: refuse('unknown_case') };
  const before = replay(table.kind, id, journal.slice(0, -1));
  const state = replay(table.kind, id, journal);
  const refusal = hindrance(table, before, state, last, command, actor, rules, now);
  if (refusal) return { ok: false, refusal };
  const row = ruleAt(rules.book, 'undo', ruleQuery(before, rules), last.at);
  const used = row ? [refOf(row)] : [];
  const data = { of: last.seq, command: last.command };
  return enter(state, { command: 'undo', data, effects: restoring(state, before), used, actor, at: Math.max(now, last.at) }, data);
}

function hindrance(
  table: KindTable,
  before: CaseState,
  state: CaseState,
  last: JournalEntry,
  command: Pick<Command, 'expect'>,
  actor: Actor,
  rules: Rules,
  now: number,
): Refusal | null {
  const who = { by: last.actor, at: last.at };
  if (command.expect !== null && command.expect !== state.version)
    return { ...refuse('conflict', { expected: command.expect, version: state.version, command: last.command }), ...who };
  if (last.actor.type !== actor.ref.type || last.actor.id !== actor.ref.id) return { ...refuse('undo_other', { command: last.command }), ...who };
  const row = ruleAt(rules.book, 'undo', ruleQuery(before, rules), last.at);
  const told = ordersOf(last).length > 0 || noticesOf(last).some((n) => n.whom === 'caller');
  if (!row || told || !table.commands[last.command]?.undoable || !row.value.commands.includes(last.command))
    return { ...refuse('not_undoable', { command: last.command }), ...who };
  if (now - last.at > row.value.seconds * 1000) return { ...refuse('undo_late', { command: last.command, seconds: row.value.seconds }), ...who };
  return null;
}

/** Effects that put the parts of a state as they are in another. */
export function restoring(from: CaseState, to: CaseState, parts: readonly RestoredPart[] = RESTORED_PARTS): Effect[] {
  return parts.filter((part) => JSON.stringify(from[part]) !== JSON.stringify(to[part])).map((part): Effect => ({ do: 'restore', part, value: to[part] }));
}
