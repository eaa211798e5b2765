import type { RuleDraft } from '../../wire/rule.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { assertMayRule, draftFaults } from './check-draft.ts';
import type { RuleSource } from './rule-source.ts';
import { raiseRulesRevision } from './rules-revision.ts';
import { insertVersions, lockRules, type Newest, newestVersions, saysTheSame } from './write-versions.ts';

export type SaveRule = {
  /** The version that was read and is to be replaced; null for a rule that is not there yet. */
  replaces: number | null;
  draft: RuleDraft;
  /** What was decided, by whom: the history shows it. */
  note: string;
};

/**
 * Writes the next version of a rule, or the first of a new one. It holds from its own beginning; clocks that run go on
 * under the rule that they began with until the rules are applied to open cases.
 * @returns the new version's number
 * @throws Forbidden without `rule.manage`; OutOfScope where the rule holds beyond the actor's part; Invalid; NotFound;
 *   Conflict when another version came first, with its author and time
 */
export async function saveRule(ctx: Ctx, source: RuleSource, actor: Actor, { replaces, draft, note }: SaveRule): Promise<{ id: string; version: number }> {
  const scope = requireScope(ctx, actor, 'rule.manage');
  assertMayRule(ctx, scope, draft.where);
  const [fault] = draftFaults(ctx, source, draft);
  if (fault) throw new Invalid(fault);
  if (note.trim() === '') throw new Invalid('say what was decided');
  const now = ctx.now();
  const version = await ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const before = (await newestVersions(tx, source.given.rows, [draft.id])).get(draft.id);
    if (before) assertMayRule(ctx, scope, before.where);
    assertNewest(draft.id, before, replaces);
    if (before && before.rule !== draft.rule) throw new Invalid(`${draft.id} is a rule of another kind: ${before.rule}`);
    if (before && saysTheSame(draft, before)) throw new Invalid('nothing to change');
    const made = (before?.version ?? 0) + 1;
    await insertVersions(tx, [{ ...draft, version: made }], actor.id, note.trim(), now);
    await raiseRulesRevision(tx);
    const detail = { rule: draft.rule, version: made, was: before?.value ?? null, is: draft.value, where: draft.where, from: draft.from, until: draft.until };
    await writeAudit(
      tx,
      actor,
      { action: 'rule.saved', result: 'ok', object: { kind: 'rule', id: draft.id }, region: draft.where.region ?? null, purpose: note.trim(), detail },
      now,
    );
    return made;
  });
  await source.refresh();
  return { id: draft.id, version };
}

/** @throws NotFound, Conflict */
export function assertNewest(id: string, before: ReturnType<Newest['get']>, replaces: number | null): void {
  if (!before && replaces !== null) throw new NotFound(`there is no rule ${id}`);
  if (!before || before.version === replaces) return;
  const when = before.at === null ? '' : ` at ${new Date(before.at).toISOString()}`;
  throw new Conflict(`version ${before.version} was made by ${before.by ?? 'nobody'}${when} after you read version ${replaces ?? 0}`);
}
