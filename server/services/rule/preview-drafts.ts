import { numbersLiteral } from '../../../db/client.ts';
import type { RuleDraft } from '../../wire/rule.ts';
import { entryOf } from '../../wire/rule-rows.ts';
import type { RulePreviewView } from '../../wire/rule-view.ts';
import type { Scope } from '../access/require-scope.ts';
import { openCases } from '../case/open-cases.ts';
import type { CaseCtx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { draftFaults } from './check-draft.ts';
import { previewRules } from './preview-rules.ts';
import type { RuleSource } from './rule-source.ts';

/**
 * What drafts would do to the open cases of a scope, were they written and applied now.
 * @throws Invalid when a draft names what is not there
 */
export async function previewDrafts(ctx: CaseCtx, source: RuleSource, scope: Scope, drafts: readonly RuleDraft[]): Promise<RulePreviewView> {
  await source.refresh();
  const [fault] = drafts.flatMap((draft) => draftFaults(ctx, source, draft));
  if (fault) throw new Invalid(fault);
  const entries = drafts.map((draft) => {
    const newest = Math.max(0, ...source.entries().flatMap((e) => (e.id === draft.id ? [e.version] : [])));
    const papers = { origin: 'installation', by: null, at: null, note: null } as const;
    return entryOf({ ...draft, version: newest + 1 }, papers, (id) => source.given.documents.get(id) ?? id);
  });
  const found = await previewRules(openCases(ctx, scope), source.current(), source.withDrafts(entries), ctx.now());
  const ids = [...new Set([...found.clocks, ...found.units].map((change) => change.id))];
  const rows = await ctx.db.query<{ id: number; no: string }>('select id, no from cases where id = any($1::text::int8[])', [numbersLiteral(ids)]);
  return { ...found, numbers: Object.fromEntries(rows.map(({ id, no }) => [id, no])) };
}
