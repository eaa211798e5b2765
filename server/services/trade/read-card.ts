import { FLOW_SUMS, type FlowSum, type FlowSums } from '../../core/trade/flow.ts';
import type { FeedStatus } from '../../wire/figure.ts';
import type { FlowCard, FlowCardInput, FlowPoint } from '../../wire/trade.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { CELLS, cellsParams, periodsOf, summed } from './cell-span.ts';
import { declaredSeries } from './declared-series.ts';
import { assertFlows, tradeIndicators } from './see-flows.ts';

/** Days that are told one by one; a longer span is told by months. */
const MOST_DAYS = 62;

/**
 * What stands behind a figure of flows: its sums over the span and by day or month, how new it is, which feeds it comes
 * from and what the dictionary says that it is. @throws OutOfScope, Invalid
 */
export async function readCard(
  ctx: FigureCtx,
  scope: Scope,
  input: FlowCardInput,
  feedStatus: (ids: ReadonlySet<number>) => Promise<FeedStatus[]>,
): Promise<FlowCard> {
  assertFlows(scope, ctx, input);
  const sums = await readPoints(ctx, input);
  const feeds = new Set(declaredSeries(ctx, input).map((s) => s.feed));
  return {
    regionName: ctx.catalog.regionName(input.region),
    ...sums,
    definitions: tradeIndicators(ctx.catalog).map(({ code, name, definition, formula, unit, source }) => ({
      code,
      name,
      definition: definition ?? null,
      formula: formula ?? null,
      unit,
      source: ctx.catalog.sourceTitle(source.document),
    })),
    feeds: feeds.size === 0 ? [] : await feedStatus(feeds),
  };
}

type Points = Pick<FlowCard, 'sums' | 'grain' | 'points' | 'newest' | 'arrived'>;

/** The sums by day or month, and of all of them. */
export async function readPoints(ctx: Ctx, input: FlowCardInput): Promise<Points> {
  const days = (Date.parse(input.to) - Date.parse(input.from)) / 86_400_000;
  const grain = days > MOST_DAYS ? 'month' : 'day';
  const params = cellsParams(ctx.catalog.tree, input, periodsOf(input.from, input.to, { daily: grain === 'day' }), input.filter);
  const rows = await ctx.db.rows(
    `select date_trunc('${grain}', period)::date, ${summed}, max(newest), max(revised_at) from ${CELLS} group by 1 having sum(events) <> 0 order by 1`,
    params,
  );
  const points: FlowPoint[] = rows.map((row) => ({ period: row[0] as string, sums: toSums(row, 1) }));
  const latest = (at: number) => (rows.length === 0 ? null : new Date(Math.max(...rows.map((row) => row[at] as number))).toISOString());
  return { sums: addUp(points.map((p) => p.sums)), grain, points, newest: latest(1 + FLOW_SUMS.length), arrived: latest(2 + FLOW_SUMS.length) };
}

export const toSums = (row: readonly unknown[], at: number): FlowSums => Object.fromEntries(FLOW_SUMS.map((s, i) => [s, row[at + i]])) as FlowSums;

export function addUp(list: readonly FlowSums[]): FlowSums {
  const total = Object.fromEntries(FLOW_SUMS.map((s) => [s, 0])) as FlowSums;
  for (const sums of list) for (const s of FLOW_SUMS) total[s as FlowSum] += sums[s];
  return total;
}
