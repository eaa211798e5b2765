import { ruleQuery } from '../../core/case/build.ts';
import type { JournalEntry } from '../../core/case/journal.ts';
import type { Actor as CaseActor } from '../../core/case/powers.ts';
import { type Rules, ruleAt } from '../../core/case/rules.ts';
import type { CaseState } from '../../core/case/state.ts';
import { undo } from '../../core/case/undo.ts';
import { KINDS } from '../../core/kinds/kinds.ts';

/** Until when the newest entry may be taken back by `who` (epoch ms); null when it may not. */
export function undoUntil(state: CaseState, journal: readonly JournalEntry[], who: CaseActor, rules: Rules, now: number): number | null {
  const last = journal.at(-1);
  const table = KINDS[state.kind as keyof typeof KINDS];
  if (!last || last.actor.id !== who.ref.id || !table.commands[last.command]?.undoable) return null;
  const done = undo(table, state.id, journal, { expect: null }, who, rules, now);
  if (!done.ok) return null;
  const row = ruleAt(rules.book, 'undo', ruleQuery(state, rules), last.at);
  return row ? last.at + row.value.seconds * 1000 : null;
}
