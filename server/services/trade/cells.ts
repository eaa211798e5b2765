import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowDim, type FlowKey, type FlowSum, type FlowSums, flowOf } from '../../core/trade/flow.ts';
import type { Ctx } from '../context.ts';
import { DECLARED, type GroupItem } from '../event/group-item.ts';
import { placesOf } from '../rollup/merge-packs.ts';

/** What is added to one cell of a day (grain 1) or month (grain 2); `newest` is the time of its newest event, epoch ms. */
export type CellDelta = { grain: 1 | 2; period: string; key: FlowKey; sums: number[]; newest: number };
/** Committed totals of a cell of a day, to be published after the commit. */
export type CellTotal = { day: string; key: FlowKey; sums: FlowSums; rev: number };

/** A declaration that counts (`sign` 1) or no longer does (-1). */
export type Counted = { region: string; at: number; data: Record<string, unknown>; sign: 1 | -1 };

export const SUM_COLUMNS: Record<FlowSum, string> = Object.fromEntries(FLOW_SUMS.map((s) => [s, s.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)])) as Record<
  FlowSum,
  string
>;
const KEY = ['scope', 'status', 'period', ...FLOW_DIMS] as const;
const COLUMNS = FLOW_SUMS.map((s) => SUM_COLUMNS[s]);

/** Declarations among the events of a group, each where it counts. */
export const declarationsOf = (items: readonly Pick<GroupItem, 'type' | 'region' | 'at' | 'data'>[]): Counted[] =>
  items.flatMap(({ type, region, at, data }) => (type === DECLARED ? [{ region: region as string, at, data, sign: 1 as const }] : []));

/** What declarations add to cells, in the order of the cells' keys, which is that in which every writer locks them. */
export function cellDeltas(ctx: Ctx, counted: readonly Counted[]): CellDelta[] {
  if (counted.length === 0) return [];
  const places = placesOf(ctx);
  const found = new Map<string, CellDelta>();
  for (const { region, at, data, sign } of counted) {
    const { key, sums } = flowOf(data as Parameters<typeof flowOf>[0], region);
    const place = places(at);
    for (const grain of [1, 2] as const) {
      const period = place[grain].period;
      const name = nameOf(grain, period, key);
      let delta = found.get(name);
      if (!delta) {
        delta = { grain, period, key, sums: FLOW_SUMS.map(() => 0), newest: at };
        found.set(name, delta);
      }
      for (let i = 0; i < FLOW_SUMS.length; i++) delta.sums[i] = (delta.sums[i] as number) + sign * sums[FLOW_SUMS[i] as FlowSum];
      delta.newest = Math.max(delta.newest, at);
    }
  }
  // By code unit, not by the database's collation: the order has to be the same everywhere, whatever it is.
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, delta]) => delta);
}

/** A cell's key as text: no text in a database holds the character between. */
export const nameOf = (grain: 1 | 2, period: string, key: FlowKey): string =>
  `${grain}\u0000${key.scope}\u0000${key.status}\u0000${period}\u0000${FLOW_DIMS.map((d) => key[d]).join('\u0000')}`;

/**
 * Part of a statement that adds to cells: `c` has those of `today`. `when` is a condition that makes it come after what is
 * locked before it. Takes its parameters from number `first` on, made by cellParams.
 */
export function cellCte(first: number, when: string): string {
  const types = ['int', 'text', 'text', 'date', ...FLOW_DIMS.map(() => 'text'), 'int8', ...COLUMNS.map(() => 'int8')];
  const arrays = types.map((type, i) => `$${first + i}::text::${type}[]`).join(', ');
  const keys = `grain, ${KEY.join(', ')}`;
  return `c as (insert into trade_cell as c (${keys}, newest, ${COLUMNS.join(', ')}, rev, revised_at)
    select ${keys}, to_timestamp(newest / 1000.0), ${COLUMNS.join(', ')}, 1, now()
    from unnest(${arrays}) with ordinality u(${keys}, newest, ${COLUMNS.join(', ')}, ord) where ${when} order by ord
    on conflict (${keys}) do update set ${COLUMNS.map((s) => `${s} = c.${s} + excluded.${s}`).join(', ')},
      newest = greatest(c.newest, excluded.newest), rev = c.rev + 1, revised_at = excluded.revised_at
    returning ${keys}, ${COLUMNS.join(', ')}, rev)`;
}

/** The totals of a day's cells that `c` touched, as JSON. Takes the day as a parameter. */
export const touchedCells = (param: number): string =>
  `(select json_agg(json_build_array(${['scope', 'status', ...FLOW_DIMS, ...COLUMNS, 'rev'].join(', ')})) from c where grain = 1 and period = $${param}::text::date)`;

export function cellParams(deltas: readonly CellDelta[]): string[] {
  return [
    numbersLiteral(deltas.map((d) => d.grain)),
    textsLiteral(deltas.map((d) => d.key.scope)),
    textsLiteral(deltas.map((d) => d.key.status)),
    textsLiteral(deltas.map((d) => d.period)),
    ...FLOW_DIMS.map((dim) => textsLiteral(deltas.map((d) => d.key[dim]))),
    numbersLiteral(deltas.map((d) => d.newest)),
    ...FLOW_SUMS.map((_, i) => numbersLiteral(deltas.map((d) => d.sums[i] as number))),
  ];
}

/** Adds to cells, as the last of what a transaction locks. `today`: whose totals are answered, null for none. */
export async function writeCells(tx: Tx, deltas: readonly CellDelta[], today: string | null): Promise<CellTotal[]> {
  if (deltas.length === 0) return [];
  const params = cellParams(deltas);
  const [row] = await tx.query<{ cells: unknown[][] | null }>(`with ${cellCte(1, 'true')} select ${touchedCells(params.length + 1)} cells`, [
    ...params,
    today ?? '0001-01-01',
  ]);
  return today === null ? [] : toCellTotals(row?.cells ?? [], today);
}

/** Reads the rows that touchedCells makes. */
export function toCellTotals(rows: readonly unknown[][], day: string): CellTotal[] {
  return rows.map((row) => {
    const key = { scope: row[0], status: row[1] } as FlowKey;
    FLOW_DIMS.forEach((d: FlowDim, i) => {
      key[d] = row[2 + i] as string;
    });
    const at = 2 + FLOW_DIMS.length;
    const sums = Object.fromEntries(FLOW_SUMS.map((s, i) => [s, row[at + i]])) as FlowSums;
    return { day, key, sums, rev: row[at + FLOW_SUMS.length] as number };
  });
}

/** Newest totals of the cells of a day that some deltas touched, for who began to want them while they were written. */
export async function readTouched(tx: Tx, deltas: readonly CellDelta[], day: string): Promise<CellTotal[]> {
  const mine = deltas.filter((d) => d.grain === 1 && d.period === day);
  if (mine.length === 0) return [];
  const key = ['scope', 'status', ...FLOW_DIMS] as const;
  const rows = await tx.rows(
    `select ${[...key, ...COLUMNS, 'rev'].map((name) => `c.${name}`).join(', ')}
     from unnest(${key.map((_, i) => `$${i + 2}::text::text[]`).join(', ')}) u(${key.join(', ')})
     join trade_cell c on c.grain = 1 and c.period = $1::text::date and ${key.map((name) => `c.${name} = u.${name}`).join(' and ')}`,
    [day, ...key.map((name) => textsLiteral(mine.map((d) => d.key[name])))],
  );
  return toCellTotals(rows, day);
}
