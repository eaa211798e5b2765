import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Invalid } from '../../services/errors.ts';
import { checkHeader } from './header.ts';
import type { SourceFile, SourceRow } from './source-row.ts';

/** A cell as the thread sends it: a date is its wall clock, YYYY-MM-DDTHH:mm:ss. */
export type Cell = string | number | boolean | null;
export type SheetRow = { row: number; cells: Cell[] };
export type FromSheet = { rows: SheetRow[]; done: boolean } | { error: string };

/**
 * The first sheet of a workbook, read in a thread: unpacking would stall every socket. The thread sends a bunch of
 * rows when it is asked for one.
 */
export async function openXlsx(file: string): Promise<SourceFile> {
  const worker = startThread({ file });
  const bunch = async (): Promise<Extract<FromSheet, { rows: SheetRow[] }>> => {
    const answer = new Promise<FromSheet>((resolve) => {
      worker.once('message', resolve);
      worker.once('error', (error) => resolve({ error: error.message }));
    });
    worker.postMessage('next');
    const message = await answer;
    worker.removeAllListeners();
    if ('rows' in message) return message;
    await worker.terminate();
    throw new Invalid(`${file} is not a workbook that can be read: ${message.error}`);
  };
  const first = await bunch();
  const header = first.rows.shift();
  if (!header) {
    await worker.terminate();
    throw new Invalid(`${file} has no header`);
  }
  const columns = checkHeader(
    file,
    header.cells.map((c) => String(c ?? '')),
  );
  const toRow = ({ row, cells }: SheetRow): SourceRow => ({ row, line: null, values: Object.fromEntries(columns.map((c, i) => [c, cells[i] ?? ''])) });
  async function* rows(): AsyncGenerator<SourceRow[]> {
    try {
      for (let part = first; ; part = await bunch()) {
        yield part.rows.map(toRow);
        if (part.done) return;
      }
    } finally {
      await worker.terminate();
    }
  }
  return { columns, rows: rows(), read: () => 0 };
}

/** The built thread beside the built program, else the source through the TypeScript loader. */
function startThread(workerData: { file: string }): Worker {
  const built = fileURLToPath(new URL('./xlsx-worker.mjs', import.meta.url));
  if (existsSync(built)) return new Worker(built, { workerData });
  const source = new URL('./xlsx-worker.ts', import.meta.url).href;
  return new Worker(`import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`, { eval: true, workerData });
}
