import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ITEM_HEADS, type ItemTable, type ItemTableRow, plainHead } from '../../core/items/read-items.ts';
import { Invalid } from '../../services/errors.ts';
import { openFile } from './open-file.ts';
import { Unreadable } from './unreadable.ts';

const unpack = promisify(gunzip);
/** What a packed file may come to. */
const MOST_UNPACKED = 24 * 1024 * 1024;
/** Rows that are kept in memory of one file. */
const MOST_ROWS = 150_000;
/** Cells of them: a row is kept with every column that the header names, also where it has nothing in it. */
const MOST_CELLS = 6_000_000;
const KINDS = ['.csv', '.tsv', '.xlsx'];
const HEADS = Object.values(ITEM_HEADS).map((words) => words.map(plainHead));

/**
 * The table of a file that was sent whole, as base64: CSV (UTF-8 or GB18030) or the sheet of a workbook that has the
 * headings, packed by gzip where its name ends in .gz. It is read as every file is that is imported. A file that is none says
 * why in `trouble`.
 */
export async function readTable(name: string, body: string): Promise<ItemTable> {
  try {
    return await tableIn(name, body);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { columns: [], rows: [], trouble: { code: error.problem, text: error.text } };
  }
}

async function tableIn(name: string, body: string): Promise<ItemTable> {
  const sent = Buffer.from(body, 'base64');
  const packed = name.toLowerCase().endsWith('.gz');
  const plain = packed ? name.slice(0, -3) : name;
  const ending = KINDS.find((kind) => plain.toLowerCase().endsWith(kind));
  if (!ending) throw new Unreadable('other_kind', 'CSV and XLSX files can be imported (.csv, .tsv, .xlsx)');
  const bytes = packed
    ? await unpack(sent, { maxOutputLength: MOST_UNPACKED }).catch(() => {
        throw new Unreadable('too_large', 'the file cannot be unpacked, or is larger than 24 MB');
      })
    : sent;
  const folder = await mkdtemp(join(tmpdir(), 'tongguan-table-'));
  const file = join(folder, `table${ending}`);
  try {
    await writeFile(file, bytes, { mode: 0o600 });
    return await tableOf(file);
  } catch (error) {
    // Our own folder is nobody's business.
    if (error instanceof Invalid && !(error instanceof Unreadable)) throw new Invalid(error.message.replaceAll(file, 'the file'));
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function tableOf(file: string): Promise<ItemTable> {
  const { columns, rows: bunches, head } = await openFile(file, HEADS);
  const rows: ItemTableRow[] = [];
  for await (const bunch of bunches) {
    for (const row of bunch) {
      const line = row.line ?? row.row;
      rows.push('damage' in row ? { line, damage: row.damage } : { line, values: row.values });
    }
    if (rows.length > MOST_ROWS) throw new Unreadable('too_large', `the file has more than ${MOST_ROWS} rows`);
    if (rows.length * (columns?.length ?? 0) > MOST_CELLS)
      throw new Unreadable('too_large', `the file has more than ${MOST_CELLS} cells: leave out columns that are not needed`);
  }
  return { columns: columns ?? [], rows, ...(head ? { sheet: head.sheet, line: head.row } : {}) };
}
