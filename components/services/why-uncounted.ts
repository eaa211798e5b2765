import type { ItemListView } from '../../server/wire/items.ts';
import type { CountedRow } from './use-items.ts';

/** Why a list gives a ratio no figure: its level is not the one that is counted, it lacks columns, or nothing in it is of the population. */
export type Uncounted =
  | { kind: 'no_list' | 'empty' | 'waiting' | 'refused' | 'dated' }
  | { kind: 'level'; levels: readonly string[] }
  | { kind: 'columns'; columns: readonly string[] };

type Row = Pick<CountedRow, 'code' | 'items' | 'reportedAt'>;
type Counts = Pick<ItemListView, 'columns' | 'counts'>;

/** Of a list that is looked at before it is imported; null where it counts. */
export function uncountedIn(row: Row, level: string, { columns, counts }: Counts): Uncounted | null {
  if (!row.reportedAt.includes(level)) return { kind: 'level', levels: row.reportedAt };
  const lacking = [row.items.property, ...(row.items.of.properties ?? [])].filter((p) => !columns.includes(p));
  if (lacking.length > 0) return { kind: 'columns', columns: lacking };
  return (counts[row.code]?.den ?? 0) > 0 ? null : { kind: 'empty' };
}

type List = Counts & Pick<ItemListView, 'told' | 'refused'>;

/**
 * Why a region has no figure of a ratio. `level` is its own; `lists` are those that the figure would be of, each with its level:
 * the region's own, and where the ratio adds over regions those below it.
 */
export function whyUncounted(row: Row & { additivity: { region: string } }, level: string, lists: readonly { level: string; list: List }[]): Uncounted {
  // What does not add over regions is the region's own list or nothing.
  if (row.additivity.region !== 'add' && !row.reportedAt.includes(level)) return { kind: 'level', levels: row.reportedAt };
  const whys = lists.map(({ level: at, list }) => uncountedIn(row, at, list) ?? stateOf(row, list));
  const first = (kind: Uncounted['kind']) => whys.find((why) => why.kind === kind);
  const lacking = whys.flatMap((why) => (why.kind === 'columns' ? why.columns : []));
  return (
    first('waiting') ??
    first('refused') ??
    first('dated') ??
    first('empty') ??
    (lacking.length > 0 ? { kind: 'columns', columns: [...new Set(lacking)] } : undefined) ??
    first('level') ?? { kind: 'no_list' }
  );
}

/** Of a list that counts and whose figure is not there: not told yet, refused, or of a year that is not looked at. */
function stateOf(row: Row, list: List): Uncounted {
  return { kind: !list.told ? 'waiting' : row.code in list.refused ? 'refused' : 'dated' };
}
