import type { JsonPath } from '../core/file/json-lines.ts';
import type { IndicatorRow, SourceRef } from '../wire/profile.ts';
import type { Draft, Line, Located } from './read.ts';

/** Takes one problem; the caller keeps them. */
export type Report = (file: string, line: number, message: string) => void;

type Names = { has(name: string): boolean };

/** What the rows of one file may name: built once from the draft. */
export type Known = {
  levels: Names;
  rankOf(level: string): number | undefined;
  functions: Names;
  documents: Names;
  regions: Names;
  departments: Names;
  /** Codes of all rows, those that failed included, so that one mistake is told once. */
  indicators: Names;
  indicator(code: string): IndicatorRow | undefined;
  /** Of item lists. */
  itemProperties: Names;
  itemKinds: Names;
};

/** Stands for a file that could not be read: its own problem is reported, every reference to it is not. */
const anything: Names = { has: () => true };

export function knownOf(draft: Draft): Known {
  const file = draft.profile?.value;
  const ranks = new Map(file?.levels.map((level) => [level.id, level.rank]));
  const indicators = new Map(draft.indicators.map(({ value }) => [value.code, value]));
  return {
    levels: file ? ranks : anything,
    rankOf: (level) => ranks.get(level),
    functions: file ? new Set(file.functions.map((each) => each.id)) : anything,
    documents: file ? new Set(file.sources.map((each) => each.id)) : anything,
    regions: draft.regions.length > 0 ? new Set(draft.regions.map(({ row }) => row.adcode)) : anything,
    departments: draft.departments.length > 0 ? new Set(draft.departments.map(({ row }) => row.id)) : anything,
    indicators: draft.indicatorCodes ?? anything,
    indicator: (code) => indicators.get(code),
    itemProperties: file ? new Set(file.itemList?.properties.map((each) => each.id)) : anything,
    itemKinds: file ? new Set(file.itemList?.kinds) : anything,
  };
}

/** Reports every row whose key was seen before, with the line of the first. */
export function reportDuplicates<T>(lines: readonly Line<T>[], key: (row: T) => string, what: string, report: Report): void {
  const first = new Map<string, number>();
  for (const { file, line, row } of lines) {
    const seen = first.get(key(row));
    if (seen === undefined) first.set(key(row), line);
    else report(file, line, `${what} ${key(row)} is already on line ${seen}`);
  }
}

/** Reports entries of one JSON list that repeat a key. */
export function reportRepeats<T>(at: Located<unknown>, path: JsonPath, list: readonly T[], key: (entry: T) => string, what: string, report: Report): void {
  const seen = new Set<string>();
  list.forEach((entry, index) => {
    if (seen.has(key(entry))) report(at.file, at.lineOf([...path, index]), `${what} ${key(entry)} is named twice`);
    seen.add(key(entry));
  });
}

/** Reports a source that points to a document that profile.json does not list. */
export function reportSource(at: Located<unknown>, path: JsonPath, source: SourceRef | null, known: Known, report: Report): void {
  if (source && !known.documents.has(source.document))
    report(at.file, at.lineOf([...path, 'document']), `source document ${source.document} is not listed in profile.json`);
}
