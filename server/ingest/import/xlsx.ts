import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { checkHeader } from './header.ts';
import type { Heads, SourceFile, SourceRow } from './source-row.ts';
import { Unreadable } from './unreadable.ts';

/** A cell as the thread sends it: a date is its wall clock, YYYY-MM-DDTHH:mm:ss. */
export type Cell = string | number | boolean | null;
export type SheetRow = { row: number; cells: Cell[] };
export type FromSheet = { rows: SheetRow[]; done: boolean; sheet: string } | { error: string };
/** What the thread is told: without `heads` it reads the first sheet. */
export type SheetAsked = { file: string; heads: Heads | null };
/** What a workbook may take of memory: a small file may unpack to a thousand times its size. */
const MOST_HEAP_MB = 1_024;
/** A thread that did nothing for so long waits for what never comes: the library does not say so of a damaged file. */
const IDLE_MS = 8_000;
/** Less than this is doing nothing. */
const BUSY_MS = 1;

/**
 * The first sheet of a workbook, or with `heads` the first whose first rows have them, read in a thread: unpacking would
 * stall every socket. The thread sends a bunch of rows when it is asked for one. However reading ends, the thread ends, and
 * what it unpacked goes.
 */
export async function openXlsx(file: string, heads: Heads | null = null): Promise<SourceFile> {
  const sheet = await openSheet({ file, heads });
  try {
    const first = await sheet.bunch();
    const header = first.rows.shift();
    if (!header) throw new Unreadable('no_head', `${file} has no header`);
    const columns = checkHeader(
      file,
      header.cells.map((c) => String(c ?? '')),
    );
    const toRow = ({ row, cells }: SheetRow): SourceRow => ({ row, line: null, values: Object.fromEntries(columns.map((c, i) => [c, cells[i] ?? ''])) });
    async function* rows(): AsyncGenerator<SourceRow[]> {
      try {
        for (let part = first; ; part = await sheet.bunch()) {
          yield part.rows.map(toRow);
          if (part.done) return;
        }
      } finally {
        await sheet.close();
      }
    }
    return { columns, rows: rows(), read: () => 0, head: { sheet: first.sheet, row: header.row } };
  } catch (error) {
    await sheet.close();
    throw error;
  }
}

type Rows = Extract<FromSheet, { rows: SheetRow[] }>;
type Sheet = { bunch(): Promise<Rows>; close(): Promise<void> };

async function openSheet(asked: SheetAsked): Promise<Sheet> {
  const folder = await mkdtemp(join(tmpdir(), 'tongguan-sheet-'));
  const worker = startThread(asked, folder);
  let told: (message: FromSheet) => void = () => {};
  let failure: string | null = null;
  const fail = (why: string) => {
    failure ??= why;
    told({ error: failure });
  };
  // They stay for as long as the thread lives: one that loses all its listeners is never heard again, and an error that nobody hears ends the process.
  worker.on('message', (message: FromSheet) => told(message));
  worker.on('error', (error) => fail(error.message));
  worker.on('exit', () => fail('its reader ended'));
  return {
    async bunch() {
      const answer = new Promise<FromSheet>((resolve) => {
        told = resolve;
        if (failure !== null) resolve({ error: failure });
        else worker.postMessage('next');
      });
      const stop = whenIdle(worker, () => fail('it ends before its end'));
      return rowsOf(await answer.finally(stop));
    },
    async close() {
      await worker.terminate();
      await rm(folder, { recursive: true, force: true });
    },
  };
  function rowsOf(answer: FromSheet): Rows {
    if ('rows' in answer) return answer;
    throw new Unreadable('not_xlsx', `${asked.file} is not a workbook that can be read: ${answer.error}`);
  }
}

/** Calls `idle` when the thread has begun and then did nothing for IDLE_MS. @returns what ends the watch */
function whenIdle(worker: Worker, idle: () => void): () => void {
  let last = 0;
  const timer = setInterval(() => {
    const { active } = worker.performance.eventLoopUtilization();
    if (last > 0 && active - last < BUSY_MS) idle();
    last = active;
  }, IDLE_MS);
  return () => clearInterval(timer);
}

/**
 * The built thread beside the built program, else the source through the TypeScript loader. The library puts a sheet whose
 * texts come after it into a temporary file, and a thread that is ended takes none away: they are made in `folder`.
 */
function startThread(workerData: SheetAsked, folder: string): Worker {
  const options = { workerData, env: { TMPDIR: folder }, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } };
  const built = fileURLToPath(new URL('./xlsx-worker.mjs', import.meta.url));
  if (existsSync(built)) return new Worker(built, options);
  const source = new URL('./xlsx-worker.ts', import.meta.url).href;
  return new Worker(`import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`, { eval: true, ...options });
}
