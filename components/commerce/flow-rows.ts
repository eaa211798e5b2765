import { AT, type FlowGroups, type FlowView, rate } from '../../server/core/trade/cube.ts';
import { FLOW_SUMS, type FlowSum, type FlowSums } from '../../server/core/trade/flow.ts';
import { type Change, formatChange } from '../ui/format.ts';
import type { CardOf, Measure } from './commerce-url.ts';

/** Rows of panels, made from folds. Pure. */

/** The two sums of each rate; a share of what was told of the same declarations or parcels. */
export const RATES = {
  mismatched: { num: ['mismatched'], den: ['mismatchedOf'] },
  inspected: { num: ['inspected'], den: ['inspectedOf'] },
  returned: { num: ['returned'], den: ['returnedOf'] },
  le1h: { num: ['le1h'], den: ['le1h', 'le6h', 'le24h', 'gt24h'] },
} as const satisfies Record<string, { num: FlowSum[]; den: FlowSum[] }>;
export type RateName = keyof typeof RATES;

/** Sums by name in the order of a fold. */
export const packedSums = (sums: FlowSums): Float64Array => Float64Array.from(FLOW_SUMS, (s) => sums[s]);

export const BUCKETS = ['le1h', 'le6h', 'le24h', 'gt24h'] as const satisfies FlowSum[];
export type Bucket = (typeof BUCKETS)[number];

export const sumOf = (sums: Float64Array, names: readonly FlowSum[]): number => names.reduce((total, name) => total + (sums[AT[name]] as number), 0);

/** Parts of a rate: sums, never a mean of rates. */
export function partsOf(sums: Float64Array, name: RateName): { num: number; den: number; value: number | null } {
  const num = sumOf(sums, RATES[name].num);
  const den = sumOf(sums, RATES[name].den);
  return { num, den, value: den > 0 ? num / den : null };
}

export const isRate = (of: CardOf): of is RateName => of in RATES;

export type Row = { code: string; value: number; share: number; sums: Float64Array };
export type Ranked = { rows: Row[]; rest: { count: number; value: number; share: number } | null; total: number };

/** Groups by what is measured, largest first, ties by code; what is beyond `most` is summed. `keep` are always among the rows. */
export function ranked(groups: FlowGroups, measure: Measure, most: number, keep: readonly string[] = []): Ranked {
  const at = AT[measure];
  let total = 0;
  const all: Row[] = [];
  for (const [code, sums] of groups) {
    const value = sums[at] as number;
    total += value;
    if (value !== 0 || (sums[AT.events] as number) !== 0) all.push({ code, value, share: 0, sums });
  }
  all.sort((a, b) => b.value - a.value || (a.code < b.code ? -1 : 1));
  for (const row of all) row.share = total > 0 ? row.value / total : 0;
  if (all.length <= most) return { rows: all, rest: null, total };
  const first = all.slice(0, most - 1);
  for (const row of all.slice(most - 1)) if (keep.includes(row.code)) first.push(row);
  const value = total - first.reduce((sum, row) => sum + row.value, 0);
  return { rows: first, rest: { count: all.length - first.length, value, share: total > 0 ? value / total : 0 }, total };
}

/** Fewer than so many say little of a rate: what rests on them is not put before what rests on more. */
const FEW = 30;

/** Rows by a rate, highest first, those that rest on few after all others; the chosen ones are always among them. */
export function ratedFirst(rows: readonly Row[], rate: RateName, most: number, keep: readonly string[] = []): Row[] {
  const rated = rows.map((row) => ({ row, ...partsOf(row.sums, rate) }));
  rated.sort((a, b) => Number(a.den < FEW) - Number(b.den < FEW) || (b.value ?? -1) - (a.value ?? -1) || (a.row.code < b.row.code ? -1 : 1));
  return rated.flatMap(({ row }, i) => (i < most || keep.includes(row.code) ? [row] : []));
}

