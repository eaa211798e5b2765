import { numbersLiteral } from '../../../db/client.ts';
import type { ItemListView, ItemPlaceView, ItemsAnswer, ItemsPage, ItemView } from '../../wire/items.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { countedRows, holdingLists, type ListRow, listLevels, listsOf, listView } from './item-rows.ts';

/** The regions at and below one that keep a list of their own items, each with the list that holds. @throws OutOfScope */
export async function itemsOverview(ctx: Ctx, scope: Scope, region: string): Promise<ItemPlaceView[]> {
  const { catalog } = ctx;
  assertRegion(scope, catalog.tree, region);
  const lists = await holdingLists(ctx.db);
  const levels = listLevels(catalog);
  return catalog.tree.subtree(region).flatMap((each): ItemPlaceView[] => {
    const level = catalog.tree.levelOf(each) ?? '';
    if (!levels.has(level)) return [];
    const list = lists.get(each);
    return [{ region: each, name: catalog.regionName(each), level: catalog.levelName(level), list: list ? listView(list) : null }];
  });
}

/** All versions of a region's lists, the newest date first. @throws OutOfScope */
export async function itemsHistory(ctx: Ctx, scope: Scope, region: string): Promise<ItemListView[]> {
  assertRegion(scope, ctx.catalog.tree, region);
  return (await listsOf(ctx.db, region)).map(listView);
}

const ITEM = 'list, line, code, name, region, department, kind, has';
type Row = Omit<ItemView, 'regionName' | 'unknown'>;

/**
 * Items of the lists of a region and below it that hold, by list and line; those whose code or name holds the text,
 * and of an indicator's population those that lack what it counts. Only lists that the indicator is counted from have such.
 * @throws OutOfScope, NotFound when no such indicator is counted from lists
 */
export async function findItems(ctx: Ctx, scope: Scope, asked: ItemsPage, page: { offset: number; limit: number }): Promise<ItemsAnswer> {
  const { catalog } = ctx;
  assertRegion(scope, catalog.tree, asked.region);
  const inside = new Set(catalog.tree.subtree(asked.region));
  const counted = asked.missing === undefined ? null : (countedRows(catalog).find((row) => row.code === asked.missing) ?? null);
  if (asked.missing !== undefined && !counted) throw new NotFound(`${asked.missing} is not counted from item lists`);
  // A figure that does not add over regions is the region's own list alone.
  const takes = (list: ListRow) => inside.has(list.region) && (!counted || counted.additivity.region === 'add' || list.region === asked.region);
  const held = await holdingLists(ctx.db, counted?.code);
  const lists = new Map([...held.values()].filter(takes).map((list) => [list.id, list]));
  if (lists.size === 0) return { rows: [], total: 0 };
  const params: (string | null)[] = [numbersLiteral([...lists.keys()]), asked.text ? `%${asked.text.replace(/[\\%_]/g, '\\$&')}%` : null];
  let where = `list = any($1::text::int8[]) and ($2::text is null or name ilike $2::text or code ilike $2::text)`;
  if (counted) {
    const { property, of } = counted.items;
    params.push(JSON.stringify(of.properties ?? []), JSON.stringify([property]), of.kinds ? JSON.stringify(of.kinds) : null);
    where += ` and has @> $3::text::jsonb and not has @> $4::text::jsonb and ($5::text is null or $5::text::jsonb @> to_jsonb(kind))`;
  }
  const [sum] = await ctx.db.query<{ total: number }>(`select count(*)::int total from listed_item where ${where}`, params);
  const next = `$${params.length + 1}::int offset $${params.length + 2}::int`;
  const rows = await ctx.db.query<Row>(`select ${ITEM} from listed_item where ${where} order by list, line limit ${next}`, [
    ...params,
    page.limit,
    page.offset,
  ]);
  const properties = catalog.itemRules.properties.map((p) => p.id);
  const view = (row: Row): ItemView => {
    const columns = lists.get(row.list)?.columns ?? [];
    return { ...row, regionName: catalog.regionName(row.region), unknown: properties.filter((p) => !columns.includes(p)) };
  };
  return { rows: rows.map(view), total: sum?.total ?? 0 };
}
