import type { Effect, JournalEntry } from '../case/journal.ts';
import type { Rules } from '../case/rules.ts';

/** Effects that say which unit has a case. */
export type Assigning = Pick<JournalEntry, 'seq'> & { readonly effects: readonly Effect[] };

/**
 * The unit that an entry of a journal concerns: the one that has the case after it, else the one that had it before (a
 * return is the act of the unit that gives back). Null when no unit had it.
 */
export function unitAt(journal: readonly Assigning[], seq: number): string | null {
  let before: string | null = null;
  let after: string | null = null;
  for (const entry of journal) {
    if (entry.seq > seq) break;
    for (const effect of entry.effects) {
      const main = mainOf(effect);
      if (main === undefined) continue;
      if (entry.seq < seq) before = main;
      after = main;
    }
  }
  return after ?? before;
}

function mainOf(effect: Effect): string | null | undefined {
  if (effect.do === 'assign') return effect.set.main;
  // Safe because a part is restored with a value of its own.
  return effect.do === 'restore' && effect.part === 'assignment' ? (effect.value as { main: string | null }).main : undefined;
}

/** For how many seconds an act may be taken back at most, whatever rule holds for it. */
export function undoSeconds(rules: Pick<Rules, 'book'>): number {
  return Math.max(0, ...(rules.book.undo ?? []).map((row) => row.value.seconds));
}
