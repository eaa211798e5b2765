import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Invalid } from '../../services/errors.ts';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { detectEncoding, readText } from './encoding.ts';
import { checkHeader } from './header.ts';
import type { Heads, SourceFile, SourceRow } from './source-row.ts';
import { Unreadable } from './unreadable.ts';
import { openXlsx } from './xlsx.ts';

/**
 * @param heads of a workbook: words of the header that is looked for over its sheets; without them the first sheet is read
 * @throws Invalid when the file is missing, empty, of another kind, or has no usable header
 */
export async function openFile(file: string, heads: Heads | null = null): Promise<SourceFile & { size: number }> {
  const info = await stat(file).catch((error: Error) => {
    throw new Invalid(`${file} cannot be read: ${error.message}`);
  });
  if (!info.isFile()) throw new Invalid(`${file} is not a file`);
  if (info.size === 0) throw new Unreadable('empty_file', `${file} is empty`);
  const kind = extname(file).toLowerCase();
  if (kind === '.csv' || kind === '.tsv') return { ...(await openCsv(file)), size: info.size };
  if (kind === '.ndjson' || kind === '.jsonl') return { ...(await openNdjson(file)), size: info.size };
  if (kind === '.xlsx') return { ...(await openXlsx(file, heads)), size: info.size };
  throw new Invalid(`${file}: CSV, NDJSON and XLSX files can be imported (.csv, .tsv, .ndjson, .jsonl, .xlsx)`);
}

async function openCsv(file: string): Promise<SourceFile> {
  const encoding = await detectEncoding(file);
  let bytes = 0;
  const text = readText(file, encoding, (n) => {
    bytes += n;
  });
  const { value: start = '' } = await text.next();
  const firstLine = start.slice(0, start.indexOf('\n') < 0 ? undefined : start.indexOf('\n'));
  const csv = new CsvRecords(!firstLine.includes(',') && firstLine.includes('\t') ? '\t' : ',');
  const early = csv.push(start);
  while (early.length === 0) {
    const { value, done } = await text.next();
    early.push(...(done ? csv.end() : csv.push(value)));
    if (done) break;
  }
  const header = early.shift();
  if (!header || !('fields' in header)) throw new Unreadable('no_head', `${file} has no header that can be read`);
  const columns = checkHeader(file, header.fields);
  return { columns, rows: csvRows(csv, early, text, columns), read: () => bytes };
}

async function* csvRows(csv: CsvRecords, early: CsvRecord[], text: AsyncIterable<string>, columns: readonly string[]): AsyncGenerator<SourceRow[]> {
  let row = 1;
  const toRow = (record: CsvRecord): SourceRow => {
    row += 1;
    if ('damage' in record) return { row, line: record.line, damage: record.damage, raw: record.raw };
    return { row, line: record.line, values: Object.fromEntries(columns.map((c, i) => [c, record.fields[i] ?? ''])) };
  };
  yield early.map(toRow);
  for await (const piece of text) yield csv.push(piece).map(toRow);
  yield csv.end().map(toRow);
}

async function openNdjson(file: string): Promise<SourceFile> {
  const encoding = await detectEncoding(file);
  let bytes = 0;
  const text = readText(file, encoding, (n) => {
    bytes += n;
  });
  return { columns: null, rows: jsonRows(text), read: () => bytes };
}

/** A line of NDJSON may be as long as a request may be. */
const LONGEST_LINE = 8 * 1024 * 1024;

async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<SourceRow[]> {
  let rest = '';
  let row = 0;
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield lines.flatMap((line) => jsonRow(line, ++row));
    if (rest.length > LONGEST_LINE) throw new Invalid(`line ${row + 1} is longer than 8 MiB`);
  }
  yield jsonRow(rest, row + 1);
}

function jsonRow(text: string, row: number): SourceRow[] {
  if (text.trim() === '') return [];
  const damaged = (damage: string): SourceRow[] => [{ row, line: row, damage, raw: text.slice(0, 2_000) }];
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return damaged('不是 JSON 对象');
    return [{ row, line: row, values: value as Record<string, unknown> }];
  } catch {
    return damaged('不是完整的 JSON');
  }
}
