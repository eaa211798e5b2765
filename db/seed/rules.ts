import { buildCalendar } from '../../server/core/calendar/calendar.ts';
import { categoryLineages } from '../../server/core/case/lineage.ts';
import { buildRuleBook, type RuleRow, type Rules } from '../../server/core/case/rules.ts';
import type { OffsetAt } from '../../server/core/indicator/window.ts';
import { ROWS, YEAR_2026 } from '../../server/core/kinds/testing.ts';
import type { RegionTree } from '../../server/core/region/tree.ts';

const OFFICE = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 14 * 60, to: 17 * 60 + 30 },
];

/** The dispatch catalogue of the made province: one class of one city, and its head for all of the province. */
const CATALOGUE: readonly RuleRow[] = [
  {
    id: 'dispatch.990100.0101',
    version: 1,
    rule: 'dispatch',
    where: { category: '0101', region: '990100' },
    from: 0,
    until: null,
    source: '目录 1.1',
    value: { main: 'u1', co: [], clause: '目录 1.1', auto: false },
  },
  {
    id: 'dispatch.990000.01',
    version: 1,
    rule: 'dispatch',
    where: { category: '01', region: '990000' },
    from: 0,
    until: null,
    source: '目录 1',
    value: { main: 'u2', co: ['u3'], clause: '目录 1', auto: true },
  },
];

/** Rows of every rule for the province of catalog.ts: limits, returns and the rest with the usual numbers, units u1 to u3. */
export const MADE_RULE_ROWS: readonly RuleRow[] = [...ROWS.filter((row) => row.rule !== 'dispatch'), ...CATALOGUE];

/** Rules over the made province; the calendar knows 2026 alone. */
export function madeRules(catalog: { readonly tree: RegionTree; readonly zone: OffsetAt }, rows: readonly RuleRow[] = MADE_RULE_ROWS): Rules {
  const { tree, zone } = catalog;
  return {
    book: buildRuleBook(rows),
    calendar: buildCalendar([YEAR_2026], zone, OFFICE, 'midnight'),
    regions: (region) => tree.lineage(tree.resolve(region) ?? region),
    categories: categoryLineages(new Map()),
  };
}
