import type { RegionTree } from '../region/tree.ts';
import { ruleQuery } from './build.ts';
import { type RuleRow, type Rules, rulesAt } from './rules.ts';
import type { CaseState } from './state.ts';

/** A unit that the catalogue names for a case, with the clause that says so. */
export type CatalogueUnit = {
  readonly unit: string;
  readonly co: readonly string[];
  readonly clause: string;
  readonly auto: boolean;
  readonly row: RuleRow<'dispatch'>;
};

/**
 * Units that the dispatch catalogue (派单目录: class × territory) names for a case, the most specific first, each once.
 * Those that gave the case back are left out. Load, distance and record are not known here.
 */
export function catalogueUnits(state: CaseState, rules: Rules, now: number, most = 3): CatalogueUnit[] {
  const gone = new Set(state.dispatches.filter((d) => d.end === 'returned').map((d) => d.unit));
  const found: CatalogueUnit[] = [];
  for (const row of rulesAt(rules.book, 'dispatch', ruleQuery(state, rules), now)) {
    const { main, co, clause, auto } = row.value;
    if (gone.has(main) || found.some((f) => f.unit === main)) continue;
    found.push({ unit: main, co, clause, auto, row });
    if (found.length === most) break;
  }
  return found;
}

/**
 * The desk that a matter belongs to: what needs a provincial department or crosses cities is
 * the province's, all else the city's. Cities are the regions right below the root; an unknown region leaves it to the
 * root.
 */
export function deskFor(tree: RegionTree, regions: readonly string[], needsProvince: boolean): string {
  const cities = new Set(regions.map((r) => tree.lineage(r).at(-2) ?? tree.root));
  const [city] = cities;
  return needsProvince || cities.size !== 1 || city === undefined ? tree.root : city;
}
