import { type Computed, combine } from '../../core/expression/compile.ts';
import { displayValue, pairOf, type Totals, takesLast } from '../../core/indicator/display.ts';
import { reportsWhole, standingIn } from '../../core/indicator/own-report.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Picked } from './pick-series.ts';

/** Own totals by region: what was counted at exactly that region. */
export type ByRegion = ReadonlyMap<string, Totals>;
export type Folded = { num: number; den: number; records: number; lastAt: number | null; value: number | null; notReported: boolean };

/** Own totals of a figure that may be computed, of one region alone. */
type Sum = { num: number; den: number; records: number };

/**
 * Own totals of a computed figure's parts. They are folded over regions each by its own rule, and put together after that:
 * one part may be told for cities and another for their counties. As a map it holds how many records of all parts each
 * region has.
 */
export class ComputedOwn extends Map<string, Totals> {
  readonly rule: Computed;
  readonly parts: readonly { row: IndicatorRow; own: ByRegion }[];
  constructor(rule: Computed, parts: ComputedOwn['parts']) {
    super();
    this.rule = rule;
    this.parts = parts;
    for (const { own } of parts)
      for (const [region, t] of own) {
        const known = this.get(region);
        this.set(region, known ? { ...known, n: known.n + t.n } : { n: t.n, num: 0, den: 0, lastAt: t.lastAt, lastNum: 0, lastDen: 0 });
      }
  }
}

/** What regions reported of themselves, each of the whole region: a region's own stands alone. */
export class ReportedOwn extends Map<string, Totals> {}

/** Whether a region's own report stands for all that is below it. */
export const standsAlone = (own: ByRegion, region: string): boolean => own instanceof ReportedOwn && (own.get(region)?.n ?? 0) > 0;

/** The regions whose own totals make up a region's figure where it adds. */
export function countedRegions(tree: RegionTree, own: ByRegion, region: string): readonly string[] {
  return own instanceof ReportedOwn ? standingIn(tree, region, (at) => standsAlone(own, at)) : tree.subtree(region);
}

/** What was counted at exactly one region. */
export function aloneIn(own: ByRegion, region: string): ByRegion {
  if (own instanceof ComputedOwn)
    return new ComputedOwn(
      own.rule,
      own.parts.map((p) => ({ row: p.row, own: aloneIn(p.own, region) })),
    );
  const totals = own.get(region);
  return totals ? new Map([[region, totals]]) : new Map();
}

/**
 * A computed figure from its folded parts. A part without any record leaves no figure, never a zero; numerator and
 * denominator stay the sums that they are, so that those of regions add up to those of the whole.
 */
export function putTogether<P extends Sum>(rule: Computed, parts: readonly P[]): Sum {
  const { num, den } = combine(rule, parts);
  const all = parts.every((p) => p.records !== 0);
  return { num, den, records: all ? parts.reduce((sum, p) => sum + p.records, 0) : 0 };
}

function foldComputed(row: IndicatorRow, tree: RegionTree, own: ComputedOwn, region: string): Folded {
  const parts = own.parts.map((p) => foldRegion(p.row, tree, p.own, region));
  const sum = putTogether(own.rule, parts);
  const times = parts.map((p) => p.lastAt);
  return {
    ...sum,
    lastAt: times.every((at) => at !== null) ? Math.min(...times) : null,
    value: displayValue(row, sum.num, sum.den, sum.records),
    notReported: sum.records === 0 && parts.some((p) => p.notReported),
  };
}

/**
 * The figure of a region: sums of numerators and of denominators over its subtree, its own series included. A figure
 * that does not add over regions is only what the region itself reported, never computed; one that authorities report is
 * the region's own report where there is one, and is never added to those of regions below.
 */
export function foldRegion(row: IndicatorRow, tree: RegionTree, own: ByRegion, region: string): Folded {
  if (own instanceof ComputedOwn) return foldComputed(row, tree, own, region);
  let num = 0;
  let den = 0;
  let records = 0;
  let lastAt: number | null = null;
  let below = 0;
  for (const at of countedRegions(tree, own, region)) {
    const totals = own.get(at);
    if (!totals) continue;
    if (row.additivity.region !== 'add' && at !== region) {
      below += totals.n;
      continue;
    }
    const pair = pairOf(row, totals);
    num += pair.num;
    den += pair.den;
    records += totals.n;
    if (totals.lastAt !== null && (lastAt === null || totals.lastAt > lastAt)) lastAt = totals.lastAt;
  }
  return { num, den, records, lastAt, value: displayValue(row, num, den, records), notReported: records === 0 && below > 0 };
}

/** Totals by region of what was picked, from totals by series. */
export function byRegion(
  { row, scope, series, computed }: Pick<Picked, 'row' | 'scope' | 'series' | 'computed'>,
  totals: ReadonlyMap<number, Totals>,
): ByRegion {
  if (computed)
    return new ComputedOwn(
      computed.rule,
      computed.parts.map((p) => ({ row: p.row, own: byRegion(p, totals) })),
    );
  const out = reportsWhole(row, scope, series[0]?.grain) ? new ReportedOwn() : new Map<string, Totals>();
  for (const s of series) {
    const t = totals.get(s.id);
    if (!t) continue;
    const known = out.get(s.region);
    // Two series of one region differ in a dimension only; their newest values stand side by side and add.
    out.set(s.region, known ? sumOf(known, t, takesLast(row)) : t);
  }
  return out;
}

function sumOf(a: Totals, b: Totals, last: boolean): Totals {
  return {
    n: a.n + b.n,
    num: a.num + b.num,
    den: a.den + b.den,
    lastAt: Math.max(a.lastAt ?? 0, b.lastAt ?? 0) || null,
    lastNum: last ? a.lastNum + b.lastNum : 0,
    lastDen: last ? a.lastDen + b.lastDen : 0,
  };
}
