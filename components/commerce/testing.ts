import { FlowCube, toColumns } from '../../server/core/trade/cube.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowDim, type FlowSum, type FlowSums } from '../../server/core/trade/flow.ts';

/** Cells that tests make: what is not named is empty or nothing. */
export type TestCell = Partial<Record<FlowDim, string>> & Partial<Record<FlowSum, number>> & { rev?: number };

export function cellsOf(cells: readonly TestCell[]) {
  return toColumns(
    cells.map(({ rev, ...cell }) => ({
      key: Object.fromEntries(FLOW_DIMS.map((d) => [d, cell[d] ?? ''])) as Record<FlowDim, string>,
      sums: Object.fromEntries(FLOW_SUMS.map((s) => [s, cell[s] ?? (s === 'events' ? 1 : 0)])) as FlowSums,
      ...(rev === undefined ? {} : { rev }),
    })),
  );
}

export function cubeOf(cells: readonly TestCell[]): FlowCube {
  const cube = new FlowCube();
  cube.load(cellsOf(cells), null);
  return cube;
}
