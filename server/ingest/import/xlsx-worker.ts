import { parentPort, workerData } from 'node:worker_threads';
import ExcelJS from 'exceljs';
import type { Cell, FromSheet, SheetRow } from './xlsx.ts';

const BUNCH = 1_000;
const port = parentPort;
if (!port) throw new Error('workbooks are read in a worker thread');

const rows = sheetRows((workerData as { file: string }).file);

async function* sheetRows(file: string): AsyncGenerator<SheetRow> {
  const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'emit' } as const;
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, options)) {
    for await (const row of sheet) {
      const values = Array.isArray(row.values) ? row.values.slice(1) : [];
      const cells = Array.from(values, cellOf);
      if (cells.some((c) => c !== null && c !== '')) yield { row: row.number, cells };
    }
    return;
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
    if (done) return { rows: taken, done: true };
    taken.push(value);
  }
  return { rows: taken, done: false };
}

port.on('message', () => {
  bunch().then(
    (answer) => port.postMessage(answer),
    (error: Error) => port.postMessage({ error: error.message } satisfies FromSheet),
  );
});
