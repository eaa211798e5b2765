import { type Decision, decide, enter } from '../case/decide.ts';
import type { RestoredPart } from '../case/journal.ts';
import type { Actor } from '../case/powers.ts';
import { refuse } from '../case/refusal.ts';
import type { Rules } from '../case/rules.ts';
import { type CaseState, emptyCase, type JsonObject } from '../case/state.ts';
import { restoring } from '../case/undo.ts';
import { TICKET } from './ticket.ts';

const PARTS: readonly RestoredPart[] = [
  'state',
  'open',
  'movedAt',
  'closedAt',
  'assignment',
  'fields',
  'ledger',
  'dispatches',
  'reviews',
  'milestones',
  'counts',
];

/**
 * A mirrored ticket after events of its upstream platform were replaced or withdrawn: one more entry that puts it where
 * the report and the steps that still count lead, in the order given. What we did ourselves (urges, supervision, the desk
 * that watches it) stays. `report` and each of `steps` are the data of those commands.
 */
export function recount(state: CaseState, report: JsonObject, steps: readonly JsonObject[], actor: Actor, rules: Rules, now: number): Decision {
  let folded = emptyCase(state.kind, state.id);
  for (const [i, data] of [report, ...steps].entries()) {
    const done = decide(TICKET, folded, { name: i === 0 ? 'report' : 'progress', data, expect: null }, actor, rules, now);
    if (!done.ok) return done;
    folded = done.next;
  }
  const seq = state.version + 1;
  const numbered = <T extends { readonly seq: number }>(list: readonly T[]): T[] => list.map((x) => ({ ...x, seq }));
  const target: CaseState = {
    ...folded,
    assignment: { ...state.assignment, main: folded.assignment.main },
    ledger: numbered(folded.ledger),
    dispatches: numbered(folded.dispatches),
    reviews: numbered(folded.reviews),
    milestones: numbered(folded.milestones),
  };
  const effects = restoring(state, target, PARTS);
  if (effects.length === 0) return { ok: false, refusal: refuse('nothing_changes') };
  const at = Math.max(now, state.last?.at ?? now);
  return enter(state, { command: 'recount', data: { steps: steps.length }, effects, used: [], actor, at }, { steps: steps.length });
}
