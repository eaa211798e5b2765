import { type Command, type Decision, decide } from './decide.ts';
import type { KindTable } from './kind.ts';
import { type Actor, orderActor } from './powers.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Rules } from './rules.ts';
import { type CaseId, type CaseState, emptyCase } from './state.ts';

export type Tables = { readonly [kind: string]: KindTable };
export type Step = { readonly id: CaseId; readonly decision: Extract<Decision, { ok: true }> };
export type WorldDecision = { readonly ok: true; readonly steps: readonly Step[] } | { readonly ok: false; readonly id: CaseId; readonly refusal: Refusal };

/** How deep orders may follow from orders: a master's member tells its helpers, and no further. */
const DEEPEST = 8;

/**
 * Decides a command with all that it orders of other cases: every one of them, or none. `find` gives a case as it is
 * before, null for one that is to be made. A case may take several entries; each sees the one before it. Orders are
 * given by the entry that caused them.
 */
export function decideAll(
  tables: Tables,
  find: (id: CaseId) => CaseState | null,
  kind: string,
  id: CaseId,
  command: Command,
  actor: Actor,
  rules: Rules,
  now: number,
): WorldDecision {
  const steps: Step[] = [];
  const current = new Map<CaseId, CaseState>();
  const run = (of: string, on: CaseId, what: Command, by: Actor, depth: number): { id: CaseId; refusal: Refusal } | null => {
    const table = tables[of];
    if (!table || depth > DEEPEST) return { id: on, refusal: refuse('unknown_case') };
    const state = current.get(on) ?? find(on) ?? emptyCase(of, on);
    const decision = decide(table, state, what, by, rules, now);
    if (!decision.ok) return { id: on, refusal: decision.refusal };
    current.set(on, decision.next);
    steps.push({ id: on, decision });
    const giver = orderActor(on, decision.entry.seq);
    for (const o of decision.orders) {
      const failed = run(o.kind, o.case, { name: o.command, data: o.data, expect: null }, giver, depth + 1);
      if (failed) return failed;
    }
    return null;
  };
  const failed = run(kind, id, command, actor, 0);
  return failed ? { ok: false, ...failed } : { ok: true, steps };
}
