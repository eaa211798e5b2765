import type { Tx } from '../../../db/client.ts';
import type { ItemCount, ItemSum } from '../../core/items/item-rules.ts';
import type { ItemPlace } from '../../core/items/read-items.ts';
import type { ItemListView } from '../../wire/items.ts';
import { type Mark, markOf } from '../../wire/marks.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Catalog } from '../context.ts';

type Query = Pick<Tx, 'query'>;

/** An indicator that is counted from item lists. */
export type CountedRow = IndicatorRow & { readonly items: ItemCount };

/** The indicators that are counted from item lists, in the order of the dictionary. */
export function countedRows(catalog: Pick<Catalog, 'indicators'>): CountedRow[] {
  return [...catalog.indicators.values()].filter((row): row is CountedRow => row.items !== undefined);
}

/** Levels whose regions keep a list: those that report any of the indicators. */
export function listLevels(catalog: Pick<Catalog, 'indicators'>): ReadonlySet<string> {
  return new Set(countedRows(catalog).flatMap((row) => row.reportedAt));
}

/** The region in whose list the items of a region stand: the nearest at or above it that keeps one. */
export function listOf({ tree, indicators }: Pick<Catalog, 'tree' | 'indicators'>, region: string): string | null {
  const levels = listLevels({ indicators });
  return tree.lineage(region).find((each) => levels.has(tree.levelOf(each) ?? '')) ?? null;
}

export function placeOf(catalog: Catalog, region: string): ItemPlace {
  const owners = new Map<string, string | null>();
  return {
    region,
    contains: (each) => catalog.tree.contains(region, each),
    resolve: (code) => catalog.tree.resolve(code),
    listOf: (each) => {
      const known = owners.get(each);
      const owner = known === undefined ? listOf(catalog, each) : known;
      owners.set(each, owner);
      return owner;
    },
  };
}

export type ListRow = {
  id: number;
  region: string;
  asOf: string;
  version: number;
  stands: boolean;
  items: number;
  columns: readonly string[];
  counts: Readonly<Record<string, ItemSum>>;
  digest: string;
  file: string;
  note: string;
  mark: Mark | null;
  byName: string;
  at: number;
  replaces: number | null;
  toldAt: number | null;
  refused: Readonly<Record<string, string>>;
  withdrawnAt: number | null;
  withdrawnName: string | null;
  withdrawReason: string | null;
  withdrawToldAt: number | null;
};
const LIST = `id, region, as_of "asOf", version, stands, items, columns, counts, digest, file, note, mark, by_name "byName", at, replaces, told_at "toldAt", refused,
  withdrawn_at "withdrawnAt", withdrawn_name "withdrawnName", withdraw_reason "withdrawReason", withdraw_told_at "withdrawToldAt"`;

const toList = (row: ListRow): ListRow => ({ ...row, mark: markOf(row.mark) });

export async function listById(tx: Query, id: number): Promise<ListRow | null> {
  const [row] = await tx.query<ListRow>(`select ${LIST} from item_list where id = $1::int8`, [id]);
  return row ? toList(row) : null;
}

/** The version of a region and date that stands, locked. */
export async function lockStanding(tx: Query, region: string, asOf: string): Promise<ListRow | null> {
  const [row] = await tx.query<ListRow>(`select ${LIST} from item_list where region = $1 and as_of = $2 and stands for update`, [region, asOf]);
  return row ? toList(row) : null;
}

/**
 * The list that holds of every region that has one, by region: the newest date that stands. Of an indicator the newest that
 * it is counted from, as the figures have it: a later list without its column says nothing of it.
 */
export async function holdingLists(tx: Query, indicator: string | null = null): Promise<Map<string, ListRow>> {
  const rows = await tx.query<ListRow>(
    `select distinct on (region) ${LIST} from item_list where stands and ($1::text is null or (counts -> $1::text ->> 'den')::int > 0)
     order by region, as_of desc`,
    [indicator],
  );
  return new Map(rows.map((row) => [row.region, toList(row)]));
}

/** The list of a region that holds on a day: the newest that stands of that date or before. */
export async function holdingOn(tx: Query, region: string, day: string): Promise<ListRow | null> {
  const [row] = await tx.query<ListRow>(`select ${LIST} from item_list where region = $1 and as_of <= $2 and stands order by as_of desc limit 1`, [
    region,
    day,
  ]);
  return row ? toList(row) : null;
}

/** Versions of a region's lists, the newest date and version first. */
export async function listsOf(tx: Query, region: string): Promise<ListRow[]> {
  return (await tx.query<ListRow>(`select ${LIST} from item_list where region = $1 order by as_of desc, version desc`, [region])).map(toList);
}

/** Lists of which something is not told to the figures, oldest first. */
export async function readUntold(tx: Query, after: number, limit: number): Promise<ListRow[]> {
  const rows = await tx.query<ListRow>(
    `select ${LIST} from item_list where id > $1::int8 and (told_at is null or (withdrawn_at is not null and withdraw_told_at is null)) order by id limit $2::int`,
    [after, limit],
  );
  return rows.map(toList);
}

export function listView(row: ListRow): ItemListView {
  const { id, region, asOf, version, stands, items, columns, counts, file, note, byName, at, toldAt, refused } = row;
  const { withdrawnAt, withdrawnName, withdrawReason, withdrawToldAt } = row;
  const withdrawn = withdrawnAt === null ? null : { at: withdrawnAt, name: withdrawnName ?? '', reason: withdrawReason ?? '' };
  const told = toldAt !== null && (withdrawnAt === null || withdrawToldAt !== null);
  return { id, region, asOf, version, stands, items, columns, counts, file, note, byName, at, told, refused, withdrawn };
}
