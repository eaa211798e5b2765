import { calendarFaults } from '../core/calendar/calendar-faults.ts';
import { faultOf } from '../core/file/json-fault.ts';
import { lineAt, lineOf } from '../core/file/json-lines.ts';
import { parseCsv } from '../core/file/parse-csv.ts';
import { CalendarFile } from './profile.ts';
import { CatalogueRow, type RuleDraft, RuleFileRow } from './rule.ts';
import { draftOfCatalogueRow, draftOfFileRow } from './rule-rows.ts';
import { z } from './zod.ts';

/** One thing that is wrong with a file; `line` counts from 1. */
export type ImportFault = { readonly line: number; readonly message: string };
/** A record of a table with the line that it starts on. */
export type TableRecord = { readonly line: number; readonly cells: readonly string[] };
export type ReadRows<T> = { readonly rows: readonly { readonly line: number; readonly row: T }[]; readonly faults: readonly ImportFault[] };

const COLUMNS = ['category', 'region', 'main', 'co', 'clause', 'auto'] as const;
/** Column of the file by field; fields that are not named keep their own name. */
const Column = z.string().min(1).optional();
export const CatalogueMap = z.strictObject({ category: Column, region: Column, main: Column, co: Column, clause: Column, auto: Column });
export type CatalogueMap = z.infer<typeof CatalogueMap>;

/** Names that a column may have beside the field's own. */
const ALIASES: Record<(typeof COLUMNS)[number], readonly string[]> = {
  category: ['诉求分类', '分类编码'],
  region: ['地区', '行政区划代码'],
  main: ['主办单位', '主办'],
  co: ['协办单位', '协办'],
  clause: ['依据', '依据条款'],
  auto: ['自动派单'],
};
const AUTO: Readonly<Record<string, 'yes' | 'no'>> = { yes: 'yes', no: 'no', 是: 'yes', 否: 'no', true: 'yes', false: 'no', '1': 'yes', '0': 'no', '': 'no' };

/** The dispatch catalogue from the text of a file: CSV with a head, or a JSON array of rows. */
export function readCatalogueText(text: string, map: CatalogueMap = {}): ReadRows<RuleDraft> {
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.trimStart().startsWith('[')) return readCatalogueJson(plain);
  const { records, faults } = parseCsv(plain);
  if (faults.length > 0) return { rows: [], faults };
  return readCatalogueRecords(records, map);
}

/** The dispatch catalogue from the records of a table, the head first. `co`, `clause` and `auto` may be missing. */
export function readCatalogueRecords([head, ...records]: readonly TableRecord[], map: CatalogueMap = {}): ReadRows<RuleDraft> {
  if (!head) return { rows: [], faults: [{ line: 1, message: 'the file is empty' }] };
  const names = head.cells.map((cell) => cell.trim());
  const at = (column: (typeof COLUMNS)[number]) => {
    const named = map[column];
    return named === undefined ? names.findIndex((n) => n === column || ALIASES[column].includes(n)) : names.indexOf(named);
  };
  const places = COLUMNS.map((column) => [column, at(column)] as const);
  const missing = places.filter(([column, i]) => i < 0 && (map[column] !== undefined || ['category', 'region', 'main'].includes(column)));
  if (missing.length > 0) return { rows: [], faults: missing.map(([column]) => ({ line: head.line, message: `there is no column ${map[column] ?? column}` })) };
  return collect(
    records.map(({ line, cells }) => {
      const raw = Object.fromEntries(places.map(([column, i]) => [column, i < 0 ? '' : (cells[i] ?? '').trim()]));
      return { line, lineFrom: () => line, value: { ...raw, auto: AUTO[(raw.auto ?? '').toLowerCase()] ?? raw.auto } };
    }),
    CatalogueRow,
    draftOfCatalogueRow,
  );
}

function readCatalogueJson(text: string): ReadRows<RuleDraft> {
  return readArray(text, [], CatalogueRow, draftOfCatalogueRow);
}

/** Rules from a file as a profile's rules.json: an object with `rows`, or the array of rows itself. Dates are local to `zone`. */
export function readRulesText(text: string, zone: Parameters<typeof draftOfFileRow>[1]): ReadRows<RuleDraft> {
  const plain = text.replace(/^\uFEFF/, '');
  const path = plain.trimStart().startsWith('{') ? ['rows'] : [];
  return readArray(plain, path, RuleFileRow, (row) => draftOfFileRow(row, zone));
}

/** A year's calendar as calendars/YYYY.json, with all that is wrong with it; null with faults. */
export function readCalendarText(text: string): { calendar: CalendarFile | null; faults: readonly ImportFault[] } {
  const plain = text.replace(/^\uFEFF/, '');
  const lineFrom = (path: readonly PropertyKey[]) => lineOf(plain, path);
  const json = parse(plain);
  if ('fault' in json) return { calendar: null, faults: [json.fault] };
  const parsed = CalendarFile.safeParse(json.value);
  if (!parsed.success) return { calendar: null, faults: faultsOf(parsed.error.issues, lineFrom) };
  const faults = calendarFaults(parsed.data).map(({ path, message }) => ({ line: lineFrom(path), message }));
  return { calendar: faults.length > 0 ? null : parsed.data, faults };
}

function parse(text: string): { value: unknown } | { fault: ImportFault } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: { line: lineAt(text, faultOf(text) ?? 0), message: 'not JSON' } };
  }
}

function readArray<S extends z.ZodType>(text: string, path: readonly string[], schema: S, make: (row: z.infer<S>) => RuleDraft): ReadRows<RuleDraft> {
  const json = parse(text);
  if ('fault' in json) return { rows: [], faults: [json.fault] };
  // Safe: it is looked at below, whatever it is.
  const list = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], json.value);
  if (!Array.isArray(list)) return { rows: [], faults: [{ line: 1, message: 'an array of rows is expected' }] };
  const items = list.map((value: unknown, i) => {
    const lineFrom = (inner: readonly PropertyKey[]) => lineOf(text, [...path, i, ...inner]);
    return { line: lineFrom([]), lineFrom, value };
  });
  return collect(items, schema, make);
}

type Item = { line: number; lineFrom: (path: readonly PropertyKey[]) => number; value: unknown };

function collect<S extends z.ZodType>(items: readonly Item[], schema: S, make: (row: z.infer<S>) => RuleDraft): ReadRows<RuleDraft> {
  const rows: { line: number; row: RuleDraft }[] = [];
  const faults: ImportFault[] = [];
  const seen = new Map<string, number>();
  for (const { line, lineFrom, value } of items) {
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      faults.push(...faultsOf(parsed.error.issues, lineFrom));
      continue;
    }
    const row = make(parsed.data);
    const first = seen.get(row.id);
    if (first === undefined) {
      seen.set(row.id, line);
      rows.push({ line, row });
    } else faults.push({ line, message: `${row.id} is already on line ${first}` });
  }
  return { rows, faults };
}

function faultsOf(issues: readonly { path: PropertyKey[]; message: string }[], lineFrom: (path: readonly PropertyKey[]) => number): ImportFault[] {
  return issues.map(({ path, message }) => ({ line: lineFrom(path), message: `${path.map(String).join('.') || 'the row'}: ${message}` }));
}
