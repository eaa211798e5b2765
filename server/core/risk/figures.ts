import type { FlowFilter } from '../trade/cube.ts';
import { FLOW_SUMS, type FlowSum, type FlowSums } from '../trade/flow.ts';
import type { DaySpan, RiskCell, RiskDim, RiskFigure, RiskFinding } from './terms.ts';

/** Sums of the cells that share the codes of `by`, by those codes. */
export function groupCells(cells: readonly RiskCell[], by: readonly RiskDim[]): Map<string, FlowSums> {
  const groups = new Map<string, FlowSums>();
  for (const { key, sums } of cells) {
    const name = by.map((d) => key[d]).join('\t');
    const held = groups.get(name);
    if (held) for (const s of FLOW_SUMS) held[s] += sums[s];
    else groups.set(name, { ...sums });
  }
  return groups;
}

/** The codes of a group by their dimensions. */
export function codesOf(name: string, by: readonly RiskDim[]): RiskFinding['of'] {
  const codes = name.split('\t');
  // Every judge groups by zone among others.
  return Object.fromEntries(by.map((d, i) => [d, codes[i] ?? ''])) as RiskFinding['of'];
}

export const filterOf = (of: RiskFinding['of']): FlowFilter => Object.fromEntries(Object.entries(of).map(([dim, code]) => [dim, [code]]));

export const NOTHING: FlowSums = Object.fromEntries(FLOW_SUMS.map((s) => [s, 0])) as FlowSums;

/** Sums of a kind as the figures have them: value is kept in 分 and told in CNY. */
export const amountOf = (sums: FlowSums, sum: FlowSum): number => (sum === 'value' ? sums.value / 100 : sums[sum]);

export function figureOf(days: DaySpan, num: number, den: number): RiskFigure {
  return { from: days.from, to: days.to, num, den, value: den === 0 ? null : num / den };
}

export function addSums(all: readonly FlowSums[]): FlowSums {
  const out = { ...NOTHING };
  for (const one of all) for (const s of FLOW_SUMS) out[s] += one[s];
  return out;
}

const Z = 1.959964;

/** Wilson's interval of 95 % of a share; the whole of 0 to 1 where nothing was counted. */
export function shareInterval(num: number, den: number): { low: number; high: number } {
  if (den <= 0) return { low: 0, high: 1 };
  const p = Math.min(1, num / den);
  const spread = (Z * Math.sqrt((p * (1 - p)) / den + (Z * Z) / (4 * den * den))) / (1 + (Z * Z) / den);
  const middle = (p + (Z * Z) / (2 * den)) / (1 + (Z * Z) / den);
  return { low: Math.max(0, middle - spread), high: Math.min(1, middle + spread) };
}

/** The middle of a list that is not empty. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
