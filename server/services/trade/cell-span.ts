import { textsLiteral } from '../../../db/client.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { FlowFilter } from '../../core/trade/cube.ts';
import { FLOW_DIMS, FLOW_SUMS } from '../../core/trade/flow.ts';
import type { CubeInput } from '../../wire/trade.ts';
import { SUM_COLUMNS } from './cells.ts';

const DAY = 86_400_000;
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const nextMonth = (date: string) => dateOf(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 1));

/** The fewest rows that make up a span of days: months that lie in it as a whole, and what is left of its days. */
export type Periods = { months: string[]; days: string[] };

/** `without`: a day that is read apart, with the month that it lies in. `whole`: days alone, for who tells them one by one. */
export function periodsOf(from: string, to: string, { without = null, daily = false }: { without?: string | null; daily?: boolean } = {}): Periods {
  const months: string[] = [];
  const days: string[] = [];
  for (let day = from; day < to; ) {
    const next = nextMonth(day);
    if (!daily && day.endsWith('-01') && next <= to && day.slice(0, 7) !== without?.slice(0, 7)) {
      months.push(day);
      day = next;
    } else {
      if (day !== without) days.push(day);
      day = dateOf(Date.parse(day) + DAY);
    }
  }
  return { months, days };
}

/** The span of a local day may name a day that has not begun: the cells of the last ones are few or none. */
export const SUMS = FLOW_SUMS.map((s) => SUM_COLUMNS[s]);
export const summed = SUMS.map((s) => `sum(${s})::int8`).join(', ');

/** Parameters of `cellsOf`: scope, status, months, days, regions (null = all), and the codes of each dimension (null = any). */
export function cellsParams(
  tree: RegionTree,
  { region, scope, status }: Pick<CubeInput, 'region' | 'scope' | 'status'>,
  periods: Periods,
  filter: FlowFilter = {},
) {
  const regions = region === tree.root ? null : textsLiteral(tree.subtree(region));
  const codes = FLOW_DIMS.map((d) => (filter[d] ? textsLiteral(filter[d]) : null));
  return [scope, status, textsLiteral(periods.months), textsLiteral(periods.days), regions, ...codes];
}
export const CELLS_PARAMS = 5 + FLOW_DIMS.length;

const passes = [
  '($5::text is null or region = any($5::text::text[]))',
  ...FLOW_DIMS.map((d, i) => `($${6 + i}::text is null or ${d} = any($${6 + i}::text::text[]))`),
].join(' and ');

/** Cells of months and days as one relation; its parameters are those of cellsParams. */
export const CELLS = `(select * from trade_cell where grain = 2 and scope = $1::text and status = $2::text and period = any($3::text::date[]) and ${passes}
  union all select * from trade_cell where grain = 1 and scope = $1::text and status = $2::text and period = any($4::text::date[]) and ${passes}) cells`;
