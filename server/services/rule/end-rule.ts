import { RuleDraft } from '../../wire/rule.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { assertMayRule } from './check-draft.ts';
import type { RuleSource } from './rule-source.ts';
import { raiseRulesRevision } from './rules-revision.ts';
import { assertNewest } from './save-rule.ts';
import { insertVersions, lockRules, newestVersions } from './write-versions.ts';

export type EndRule = {
  id: string;
  /** The version that was read. */
  version: number;
  /** From when on the rule no longer holds, epoch ms; at or before its beginning: it is as if it had never held. */
  at: number;
  note: string;
};

/**
 * Ends a rule by a version that says the same until then. Nothing is taken away: what was decided under it stays.
 * @throws Forbidden, OutOfScope, Invalid, NotFound, Conflict as saveRule
 */
export async function endRule(ctx: Ctx, source: RuleSource, actor: Actor, { id, version, at, note }: EndRule): Promise<{ version: number }> {
  const scope = requireScope(ctx, actor, 'rule.manage');
  if (note.trim() === '') throw new Invalid('say what was decided');
  const now = ctx.now();
  const made = await ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const before = (await newestVersions(tx, source.given.rows, [id])).get(id);
    if (!before) throw new NotFound(`there is no rule ${id}`);
    assertMayRule(ctx, scope, before.where);
    assertNewest(id, before, version);
    const until = Math.max(at, before.from);
    if (before.until !== null && before.until <= until) throw new Invalid('it ends before that already');
    const { paper, by: _by, at: _at, ...said } = before;
    const draft = RuleDraft.parse({ ...said, id, source: paper, version: before.version + 1, until });
    await insertVersions(tx, [draft], actor.id, note.trim(), now);
    await raiseRulesRevision(tx);
    const entry = { action: 'rule.ended', result: 'ok', object: { kind: 'rule', id }, region: before.where.region ?? null, purpose: note.trim() } as const;
    await writeAudit(tx, actor, { ...entry, detail: { rule: before.rule, version: draft.version, until } }, now);
    return draft.version;
  });
  await source.refresh();
  return { version: made };
}
