import { dayOfDate, instantOf } from '../core/calendar/calendar.ts';
import type { OffsetAt } from '../core/indicator/window.ts';
import type { CatalogueRow, RuleDraft, RuleEntry, RuleFileRow, RuleSourceRef } from './rule.ts';

/** What a rule that no document prints names as its source. */
export const PRODUCT_DEFAULT = '产品默认';

/** A rule's source as journals, exports and pages print it. `titleOf` names a document of the profile. */
export function sourceText(paper: RuleSourceRef, titleOf: (document: string) => string): string {
  if (paper === null) return PRODUCT_DEFAULT;
  if (typeof paper === 'string') return paper;
  return paper.line === null ? titleOf(paper.document) : `${titleOf(paper.document)} L${paper.line}`;
}

/** Row of a file to a draft: its dates begin at midnight of the province. */
export function draftOfFileRow(row: RuleFileRow, zone: OffsetAt): RuleDraft {
  const instant = (date: string | null): number | null => (date === null ? null : instantOf({ zone }, dayOfDate(date), 0));
  return { ...row, from: instant(row.from), until: instant(row.until) };
}

/** One row of the dispatch catalogue as a rule; its id is made of the territory and the class. */
export function draftOfCatalogueRow({ category, region, main, co, clause, auto }: CatalogueRow): Extract<RuleDraft, { rule: 'dispatch' }> {
  const value = { main, co: unitsOf(co), clause: clause || PRODUCT_DEFAULT, auto: auto === 'yes' };
  return {
    id: `dispatch.${region}.${category}`,
    version: 1,
    rule: 'dispatch',
    where: { category, region },
    from: null,
    until: null,
    source: clause || null,
    value,
  };
}

/** Helping units of a cell, separated by spaces. */
export function unitsOf(text: string): string[] {
  return [...new Set(text.split(/[\s;；、]+/).filter((unit) => unit !== ''))];
}

/** A draft with its papers, as the rule book holds it. */
export function entryOf(draft: RuleDraft, papers: Omit<RuleEntry, keyof RuleDraft | 'paper'>, titleOf: (document: string) => string): RuleEntry {
  return { ...draft, from: draft.from ?? 0, source: sourceText(draft.source, titleOf), paper: draft.source, ...papers };
}
