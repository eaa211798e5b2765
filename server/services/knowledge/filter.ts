import { type Param, textsLiteral } from '../../../db/client.ts';
import type { KnowledgeSearch } from '../../wire/knowledge.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { visibleRegions } from './visible.ts';

/**
 * What of the knowledge base is looked at, as a condition on `k`; its parameters are appended. A category means itself and
 * what is below it, a department too, a region what holds in it: its own entries, those above and those below.
 */
export function filterCondition(ctx: Ctx, scope: Scope, input: KnowledgeSearch, now: number, params: Param[]): string {
  const { tree, departmentsBelow } = ctx.catalog;
  const next = (value: Param) => `$${params.push(value)}`;
  const conditions: string[] = [];
  if (!scope.parts.some((part) => part.region === tree.root))
    conditions.push(`k.region = any(${next(textsLiteral([...visibleRegions(scope, ctx.catalog)]))}::text::text[])`);
  if (input.region !== null)
    conditions.push(`k.region = any(${next(textsLiteral([...tree.lineage(input.region), ...tree.subtree(input.region)]))}::text::text[])`);
  if (input.category !== null) conditions.push(`starts_with(k.category, ${next(input.category)})`);
  if (input.department !== null) conditions.push(`k.department = any(${next(textsLiteral(departmentsBelow(input.department)))}::text::text[])`);
  conditions.push(shelfCondition(input.shelf, () => `${next(new Date(now).toISOString())}::text::timestamptz`));
  return conditions.join(' and ');
}

function shelfCondition(shelf: KnowledgeSearch['shelf'], instant: () => string): string {
  if (shelf === 'all') return 'true';
  if (shelf === 'published' || shelf === 'draft') return `k.status = '${shelf}'`;
  const at = instant();
  const usable = `k.status = 'published' and coalesce(k.from_at <= ${at}, true) and coalesce(k.until_at > ${at}, true)`;
  return shelf === 'usable' ? usable : `k.status <> 'draft' and not (${usable})`;
}
