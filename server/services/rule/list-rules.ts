import { effectiveRows } from '../../core/case/rule-versions.ts';
import type { CalendarView, CataloguePage, CatalogueView, RuleList, RuleName } from '../../wire/rule-view.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, scopeFor } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { seesRule } from './check-draft.ts';
import type { RuleSource } from './rule-source.ts';

/** The rules that a scope holds or lies in, with all their versions; without the dispatch catalogue. */
export async function listRules(ctx: Ctx, source: RuleSource, actor: Actor, scope: Scope): Promise<RuleList> {
  await source.refresh();
  const now = ctx.now();
  const { tree, regionName, reportingLevel } = ctx.catalog;
  const entries = source.entries().filter((row) => row.rule !== 'dispatch' && seesRule(ctx, scope, row.where));
  const held = effectiveRows(entries).filter((row) => row.from <= now && (row.until === null || now < row.until));
  const named = entries.flatMap((row) => (row.where.region === undefined ? [] : [row.where.region]));
  const regions = [...new Set([...tree.atLevel(reportingLevel, tree.root), ...named])].filter((region) => seesRule(ctx, scope, { region }));
  return {
    now,
    root: tree.root,
    entries,
    held: held.map((row) => `${row.id} ${row.version}`),
    regions: regions.map((id) => ({ id, name: regionName(id) })),
    categories: source.given.categories.map(({ code, name }) => ({ id: code, name })),
    requestTypes: source.given.requestTypes,
    documents: [...source.given.documents].map(([id, name]) => ({ id, name })),
    manages: managedRegions(ctx, actor),
  };
}

function managedRegions(ctx: Ctx, actor: Actor): readonly string[] | null {
  const scope = scopeFor(ctx, actor, 'rule.manage');
  const regions = scope?.parts.filter((part) => part.departments === null).map((part) => part.region) ?? [];
  return regions.length === 0 ? null : regions;
}

export type FindCatalogue = { text: string; offset: number; limit: number };

/** Rows of the dispatch catalogue that hold now, by class and territory, whose class, territory, unit or clause has the text. */
export async function findCatalogue(ctx: Ctx, source: RuleSource, scope: Scope, { text, offset, limit }: FindCatalogue): Promise<CataloguePage> {
  await source.refresh();
  const asked = text.trim().toLowerCase();
  const rows = catalogueRows(ctx, source, scope);
  const found = asked === '' ? rows : rows.filter((row) => wordsOf(row).some((word) => word.toLowerCase().includes(asked)));
  return { total: found.length, rows: found.slice(offset, offset + limit) };
}

/** The whole catalogue of a scope as it holds now. */
export function catalogueRows(ctx: Ctx, source: RuleSource, scope: Scope): CatalogueView[] {
  const now = ctx.now();
  const units = new Map(source.given.departments.map((d) => [d.id, d.name]));
  const classes = new Map(source.given.categories.map((c) => [c.code, c.name]));
  const unit = (id: string): RuleName => ({ id, name: units.get(id) ?? id });
  const views = (source.current().book.dispatch ?? []).flatMap((row): CatalogueView[] => {
    const { region = ctx.catalog.tree.root, category = '' } = row.where;
    if (now < row.from || (row.until !== null && now >= row.until) || !seesRule(ctx, scope, row.where)) return [];
    const { main, co, clause, auto } = row.value;
    const named = { category: { id: category, name: classes.get(category) ?? category }, region: { id: region, name: ctx.catalog.regionName(region) } };
    const { id, version, from, until, source: paper } = row;
    return [{ id, version, ...named, main: unit(main), co: co.map(unit), clause, auto, from, until, source: paper }];
  });
  const depth = (region: string) => ctx.catalog.tree.lineage(region).length;
  return views.sort(
    (a, b) => compare(a.category.id, b.category.id) || depth(a.region.id) - depth(b.region.id) || compare(a.region.id, b.region.id) || compare(a.id, b.id),
  );
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const wordsOf = (row: CatalogueView): string[] => [row.category, row.region, row.main, ...row.co].flatMap((n) => [n.id, n.name]).concat(row.clause);

/** Calendars in force. They hold for the whole country, so everybody who reads rules sees them. */
export async function listCalendars(ctx: Ctx, source: RuleSource): Promise<CalendarView> {
  await source.refresh();
  return { years: source.years(), now: ctx.now() };
}
