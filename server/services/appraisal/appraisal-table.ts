import { addUp } from '../../core/case/appraisal.ts';
import { compare, compositeOf } from '../../core/case/compare.ts';
import { MEASURES, type MeasureName } from '../../core/case/measures.ts';
import { type RuleRow, ruleAt } from '../../core/case/rules.ts';
import { type Cell, lineOf, linesOf, type TallyLine } from '../../core/case/tally.ts';
import type { AppraisalAnswer, AppraisalBy, AppraisalQuery, AppraisalRow, Ranks } from '../../wire/appraisal.ts';
import type { ProfileFile } from '../../wire/profile.ts';
import { readPolicy } from '../access/read-policy.ts';
import { assertRegion, departmentsIn, type Scope } from '../access/require-scope.ts';
import { departmentOf } from '../case/write-tickets.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { callRates } from './call-rates.ts';
import { countCells, SILENT_MS } from './count-cells.ts';

/** Fewer than so many in a denominator say little of a unit: shown, marked, not ranked. */
export const SMALLEST = 30;
const LONGEST_MS = 400 * 86_400_000;

export type PeerGroups = ProfileFile['groups'];
/** Which end of a rate is the good one. */
const LOW_IS_GOOD: readonly MeasureName[] = ['returned', 'redone'];

/**
 * The appraisal of a period by unit, region or class: sums of the cells that the scope holds, with what was left out. Ranks
 * only inside the profile's peer groups, and only while the policy allows comparison.
 * @param scope of appraisal.read
 * @throws OutOfScope, Invalid for a period that is none or longer than 400 days
 */
export async function appraisalTable(ctx: CaseCtx & FigureCtx, scope: Scope, query: AppraisalQuery, groups: PeerGroups): Promise<AppraisalAnswer> {
  const counted = await heldCells(ctx, scope, query);
  if (counted.state !== 'ready') return counted;
  const { at, cases, cells } = counted;
  const rules = ctx.rules();
  const asked = { kind: 'ticket', regions: rules.regions(query.region) };
  const weights = ruleAt(rules.book, 'composite', asked, Math.min(at, query.to - 1));
  const { comparison } = await readPolicy(ctx);
  const lines = linesOf(cells, (cell) => keyOf(ctx, cell, query));
  const rows = [...lines].map(([key, line]): AppraisalRow => toRow(ctx, query.by, key, line, weights));
  const total = { key: null, name: ctx.catalog.regionName(query.region), ...lineOf(cells), composite: null };
  if (query.by === 'region') rank(rows, groups, comparison);
  return {
    state: 'ready',
    at,
    from: query.from,
    to: query.to,
    cases,
    rows: rows.sort((a, b) => Number(a.key === null) - Number(b.key === null) || weightOf(b) - weightOf(a) || (a.key ?? '').localeCompare(b.key ?? '')),
    total: { ...total, appraisal: addUp(rows.map((r) => r.appraisal)), composite: weights ? compositeOf(total.appraisal, weights.value) : null },
    calls: await callRates(ctx, scope, query),
    smallest: SMALLEST,
    comparison,
    weights: weights ? { ...weights.value, source: weights.source } : null,
    silentAfter: SILENT_MS,
  };
}

export type HeldCells = { state: 'ready'; at: number; cases: number; cells: Cell[] } | Exclude<AppraisalAnswer, { state: 'ready' }>;

/** The cells of a period that a scope holds: of the units that it names where it does not hold all. */
export async function heldCells(ctx: CaseCtx, scope: Scope, { region, from, to }: Pick<AppraisalQuery, 'region' | 'from' | 'to'>): Promise<HeldCells> {
  assertRegion(scope, ctx.catalog.tree, region);
  if (!(to > from) || to - from > LONGEST_MS) throw new Invalid('a period ends after it starts and is at most 400 days long');
  const counting = await countCells(ctx, { region, from, to });
  if (counting.state !== 'ready') return counting;
  const { at, cases, cells } = counting.cells;
  const held = cells.filter((cell) => seesCell(ctx, scope, cell));
  const whole = departmentsIn(scope, ctx.catalog.tree, region) === null;
  return { state: 'ready', at, cases: whole ? cases : casesOf(held), cells: held };
}

function seesCell(ctx: CaseCtx, scope: Scope, cell: Cell): boolean {
  const { tree } = ctx.catalog;
  const region = tree.resolve(cell.region) ?? cell.region;
  if (!scope.parts.some((part) => tree.contains(part.region, region))) return false;
  const departments = departmentsIn(scope, tree, region);
  const own = departmentOf(ctx, cell.unit);
  return departments === null || (own !== null && departments.includes(own));
}

/** How many cases stand behind cells. */
function casesOf(cells: readonly Cell[]): number {
  const ids = new Set<number>();
  for (const { counted, bands, handled } of cells) {
    for (const { hit, miss, left } of counted.values()) for (const list of [hit, miss, ...Object.values(left)]) for (const id of list) ids.add(id);
    for (const list of bands.values()) for (const id of list) ids.add(id);
    for (const { id } of handled) ids.add(id);
  }
  return ids.size;
}

/** The row that a cell belongs to; '' where it has no unit or class. */
export function keyOf(ctx: CaseCtx, cell: Cell, { by, region }: Pick<AppraisalQuery, 'by' | 'region'>): string {
  if (by === 'unit') return cell.unit ?? '';
  if (by === 'category') return cell.category === null ? '' : (ctx.rules().categories(cell.category).at(-1) ?? cell.category);
  const { tree } = ctx.catalog;
  const own = tree.resolve(cell.region) ?? cell.region;
  return tree.childrenOf(region).find((child) => tree.contains(child, own)) ?? region;
}

function toRow(ctx: Ctx, by: AppraisalBy, key: string, line: TallyLine, weights: RuleRow<'composite'> | null): AppraisalRow {
  const name = by === 'unit' ? ctx.catalog.departmentName(key) : by === 'region' ? ctx.catalog.regionName(key) : ctx.catalog.categoryName(key);
  const composite = weights && by !== 'category' ? compositeOf(line.appraisal, weights.value) : null;
  return { ...line, key: key === '' ? null : key, name: key === '' ? '' : (name ?? key), peers: null, ranks: {}, composite };
}

/** How much there is of a row: what it must answer for, open or done. */
const weightOf = ({ appraisal, bands }: TallyLine): number =>
  appraisal.on_time_close.den + appraisal.closed.den + Object.values(bands).reduce((sum, n) => sum + n, 0);

function rank(rows: AppraisalRow[], groups: PeerGroups, on: boolean): void {
  const peersOf = (key: string) => groups.find((g) => g.regions.includes(key)) ?? null;
  const byKey = new Map(rows.flatMap((r) => (r.key === null ? [] : [[r.key, r.appraisal] as const])));
  const ranks = new Map<string, Ranks>();
  for (const measure of MEASURES) {
    const better = LOW_IS_GOOD.includes(measure) ? 'low' : 'high';
    const options = { peersOf: (key: string) => peersOf(key)?.id ?? null, smallest: SMALLEST, on, better } as const;
    for (const { group, rank, peers } of compare(byKey, measure, options))
      if (rank !== null && peers !== '') ranks.set(group, { ...ranks.get(group), [measure]: rank });
  }
  for (const row of rows) {
    const peers = row.key === null ? null : peersOf(row.key);
    row.peers = peers && { id: peers.id, name: peers.name };
    row.ranks = ranks.get(row.key ?? '') ?? {};
  }
}
