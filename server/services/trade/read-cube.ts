import { localDate } from '../../core/rollup/slots.ts';
import type { FlowColumns } from '../../core/trade/cube.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowDim, type FlowSum } from '../../core/trade/flow.ts';
import type { Cube, CubeInput } from '../../wire/trade.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { CELLS, CELLS_PARAMS, cellsParams, periodsOf, SUMS, summed } from './cell-span.ts';
import { assertFlows } from './see-flows.ts';

/** Cells of one answer, those of closed days and those of today each; beyond it the finest dimensions are folded. */
export const MOST_CELLS = 60_000;
/** In which order dimensions are given up: what says least of a flow goes first. */
const GIVEN_UP: readonly FlowDim[] = ['district', 'chapter', 'port', 'partner', 'region', 'direction', 'mode', 'zone'];

/**
 * Cells of a region's subtree over a span of days, of one scope and status: closed days folded over the span, and beside
 * them those of today as they stand, whose revisions tell them from those of live frames. Both are of one instant.
 * @throws OutOfScope, Invalid
 */
export async function readCube(ctx: Ctx, scope: Scope, input: CubeInput, most = MOST_CELLS): Promise<Cube> {
  assertFlows(scope, ctx, input);
  const now = ctx.now();
  const day = localDate(now, ctx.catalog.zone);
  const asOf = new Date(now).toISOString();
  let today = input.from <= day && day < input.to ? day : null;
  for (let given = 0; ; ) {
    const folded = GIVEN_UP.slice(0, given);
    const rows = await readRows(ctx, input, today, folded, most);
    const live = rows.filter((row) => row[0] === true);
    const closed = rows.filter((row) => row[0] === false);
    if (live.length > most) today = null;
    else if (closed.length > most) given += 1;
    else return { asOf, today, folded, closed: toFlowColumns(closed, false), live: today === null ? null : toFlowColumns(live, true) };
  }
}

/** One row more than fits of each kind, so that what does not fit is seen. */
async function readRows(ctx: Ctx, input: CubeInput, today: string | null, folded: readonly FlowDim[], most: number): Promise<unknown[][]> {
  const params = cellsParams(ctx.catalog.tree, input, periodsOf(input.from, input.to, { without: today }));
  const kept = FLOW_DIMS.filter((d) => !folded.includes(d));
  const dims = FLOW_DIMS.map((d) => (folded.includes(d) ? `''::text` : d)).join(', ');
  const groups = kept.length === 0 ? '' : `group by ${kept.join(', ')}`;
  const limit = `limit $${CELLS_PARAMS + 1}::int`;
  const closed = `(select false live, ${dims}, ${summed}, 0::int8 rev from ${CELLS} ${groups} having sum(events) <> 0 ${limit})`;
  const open = `(select true, ${FLOW_DIMS.join(', ')}, ${SUMS.join(', ')}, rev from trade_cell where grain = 1 and scope = $1::text and status = $2::text
    and period = $${CELLS_PARAMS + 2}::text::date and ($5::text is null or region = any($5::text::text[])) and events <> 0 ${limit})`;
  return today === null ? ctx.db.rows(closed, [...params, most + 1]) : ctx.db.rows(`${closed} union all ${open}`, [...params, most + 1, today]);
}

/** Puts rows of (kind, dims, sums, rev) into columns. */
function toFlowColumns(rows: readonly unknown[][], withRev: boolean): FlowColumns {
  const words = {} as Record<FlowDim, string[]>;
  const dims = {} as Record<FlowDim, number[]>;
  const sums = {} as Record<FlowSum, number[]>;
  FLOW_DIMS.forEach((d, i) => {
    const seen = new Map<string, number>();
    dims[d] = rows.map((row) => {
      const word = row[1 + i] as string;
      const at = seen.get(word) ?? seen.size;
      if (at === seen.size) seen.set(word, at);
      return at;
    });
    words[d] = [...seen.keys()];
  });
  FLOW_SUMS.forEach((s, i) => {
    sums[s] = rows.map((row) => row[1 + FLOW_DIMS.length + i] as number);
  });
  return {
    count: rows.length,
    words,
    dims,
    sums,
    ...(withRev && rows.length > 0 ? { rev: rows.map((row) => row[1 + FLOW_DIMS.length + FLOW_SUMS.length] as number) } : {}),
  };
}
