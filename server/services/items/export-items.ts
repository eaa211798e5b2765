import { fileName } from '../../core/export/csv.ts';
import { ITEM_FIELDS, ITEM_HEADS, MOST_ITEMS } from '../../core/items/read-items.ts';
import type { ItemsFile, ItemsPage } from '../../wire/items.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { workbook } from '../export/workbook.ts';
import { findItems } from './list-items.ts';

const WORDS: Record<ExportLocale, { items: string; about: string; missing: string; search: string; yes: string; no: string }> = {
  'zh-CN': { items: '事项', about: '说明', missing: '计入分母而不具备', search: '搜索', yes: '是', no: '否' },
  en: { items: 'Items', about: 'About', missing: 'In the denominator and without', search: 'Search', yes: '是', no: '否' },
};

/**
 * The items that a page lists, as a workbook whose first sheet an import takes again; who took it and what it is stands on
 * the second. The audit row is committed before the first byte is answered.
 * @param scope of figure.export
 * @throws OutOfScope, NotFound, Invalid when they are more than a list may have
 */
export async function exportItems(ctx: Ctx, actor: Actor, scope: Scope, asked: ItemsPage, locale: ExportLocale): Promise<ItemsFile> {
  const { catalog } = ctx;
  const words = WORDS[locale];
  const { rows, total } = await findItems(ctx, scope, asked, { offset: 0, limit: MOST_ITEMS });
  if (total > rows.length) throw new Invalid(`there are ${total} items: choose a region below`);
  const { properties } = catalog.itemRules;
  const cells = rows.map((row) => [
    ...ITEM_FIELDS.map((field) => row[field]),
    // A cell that a list says nothing of stays empty.
    ...properties.map(({ id }) => (row.unknown.includes(id) ? '' : row.has.includes(id) ? words.yes : words.no)),
  ]);
  const about = [
    ...takenBy(ctx, actor, scope, locale),
    [catalog.regionName(asked.region)],
    ...(asked.missing ? [[words.missing, catalog.indicators.get(asked.missing)?.numeratorName ?? asked.missing]] : []),
    ...(asked.text ? [[words.search, asked.text]] : []),
  ];
  const head = [...ITEM_FIELDS.map((field) => ITEM_HEADS[field][0] ?? field), ...properties.map((p) => p.name)];
  const body = await workbook([
    { title: words.items, lines: [head, ...cells], plain: true },
    { title: words.about, lines: about },
  ]);
  const { region, ...narrowed } = asked;
  const object = { kind: 'item_list', id: region };
  await ctx.db.transaction((tx) =>
    writeAudit(tx, actor, { action: 'items.exported', result: 'ok', object, region, detail: { rows: rows.length, ...narrowed } }, ctx.now()),
  );
  return { name: fileName(['items', region, zoneText(ctx, ctx.now()).slice(0, 10)], 'xlsx'), body, rows: rows.length };
}
