import type { Item, ItemRules } from './item-rules.ts';

/**
 * A file as a table: its header, and its rows by column with the line that each begins on, or why it cannot be read. `sheet` of
 * a workbook is the one that was read, `line` where its header stands; `trouble`: why the file is no table.
 */
export type ItemTable = {
  readonly columns: readonly string[];
  readonly rows: readonly ItemTableRow[];
  readonly sheet?: string;
  readonly line?: number;
  readonly trouble?: { readonly code: ItemTrouble; readonly text: string };
};
export type ItemTableRow = { readonly line: number; readonly values: Readonly<Record<string, unknown>> } | { readonly line: number; readonly damage: string };

export const ITEM_FIELDS = ['code', 'name', 'region', 'department', 'kind'] as const;
export type ItemField = (typeof ITEM_FIELDS)[number];

/** Words that a field's column may be headed by, the first of them that there is. */
export const ITEM_HEADS: Readonly<Record<ItemField, readonly string[]>> = {
  code: ['事项编码', '事项代码', '实施编码', '实施清单编码', '基本编码', 'code'],
  name: ['事项名称', '名称', 'name'],
  region: ['行政区划代码', '区划代码', '行政区划编码', '行政区划', 'region'],
  department: ['实施主体', '实施机构', '实施部门', '部门', 'department'],
  kind: ['事项类型', '事项类别', '权力类型', 'kind'],
};

/** Items of one list. */
export const MOST_ITEMS = 100_000;
const LONGEST: Readonly<Record<ItemField, number>> = { code: 100, name: 300, region: 12, department: 200, kind: 60 };

const TROUBLES = ['empty_file', 'not_xlsx', 'other_kind', 'too_large', 'no_head', 'two_heads'] as const;
export type ItemTrouble = (typeof TROUBLES)[number];
export const ITEM_FAULTS = [
  ...TROUBLES,
  'empty',
  'too_many',
  'no_column',
  'no_property',
  'damaged',
  'missing',
  'inexact',
  'too_long',
  'twice',
  'unknown_region',
  'outside',
  'own_list',
  'unknown_kind',
  'not_yes_no',
] as const;
/** One thing that is wrong with a file: where, what, in which column, and what stands there (of `twice` the line of the first). Of the file as a whole the line is 0. */
export type ItemFault = { readonly line: number; readonly code: (typeof ITEM_FAULTS)[number]; readonly field: string; readonly text: string };

export type ReadItems = {
  readonly items: readonly (Item & { readonly line: number })[];
  readonly columns: readonly string[];
  readonly faults: readonly ItemFault[];
};

/** Whose list is read: `resolve` gives the living region of a code, `listOf` the region in whose list an item of a region stands. */
export type ItemPlace = {
  readonly region: string;
  contains(region: string): boolean;
  resolve(code: string): string | null;
  listOf(region: string): string | null;
};

const YES: ReadonlySet<string> = new Set(['是', '有', '√', 'yes', 'y', 'true', '1']);
const NO: ReadonlySet<string> = new Set(['否', '无', '×', 'no', 'n', 'false', '0']);

/** A heading without what people put around it. */
export const plainHead = (text: string): string => text.replace(/[\s“”"'‘’]/g, '').toLowerCase();
const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value).trim());

/**
 * The items of a region's list from a table whose columns are known by their heads. Everything that is wrong is named with
 * its line. A property may lack its column, but not all of them: such a list counts nothing. An empty cell is neither yes nor
 * no. An item of a region that has a list of its own (a city's, in the province's list) is a fault: it would count twice.
 */
export function readItems(table: ItemTable, rules: ItemRules, place: ItemPlace): ReadItems {
  const faults: ItemFault[] = [];
  const say = (line: number, code: ItemFault['code'], field = '', text = '') => void faults.push({ line, code, field, text: text.slice(0, 100) });
  if (table.trouble) say(0, table.trouble.code, '', table.trouble.text);
  if (faults.length > 0) return { items: [], columns: [], faults };
  const top = table.line ?? 1;
  const heads = new Map<string, string>();
  const twins = new Set<string>();
  for (const column of table.columns) {
    const plain = plainHead(column);
    if (heads.has(plain)) twins.add(column);
    heads.set(plain, column);
  }
  const find = (words: readonly string[]): string | undefined => words.map((word) => heads.get(plainHead(word))).find((column) => column !== undefined);
  const fields = ITEM_FIELDS.map((field) => [field, find(ITEM_HEADS[field])] as const);
  for (const [field, column] of fields) if (column === undefined) say(top, 'no_column', field);
  const properties = rules.properties.flatMap((p) => {
    const column = find([p.name, ...(p.words ?? []), p.id]);
    return column === undefined ? [] : [{ ...p, column }];
  });
  if (properties.length === 0) say(top, 'no_property');
  // Of two columns that differ by marks and blanks alone nobody can say which one is meant.
  for (const column of [...fields.map(([, own]) => own), ...properties.map((p) => p.column)])
    if (column !== undefined && twins.has(column)) say(top, 'two_heads', '', column);
  if (faults.length > 0) return { items: [], columns: [], faults };
  if (table.rows.length === 0) say(top, 'empty');
  if (table.rows.length > MOST_ITEMS) say(top, 'too_many', '', String(table.rows.length));
  if (faults.length > 0) return { items: [], columns: [], faults };

  const items: (Item & { line: number })[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const { line } = row;
    if ('damage' in row) {
      say(line, 'damaged', '', row.damage);
      continue;
    }
    const before = faults.length;
    const cell = Object.fromEntries(fields.map(([field, column]) => [field, textOf(row.values[column ?? ''])])) as Record<ItemField, string>;
    for (const [field, column] of fields) {
      const value = row.values[column ?? ''];
      // A sheet keeps fifteen digits of a number: a long code that stands there as one is another code.
      if (typeof value === 'number' && !Number.isSafeInteger(value)) say(line, 'inexact', field, cell[field]);
      else if (cell[field] === '') say(line, 'missing', field);
      else if (cell[field].length > LONGEST[field]) say(line, 'too_long', field, cell[field]);
      // The database keeps neither.
      else if (cell[field].includes('\0') || !cell[field].isWellFormed()) say(line, 'damaged', field, 'U+0000');
    }
    if (cell.kind !== '' && !rules.kinds.includes(cell.kind)) say(line, 'unknown_kind', 'kind', cell.kind);
    const region = placeOf(place, cell.region, (code) => say(line, code, 'region', cell.region));
    const has: string[] = [];
    for (const { id, name, column } of properties) {
      const text = textOf(row.values[column]).toLowerCase();
      if (YES.has(text)) has.push(id);
      else if (!NO.has(text)) say(line, 'not_yes_no', name, text);
    }
    if (region !== null && cell.code !== '') {
      const key = `${region} ${cell.code}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, line);
      else say(line, 'twice', 'code', String(first));
    }
    if (faults.length === before && region !== null) items.push({ ...cell, line, region, has });
  }
  return { items: faults.length > 0 ? [] : items, columns: properties.map((p) => p.id), faults };
}

function placeOf(place: ItemPlace, code: string, say: (fault: 'unknown_region' | 'outside' | 'own_list') => void): string | null {
  if (code === '') return null;
  const region = place.resolve(code);
  if (region === null) say('unknown_region');
  else if (!place.contains(region)) say('outside');
  else if (place.listOf(region) !== place.region) say('own_list');
  else return region;
  return null;
}
