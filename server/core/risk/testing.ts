import { FLOW_SUMS, type FlowSums } from '../trade/flow.ts';
import type { RiskCell, RiskCheck, RiskDim, RiskParams } from './terms.ts';

/** Made cells and parameters for tests. */
export const sumsOf = (over: Partial<FlowSums>): FlowSums => ({ ...(Object.fromEntries(FLOW_SUMS.map((s) => [s, 0])) as FlowSums), ...over });

export const cellOf = (sums: Partial<FlowSums>, key: Partial<Record<RiskDim, string>> = {}): RiskCell => ({
  key: { zone: 'z1', mode: '9610', direction: 'export', partner: 'USA', chapter: '61', ...key },
  sums: sumsOf(sums),
});

export const paramsOf = (check: RiskCheck, over: Partial<RiskParams> = {}): RiskParams => ({
  check,
  scope: 'customs_platform',
  status: 'preliminary',
  days: 7,
  past: 4,
  bound: 0.01,
  least: 100,
  floor: 0,
  times: null,
  severity: 3,
  ...over,
});

export const spansOf = (...cells: RiskCell[][]) => cells.map((list, i) => ({ days: { from: `2026-03-${20 - i}`, to: `2026-03-${21 - i}` }, cells: list }));