/** Sum over the groups whose code is chosen; over all where none is. What every panel must agree on. */
export function chosenSum(view: Pick<FlowView, 'groups'>, chosen: readonly string[] | undefined, sum: FlowSum): number {
  let total = 0;
  for (const [code, sums] of view.groups) if (!chosen || chosen.includes(code)) total += sums[AT[sum]] as number;
  return total;
}

/** Change against what was before as a share of it; null where there was none. */
export function changeOf(now: number, before: number | null | undefined): number | null {
  return before === null || before === undefined || before <= 0 ? null : now / before - 1;
}

/** From how many times what was before a change is no share any more but says that there was next to nothing. */
const TENFOLD = 10;

/** A change as it is written: tenfold and more, what was before was too small for a share of it to say anything. */
export function changeSaid(change: number, direction: 'up' | 'down' | 'none', tenfold: string): Change {
  if (change + 1 >= TENFOLD) return { arrow: '▲', text: tenfold, judgement: null };
  return formatChange(change, { kind: 'share', direction, decimals: 1 });
}

/** The bucket in which half of the declarations are released; null where no clearance was told. */
export function medianBucket(sums: Float64Array): Bucket | null {
  const total = sumOf(sums, BUCKETS);
  if (total <= 0) return null;
  let sum = 0;
  for (const bucket of BUCKETS) {
    sum += sums[AT[bucket]] as number;
    if (sum * 2 >= total) return bucket;
  }
  return 'gt24h';
}

export type SankeyNode = { id: string; column: 0 | 1 | 2; code: string | null; value: number };
export type SankeyLink = { from: string; to: string; value: number };
export type SankeyFlow = { nodes: SankeyNode[]; links: SankeyLink[]; total: number };

/** Code of the node that stands for what is beyond the largest. */
export const REST = '*';

/**
 * Zone to mode to market: the largest of each, the others summed under one node a column. The sum of each column is the
 * same, and equals the fold's total.
 */
export function sankeyFlow(groups: FlowGroups, measure: Measure, most: { zones: number; modes: number; partners: number }): SankeyFlow {
  const at = AT[measure];
  const sums = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()] as const;
  let total = 0;
  const cells: { codes: string[]; value: number }[] = [];
  for (const [key, values] of groups) {
    const value = values[at] as number;
    if (value <= 0) continue;
    const codes = key.split('\t');
    total += value;
    cells.push({ codes, value });
    codes.forEach((code, column) => {
      const map = sums[column as 0 | 1 | 2];
      map.set(code, (map.get(code) ?? 0) + value);
    });
  }
  const limits = [most.zones, most.modes, most.partners];
  const shown = sums.map((map, column) => {
    const order = [...map].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([code]) => code);
    return new Set(order.length <= (limits[column] as number) ? order : order.slice(0, (limits[column] as number) - 1));
  });
  const nodes = new Map<string, SankeyNode>();
  const links = new Map<string, SankeyLink>();
  const node = (column: 0 | 1 | 2, code: string, value: number) => {
    const kept = shown[column]?.has(code) ? code : REST;
    const id = `${column}:${kept}`;
    const known = nodes.get(id);
    if (known) known.value += value;
    else nodes.set(id, { id, column, code: kept === REST ? null : kept, value });
    return id;
  };
  const link = (from: string, to: string, value: number) => {
    const known = links.get(`${from} ${to}`);
    if (known) known.value += value;
    else links.set(`${from} ${to}`, { from, to, value });
  };
  for (const { codes, value } of cells) {
    const [zone, mode, partner] = [node(0, codes[0] ?? '', value), node(1, codes[1] ?? '', value), node(2, codes[2] ?? '', value)];
    link(zone, mode, value);
    link(mode, partner, value);
  }
  // Largest first, the others last.
  const order = (a: SankeyNode, b: SankeyNode) =>
    a.column - b.column || Number(a.code === null) - Number(b.code === null) || b.value - a.value || (a.id < b.id ? -1 : 1);
  return { nodes: [...nodes.values()].sort(order), links: [...links.values()], total };
}

export { rate };
