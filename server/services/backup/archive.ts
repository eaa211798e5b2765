import { createHash, createHmac, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { Invalid } from '../errors.ts';
import type { Keys } from '../person/keys.ts';

/** The form of the archive; another one is not read. */
const FORMAT = 1;

/** What the archive says of itself before its rows: no personal data, no keys. */
export const ArchiveHead = z.object({
  tongguan: z.literal('backup'),
  format: z.literal(FORMAT),
  made: z.string(),
  profile: z.string(),
  engine: z.enum(['embedded', 'postgres']),
  /** How many migrations the schema has, and the digest of the last. */
  schema: z.object({ migrations: z.number().int(), last: z.string() }),
  /** Ids of the keys that wrap what is sealed. */
  keys: z.array(z.string()),
  /** Tells whether a KEY_FILE is the one that the archive was made with. */
  keyCheck: z.string(),
  audit: z.object({ seq: z.number().int(), hash: z.string(), at: z.number(), floorSeq: z.number().int() }),
  tables: z.array(z.string()),
});
export type ArchiveHead = z.infer<typeof ArchiveHead>;

/** Names, types as PostgreSQL writes them, and the months of a partitioned table. */
export const TableHead = z.object({ table: z.string(), columns: z.array(z.string()), types: z.array(z.string()), months: z.array(z.string()) });
export type TableHead = z.infer<typeof TableHead>;

/** A row: each value as the database writes it as text. */
export type TextRow = readonly (string | null)[];
const Row = z.array(z.string().nullable());
const TableEnd = z.object({ end: z.string(), rows: z.number().int(), sm3: z.string() });
const Sequences = z.object({ sequences: z.record(z.string(), z.tuple([z.string(), z.boolean()])) });
const Done = z.object({ done: z.literal(true), rows: z.number().int(), sm3: z.string(), mac: z.string() });
export type Sequences = z.infer<typeof Sequences>['sequences'];

export const keyCheck = (keys: Pick<Keys, 'backupKey'>): string => createHmac('sm3', keys.backupKey).update('key check').digest('hex');
const sign = (keys: Pick<Keys, 'backupKey'>, sm3: string): string => createHmac('sm3', keys.backupKey).update(`archive ${sm3}`).digest('hex');

/**
 * Writes an archive: lines of JSON, gzipped. A head; of each table its head, its rows and an end with their number and
 * SM3; the sequences; an end with the SM3 of all lines before it, signed by a key of KEY_FILE. The file appears under its
 * name when it is whole and on the disk.
 */
export class ArchiveWriter {
  readonly #keys: Pick<Keys, 'backupKey'>;
  readonly #path: string;
  readonly #input = new PassThrough();
  readonly #written: Promise<void>;
  readonly #all = createHash('sm3');
  #table: { name: string; rows: number; hash: Hash } | null = null;
  #rows = 0;

  constructor(path: string, keys: Pick<Keys, 'backupKey'>) {
    this.#path = path;
    this.#keys = keys;
    this.#written = pipeline(this.#input, createGzip(), createWriteStream(`${path}.part`, { mode: 0o600, flags: 'w' }));
    // Whoever writes next meets the failure; here it only must not go unheard.
    this.#written.catch(() => {});
  }

  async head(head: ArchiveHead): Promise<void> {
    await this.#line(head);
  }

  async begin(table: TableHead): Promise<void> {
    this.#table = { name: table.table, rows: 0, hash: createHash('sm3') };
    await this.#line(table);
  }

  async rows(rows: readonly TextRow[]): Promise<void> {
    const table = this.#table;
    if (!table || rows.length === 0) return;
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    table.hash.update(text);
    table.rows += rows.length;
    await this.#write(text);
  }

  async end(): Promise<void> {
    const table = this.#table;
    if (!table) return;
    this.#table = null;
    this.#rows += table.rows;
    await this.#line({ end: table.name, rows: table.rows, sm3: table.hash.digest('hex') });
  }

  /** Ends the file. Returns how many rows it holds. */
  async close(sequences: Sequences): Promise<number> {
    await this.#line({ sequences });
    const sm3 = this.#all.copy().digest('hex');
    await this.#line({ done: true, rows: this.#rows, sm3, mac: sign(this.#keys, sm3) });
    this.#input.end();
    await this.#written;
    await syncPath(`${this.#path}.part`);
    await rename(`${this.#path}.part`, this.#path);
    await syncPath(dirname(this.#path));
    return this.#rows;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.#input.destroy();
    await this.#written.catch(() => {});
    await rm(`${this.#path}.part`, { force: true });
  }

  #line(value: object): Promise<void> {
    return this.#write(`${JSON.stringify(value)}\n`);
  }

  async #write(text: string): Promise<void> {
    this.#all.update(text);
    if (this.#input.write(text)) return;
    await Promise.race([new Promise((done) => this.#input.once('drain', done)), this.#written]);
  }
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().catch(() => {});
  await file.close();
}

/** What of an archive a reader is told, in its order; it may be given nothing to do. */
export type ArchiveReader = {
  head?(head: ArchiveHead): Promise<void> | void;
  begin?(table: TableHead): Promise<void> | void;
  rows?(rows: readonly TextRow[]): Promise<void>;
  end?(table: string, rows: number): Promise<void> | void;
  sequences?(sequences: Sequences): Promise<void>;
};

const LONGEST_LINE = 256 * 1024 * 1024;
const BATCH_ROWS = 500;
const BATCH_CHARS = 2 * 1024 * 1024;

/**
 * Reads an archive to its end and checks all of it: number and SM3 of each table's rows, the SM3 of the whole, and with
 * `keys` its signature. Memory is bounded by some rows.
 * @throws Invalid in one line where anything does not fit; what the reader was told until then must not count
 */
export async function readArchive(path: string, keys: Pick<Keys, 'backupKey'> | null, reader: ArchiveReader): Promise<{ head: ArchiveHead; rows: number }> {
  const wrong = (why: string) => new Invalid(`${path} is not a whole backup: ${why}`);
  const all = createHash('sm3');
  let head: ArchiveHead | null = null;
  let table: { name: string; width: number; rows: number; hash: Hash } | null = null;
  let batch: TextRow[] = [];
  let chars = 0;
  let total = 0;
  let done = false;
  const flush = async () => {
    const rows = batch;
    batch = [];
    chars = 0;
    if (rows.length > 0) await reader.rows?.(rows);
  };
  try {
    for await (const line of linesOf(path)) {
      if (done) throw wrong('something stands behind its end');
      const value = parse(line, wrong);
      const before = value && 'done' in value ? all.copy().digest('hex') : '';
      all.update(`${line}\n`);
      if (Array.isArray(value)) {
        const row = Row.safeParse(value);
        if (!table || !row.success || row.data.length !== table.width) throw wrong('a row stands where none may');
        table.rows += 1;
        table.hash.update(`${line}\n`);
        chars += line.length;
        if (batch.push(row.data) >= BATCH_ROWS || chars >= BATCH_CHARS) await flush();
      } else if (!head) {
        const parsed = ArchiveHead.safeParse(value);
        if (!parsed.success) throw wrong('its head cannot be read; another version may have made it');
        head = parsed.data;
        if (keys && head.keyCheck !== keyCheck(keys)) throw new Invalid(`${path} was made with another KEY_FILE: restore it with that one`);
        await reader.head?.(head);
      } else if ('table' in value) {
        const parsed = TableHead.parse(value);
        if (table || !head.tables.includes(parsed.table) || parsed.types.length !== parsed.columns.length)
          throw wrong(`table ${parsed.table} stands where it may not`);
        table = { name: parsed.table, width: parsed.columns.length, rows: 0, hash: createHash('sm3') };
        await reader.begin?.(parsed);
      } else if ('end' in value) {
        const end = TableEnd.parse(value);
        await flush();
        if (!table || end.end !== table.name || end.rows !== table.rows || end.sm3 !== table.hash.digest('hex'))
          throw wrong(`the rows of table ${end.end} were altered or are not all there`);
        total += table.rows;
        table = null;
        await reader.end?.(end.end, end.rows);
      } else if ('sequences' in value) await reader.sequences?.(Sequences.parse(value).sequences);
      else {
        const end = Done.parse(value);
        if (end.sm3 !== before || end.rows !== total) throw wrong('it was altered');
        if (keys && end.mac !== sign(keys, end.sm3)) throw wrong('its signature does not fit');
        done = true;
      }
    }
  } catch (error) {
    if (error instanceof z.ZodError) throw wrong('a line cannot be read');
    const code = (error as { code?: string }).code ?? '';
    if (code.startsWith('Z_')) throw wrong('it cannot be unpacked');
    throw error;
  }
  if (!head || !done) throw wrong('its end is missing');
  return { head, rows: total };
}

/** Lines of a gzipped file, without their ends. @throws what reading or unpacking throws */
async function* linesOf(path: string): AsyncGenerator<string> {
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  const decoder = new TextDecoder('utf-8', { fatal: false });
  let rest = '';
  try {
    for await (const chunk of gunzip) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new Invalid(`${path} has a line that no backup has`);
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function parse(line: string, wrong: (why: string) => Error): unknown[] | Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as unknown[] | Record<string, unknown>;
  } catch {
    // The same answer for what is no JSON and what is no object.
  }
  throw wrong('a line cannot be read');
}
