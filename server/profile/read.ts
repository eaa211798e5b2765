import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { faultOf } from '../core/file/json-fault.ts';
import { type JsonPath, lineAt, lineOf } from '../core/file/json-lines.ts';
import { parseCsv } from '../core/file/parse-csv.ts';
import { KnowledgeFileRow } from '../wire/knowledge.ts';
import { CalendarFile, CategoryRow, DemoFile, DepartmentRow, IndicatorRow, ItemRow, ProfileFile, RegionRow, RetiredRow, ZoneRow } from '../wire/profile.ts';
import { CatalogueRow, RulesFile } from '../wire/rule.ts';
import { TopicFile } from '../wire/topic.ts';
import { TradeFile } from '../wire/trade.ts';
import type { ProfileProblem } from './types.ts';

/** A value with the means to say on which line a part of it stands. */
export type Located<T> = { file: string; value: T; lineOf: (path: JsonPath) => number };
export type Line<T> = { file: string; line: number; row: T };

/** The folder as read: parts that failed are absent, the rest is still checked against each other. */
export type Draft = {
  folder: string;
  profile: Located<ProfileFile> | null;
  regions: Line<z.infer<typeof RegionRow>>[];
  retired: Line<z.infer<typeof RetiredRow>>[];
  departments: Line<z.infer<typeof DepartmentRow>>[];
  categories: Line<z.infer<typeof CategoryRow>>[];
  items: Line<z.infer<typeof ItemRow>>[];
  zones: Line<z.infer<typeof ZoneRow>>[];
  /** Empty where the profile has none. */
  knowledge: Located<KnowledgeFileRow>[];
  rules: Located<RulesFile> | null;
  catalogue: Line<z.infer<typeof CatalogueRow>>[];
  indicators: Located<IndicatorRow>[];
  /** Codes as written, also of rows that failed; null when the file could not be read. */
  indicatorCodes: ReadonlySet<string> | null;
  topics: Located<TopicFile>[];
  calendars: Located<CalendarFile>[];
  demo: Located<DemoFile> | null;
  /** Null where the profile tells nothing of places of trade. */
  trade: Located<TradeFile> | null;
};

/** Reads every file of a profile's folder; calendars come from the folder beside it that all profiles share. */
export function readDraft(folder: string): { draft: Draft; problems: ProfileProblem[] } {
  const problems: ProfileProblem[] = [];
  const indicators = readJsonRows(folder, 'indicators.json', IndicatorRow, problems);
  const csv = <S extends z.ZodObject>(file: string, schema: S) => readCsv(folder, file, schema, problems);
  const draft: Draft = {
    folder,
    profile: readJson(folder, 'profile.json', ProfileFile, problems),
    regions: csv('regions.csv', RegionRow),
    retired: csv('retired.csv', RetiredRow),
    departments: csv('departments.csv', DepartmentRow),
    categories: csv('categories.csv', CategoryRow),
    items: csv('items.csv', ItemRow),
    zones: csv('zones.csv', ZoneRow),
    knowledge: existsSync(join(folder, 'knowledge.json')) ? (readJsonRows(folder, 'knowledge.json', KnowledgeFileRow, problems)?.located ?? []) : [],
    rules: readJson(folder, 'rules.json', RulesFile, problems),
    catalogue: csv('catalogue.csv', CatalogueRow),
    indicators: indicators?.located ?? [],
    indicatorCodes: indicators && new Set(indicators.rows.flatMap(codeOf)),
    topics: readFolder(folder, 'topics', TopicFile, problems),
    calendars: readFolder(folder, calendarFolder(folder), CalendarFile, problems),
    demo: existsSync(join(folder, 'demo.json')) ? readJson(folder, 'demo.json', DemoFile, problems) : null,
    trade: existsSync(join(folder, 'trade.json')) ? readJson(folder, 'trade.json', TradeFile, problems) : null,
  };
  return { draft, problems };
}

const calendarFolder = (folder: string): string => (existsSync(join(folder, 'calendars')) ? 'calendars' : '../calendars');

function readText(folder: string, file: string, problems: ProfileProblem[]): string | null {
  const path = join(folder, file);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  problems.push({ file, line: 1, message: `is missing from ${dirname(path)}` });
  return null;
}

