import { parentPort, workerData } from 'node:worker_threads';
import ExcelJS from 'exceljs';
import { plainHead } from '../../core/items/read-items.ts';
import type { Heads } from './source-row.ts';
import type { Cell, FromSheet, SheetAsked, SheetRow } from './xlsx.ts';

const BUNCH = 1_000;
/** Rows of a sheet among which its header is looked for: titles and notes stand above it. */
const FIRST = 10;
/** Words of a header by which it is known: fewer may stand in a sheet of explanations. */
const KNOWN_BY = 3;
const port = parentPort;
if (!port) throw new Error('workbooks are read in a worker thread');

const { file, heads } = workerData as SheetAsked;
let sheetName = '';
const rows = heads ? headedRows(heads) : firstRows();

async function* firstRows(): AsyncGenerator<SheetRow> {
  for await (const { name, rows: all } of sheets()) {
    sheetName = name;
    yield* all;
    return;
  }
}

/** Rows from the header on, of the first sheet that has one among its first rows; where none has, the first sheet. */
async function* headedRows(heads: Heads): AsyncGenerator<SheetRow> {
  for await (const { name, rows: all } of sheets()) {
    let looked = 0;
    let found = false;
    // A sheet is read to its end: the one after it is behind it in the file.
    for await (const row of all) {
      if (!found && looked < FIRST) found = isHead(row, heads);
      looked += 1;
      if (!found) continue;
      sheetName = name;
      yield row;
    }
    if (found) return;
  }
  yield* firstRows();
}

function isHead({ cells }: SheetRow, heads: Heads): boolean {
  const words = new Set(cells.map((cell) => plainHead(String(cell ?? ''))));
  return heads.filter((own) => own.some((word) => words.has(word))).length >= KNOWN_BY;
}

async function* sheets(): AsyncGenerator<{ name: string; rows: AsyncGenerator<SheetRow> }> {
  const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'emit' } as const;
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, options)) {
    // Known to the reader alone, not to its types.
    const { name = '' } = sheet as unknown as { name?: string };
    yield { name, rows: rowsOf(sheet) };
  }
}

async function* rowsOf(sheet: AsyncIterable<ExcelJS.Row>): AsyncGenerator<SheetRow> {
  for await (const row of sheet) {
    const values = Array.isArray(row.values) ? row.values.slice(1) : [];
    const cells = Array.from(values, cellOf);
    if (cells.some((c) => c !== null && c !== '')) yield { row: row.number, cells };
  }
}

/** Formulas give their result, rich text and links their text; an error is empty. */
function cellOf(value: ExcelJS.CellValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : wallClock(value);
  if (typeof value !== 'object') return value;
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('text' in value) return cellOf(value.text as ExcelJS.CellValue);
  if ('result' in value) return cellOf(value.result as ExcelJS.CellValue);
  return null;
}

/** A sheet's dates name no zone: the library gives their clock as UTC, some milliseconds off. */
function wallClock(date: Date): string {
  return new Date(Math.round(date.getTime() / 1_000) * 1_000).toISOString().slice(0, 19);
}

async function bunch(): Promise<FromSheet> {
  const taken: SheetRow[] = [];
  while (taken.length < BUNCH) {
    const { value, done } = await rows.next();
    if (done) return { rows: taken, done: true, sheet: sheetName };
    taken.push(value);
  }
  return { rows: taken, done: false, sheet: sheetName };
}

port.on('message', () => {
  bunch().then(
    (answer) => port.postMessage(answer),
    (error: Error) => port.postMessage({ error: error.message } satisfies FromSheet),
  );
});
