import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/client.ts';
import { dayOf, dayOfDate } from '../../core/calendar/calendar.ts';
import { compareItems } from '../../core/items/compare-items.ts';
import { fewOfEach } from '../../core/items/few-of-each.ts';
import { countItems, type Item, type ItemSum } from '../../core/items/item-rules.ts';
import { type ItemTable, readItems } from '../../core/items/read-items.ts';
import { redactText } from '../../core/privacy/redact.ts';
import type { ImportItems, ItemImport } from '../../wire/items.ts';
import type { Mark } from '../../wire/marks.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Catalog, Ctx } from '../context.ts';
import { Conflict, Invalid, OutOfScope } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { ITEM_LATE_DAYS } from './item-feed.ts';
import { countedRows, holdingOn, listLevels, lockStanding, placeOf } from './item-rows.ts';

/** Reads a file that was sent as it is; a name that ends in .gz was packed. @throws Invalid when it is no table */
export type ReadTable = (name: string, body: string) => Promise<ItemTable>;

const CHUNK = 5_000;

/**
 * Imports a region's list of its own items as of a date, whole or not at all; a dry run says what it would be. A list with
 * the items that already stand for the date is left alone, another takes its place as the next version. The figures are told
 * afterwards (tellItems).
 * @param scope of item.manage
 * @throws OutOfScope, Invalid naming what is wrong, Conflict when the list of the date is not the one that was seen
 */
export async function importItems(ctx: Ctx, readTable: ReadTable, actor: Actor, scope: Scope, input: ImportItems, mark: Mark | null): Promise<ItemImport> {
  const { catalog } = ctx;
  const { region, asOf } = input;
  assertManages(catalog, scope, region);
  if (!listLevels(catalog).has(catalog.tree.levelOf(region) ?? '')) throw new Invalid('region: no list is kept at this level');
  const today = dayOf(catalog, ctx.now());
  if (dayOfDate(asOf) > today || dayOfDate(asOf) <= today - ITEM_LATE_DAYS) throw new Invalid('asOf: not ahead, and not more than ten years ago');
  const table = await readTable(input.name, input.body);
  const { items, columns, faults } = readItems(table, catalog.itemRules, placeOf(catalog, region));
  const counts = countsOf(catalog, region, columns, items);
  const found = { ...fewOfEach(faults), sheet: table.sheet ?? null, items: items.length, columns, counts };
  const digest = digestOf(columns, items);
  return withRetry(() =>
    ctx.db.transaction(async (tx): Promise<ItemImport> => {
      const standing = await lockStanding(tx, region, asOf);
      const holds = standing && { id: standing.id, version: standing.version, items: standing.items };
      const same = faults.length === 0 && standing?.digest === digest;
      if (input.dryRun || faults.length > 0 || same) {
        const against = input.dryRun && faults.length === 0 ? await changeOf(tx, region, asOf, { columns, items }) : null;
        return { ...found, holds, same, against, id: null, told: false };
      }
      if ((standing?.id ?? null) !== input.seen) throw new Conflict('somebody imported or withdrew the list of this date meanwhile');
      if (standing) await tx.query('update item_list set stands = false where id = $1::int8', [standing.id]);
      const list = { ...input, columns, counts, digest, mark, replaces: standing?.id ?? null };
      const id = await insertList(tx, actor, list, items.length, ctx.now());
      for (let at = 0; at < items.length; at += CHUNK) await insertItems(tx, id, items.slice(at, at + CHUNK));
      const object = { kind: 'item_list', id: String(id) };
      const detail = { asOf, items: items.length, replaces: list.replaces };
      await writeAudit(tx, actor, { action: 'items.imported', result: 'ok', object, region, detail }, ctx.now());
      return { ...found, holds, same, against: null, id, told: false };
    }),
  );
}

/** A list is its region's as a whole: whoever keeps it sees all departments there. @throws OutOfScope */
export function assertManages({ tree }: Pick<Catalog, 'tree'>, scope: Scope, region: string): void {
  if (!scope.parts.some((part) => part.departments === null && tree.contains(part.region, region)))
    throw new OutOfScope(`region ${region} is outside your scope`);
}

/** What a list counts, of the indicators that its region's level reports. */
function countsOf(catalog: Catalog, region: string, columns: readonly string[], items: readonly Item[]): Record<string, ItemSum> {
  const level = catalog.tree.levelOf(region) ?? '';
  const counts: Record<string, ItemSum> = {};
  for (const row of countedRows(catalog)) {
    const sum = row.reportedAt.includes(level) ? countItems(row.items, columns, items) : null;
    if (sum) counts[row.code] = sum;
  }
  return counts;
}

/** What a list would change in the one that holds on its date; null where none does. */
async function changeOf(tx: Tx, region: string, asOf: string, after: { columns: readonly string[]; items: readonly Item[] }): Promise<ItemImport['against']> {
  const before = await holdingOn(tx, region, asOf);
  if (!before) return null;
  const items = await tx.query<Item>('select code, name, region, department, kind, has from listed_item where list = $1::int8', [before.id]);
  return { asOf: before.asOf, items: before.items, ...compareItems({ columns: before.columns, items }, after) };
}

/** Of the same items, in whatever order and under whatever file name, the same. */
function digestOf(columns: readonly string[], items: readonly Item[]): string {
  const lines = items.map(({ code, name, region, department, kind, has }) => JSON.stringify([region, code, name, department, kind, [...has].sort()])).sort();
  return createHash('sha256')
    .update(JSON.stringify([...columns].sort()))
    .update(lines.join('\n'))
    .digest('hex');
}

type NewList = Pick<ImportItems, 'region' | 'asOf' | 'name' | 'note'> & {
  columns: readonly string[];
  counts: Record<string, ItemSum>;
  digest: string;
  mark: Mark | null;
  replaces: number | null;
};

async function insertList(tx: Tx, actor: Actor, list: NewList, items: number, now: number): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into item_list (region, as_of, version, items, columns, counts, digest, file, note, mark, by, by_name, at, replaces)
     select $1::text, $2::text, coalesce(max(version), 0) + 1, $3::int, $4::text::jsonb, $5::text::jsonb, $6::text, $7::text, $8::text, $9::text, $10::int, $11::text,
       to_timestamp($12::float8 / 1000.0), $13::int8
     from item_list where region = $1::text and as_of = $2::text
     on conflict do nothing returning id`,
    [
      list.region,
      list.asOf,
      items,
      JSON.stringify(list.columns),
      JSON.stringify(list.counts),
      list.digest,
      redactText(list.name.replace(/\.gz$/, '')).text,
      redactText(list.note).text,
      list.mark,
      actor.id,
      actor.name,
      now,
      list.replaces,
    ],
  );
  // Nothing of the date stood to be locked: another made the first at the same moment.
  if (!row) throw new Conflict('somebody imported the list of this date meanwhile');
  return row.id;
}

async function insertItems(tx: Tx, list: number, items: readonly (Item & { line: number })[]): Promise<void> {
  await tx.query(
    `insert into listed_item (list, line, code, name, region, department, kind, has)
     select $1::int8, line, code, name, region, department, kind, has
     from jsonb_to_recordset($2::text::jsonb) as item(line int, code text, name text, region text, department text, kind text, has jsonb)`,
    [list, JSON.stringify(items)],
  );
}
