import type { RuleWhere } from '../../core/case/rules.ts';
import type { RuleDraft } from '../../wire/rule.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { OutOfScope } from '../errors.ts';
import type { RuleSource } from './rule-source.ts';

/** What a rule names that this province does not have, in words; empty when it names nothing unknown. */
export function draftFaults(ctx: Pick<Ctx, 'catalog'>, source: RuleSource, draft: RuleDraft): string[] {
  const { where } = draft;
  const { given } = source;
  const papers = draft.source !== null && typeof draft.source !== 'string' ? [draft.source.document] : [];
  const units = draft.rule === 'dispatch' ? [draft.value.main, ...draft.value.co] : [];
  const classes = new Set(given.categories.map((c) => c.code));
  const departments = new Set(given.departments.map((d) => d.id));
  return [
    ...(draft.from !== null && draft.until !== null && draft.until < draft.from ? ['it ends before it begins'] : []),
    ...(where.region !== undefined && !ctx.catalog.tree.has(where.region) ? [`there is no region ${where.region}`] : []),
    ...(where.category !== undefined && !classes.has(where.category) ? [`there is no class ${where.category}`] : []),
    ...(where.requestType !== undefined && !given.requestTypes.includes(where.requestType) ? [`${where.requestType} is not a request type`] : []),
    ...papers.filter((p) => !given.documents.has(p)).map((p) => `document ${p} is not listed in the profile`),
    ...units.filter((u) => !departments.has(u)).map((u) => `there is no department ${u}`),
    ...(draft.rule === 'dispatch' && draft.value.co.includes(draft.value.main) ? [`${draft.value.main} handles and helps at once`] : []),
  ];
}

/**
 * A rule is for whoever manages rules in all of the territory that it applies to, and in all departments.
 * @throws OutOfScope
 */
export function assertMayRule(ctx: Pick<Ctx, 'catalog'>, scope: Scope, where: RuleWhere): void {
  const { tree } = ctx.catalog;
  const region = where.region ?? tree.root;
  if (scope.parts.some((part) => part.departments === null && tree.contains(part.region, region))) return;
  throw new OutOfScope(
    where.region === undefined ? 'the rule holds for the whole province, and your grant for a part of it' : `region ${region} is outside your scope`,
  );
}

/** Whether a rule says something about a territory of the scope: it holds there, or around it. */
export function seesRule(ctx: Pick<Ctx, 'catalog'>, scope: Scope, where: RuleWhere): boolean {
  const { tree } = ctx.catalog;
  const { region } = where;
  return region === undefined || scope.parts.some((part) => tree.contains(part.region, region) || tree.contains(region, part.region));
}