function readCsv<S extends z.ZodObject>(folder: string, file: string, schema: S, problems: ProfileProblem[]): Line<z.infer<S>>[] {
  const text = readText(folder, file, problems);
  if (text === null) return [];
  const { records, faults } = parseCsv(text);
  for (const fault of faults) problems.push({ file, ...fault });
  const columns = Object.keys(schema.shape);
  const [header, ...rest] = records;
  if (header?.cells.join(',') !== columns.join(',')) {
    problems.push({ file, line: header?.line ?? 1, message: `the first line must be: ${columns.join(',')}` });
    return [];
  }
  return rest.flatMap(({ line, cells }) => {
    if (cells.length !== columns.length) {
      problems.push({ file, line, message: `${cells.length} cells where ${columns.length} are expected` });
      return [];
    }
    const parsed = schema.safeParse(Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
    if (parsed.success) return [{ file, line, row: parsed.data }];
    for (const issue of parsed.error.issues) problems.push({ file, line, message: `${issue.path.join('.')}: ${issue.message}` });
    return [];
  });
}

/** Text to JSON, or a problem with the line of the syntax error. */
function parseJson(folder: string, file: string, problems: ProfileProblem[]): { text: string; json: unknown } | null {
  const text = readText(folder, file, problems);
  if (text === null) return null;
  try {
    return { text, json: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message.replaceAll('\n', ' ') : 'unreadable';
    problems.push({ file, line: lineAt(text, faultOf(text) ?? 0), message: `not JSON: ${message}` });
    return null;
  }
}

function readJson<S extends z.ZodType>(folder: string, file: string, schema: S, problems: ProfileProblem[]): Located<z.infer<S>> | null {
  const read = parseJson(folder, file, problems);
  return read && check(file, read.text, [], read.json, schema, problems);
}

/** A file that holds an array: each row stands or falls alone, so that one mistake does not hide the others. */
function readJsonRows<S extends z.ZodType>(folder: string, file: string, schema: S, problems: ProfileProblem[]): Rows<z.infer<S>> | null {
  const read = parseJson(folder, file, problems);
  if (!read) return null;
  if (!Array.isArray(read.json)) {
    problems.push({ file, line: 1, message: 'must be an array' });
    return null;
  }
  const rows: unknown[] = read.json;
  return { rows, located: rows.flatMap((row, index) => check(file, read.text, [index], row, schema, problems) ?? []) };
}

type Rows<T> = { rows: unknown[]; located: Located<T>[] };

const codeOf = (row: unknown): string[] => (typeof row === 'object' && row !== null && 'code' in row && typeof row.code === 'string' ? [row.code] : []);

function readFolder<S extends z.ZodType>(folder: string, name: string, schema: S, problems: ProfileProblem[]): Located<z.infer<S>>[] {
  if (!existsSync(join(folder, name))) {
    problems.push({ file: name, line: 1, message: 'the folder is missing' });
    return [];
  }
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.json'));
  return files.sort().flatMap((file) => readJson(folder, `${name}/${file}`, schema, problems) ?? []);
}

function check<S extends z.ZodType>(
  file: string,
  text: string,
  at: JsonPath,
  json: unknown,
  schema: S,
  problems: ProfileProblem[],
): Located<z.infer<S>> | null {
  const lineFrom = (path: JsonPath) => lineOf(text, [...at, ...path]);
  const parsed = schema.safeParse(json);
  if (parsed.success) {
    for (const path of unknownKeys(json, parsed.data, [])) problems.push({ file, line: lineFrom(path), message: `${path.join('.')}: no such field` });
    return { file, value: parsed.data, lineOf: lineFrom };
  }
  for (const issue of parsed.error.issues)
    problems.push({ file, line: lineFrom(issue.path), message: `${issue.path.join('.') || 'the value'}: ${issue.message}` });
  return null;
}

/** Keys that the schema dropped: a misspelt optional field would otherwise be lost in silence. */
function unknownKeys(given: unknown, kept: unknown, path: PropertyKey[]): PropertyKey[][] {
  if (typeof given !== 'object' || given === null || typeof kept !== 'object' || kept === null) return [];
  const known = kept as Record<PropertyKey, unknown>;
  return Object.entries(given).flatMap(([key, value]) => (key in known ? unknownKeys(value, known[key], [...path, key]) : [[...path, key]]));
}
