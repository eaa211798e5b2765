import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { nextPeriod, type OffsetAt } from '../core/indicator/window.ts';
import { openFile } from '../ingest/import/open-file.ts';
import { parseTime } from '../ingest/import/parse-time.ts';
import { SYSTEM } from '../services/access/actor.ts';
import { Invalid } from '../services/errors.ts';
import { type ImportedEntry, importEntries } from '../services/knowledge/import-entries.ts';
import { KnowledgeContent } from '../wire/knowledge.ts';
import type { Io } from './command.ts';
import type { CoreForCli } from './core-port.ts';

const FIELDS = ['key', 'title', 'question', 'answer', 'keywords', 'category', 'department', 'region', 'from', 'until', 'source'] as const;
type Field = (typeof FIELDS)[number];

/** Field → the column that holds it, or the same for every row. Fields that are not named stand in columns of their own name. */
const KnowledgeMap = z.partialRecord(z.enum(FIELDS), z.union([z.string().min(1), z.strictObject({ const: z.string() })]));
type KnowledgeMap = z.infer<typeof KnowledgeMap>;

type Fault = { line: number; why: string };
type FileRecord = { line: number; values: Readonly<Record<string, unknown>> };

/**
 * Takes entries from a JSON, NDJSON, CSV or XLSX file, published; `key` finds an entry again in the file's next edition,
 * which makes versions of what differs. A row that is wrong is named and keeps none of the others back.
 * @returns the exit code: 1 when a row was rejected
 * @throws Invalid when the file or the map cannot be read
 */
export async function importKnowledge(file: string, map: string | undefined, io: Io, core: CoreForCli): Promise<number> {
  const columns = map === undefined ? {} : await readMap(map);
  const entries: ImportedEntry[] = [];
  const lines = new Map<string, number>();
  const faults: Fault[] = [];
  for await (const record of recordsOf(file, faults)) {
    const read = entryOf(record, columns, core.ctx.catalog.tree.root, core.ctx.catalog.zone);
    if ('why' in read) faults.push({ line: record.line, why: read.why });
    else if (lines.has(read.key)) faults.push({ line: record.line, why: `entry ${read.key} is already on line ${lines.get(read.key)}` });
    else {
      lines.set(read.key, record.line);
      entries.push(read);
    }
  }
  const { added, changed, same, redacted, rejected } = await importEntries(core.ctx, SYSTEM, entries, {
    origin: 'file',
    note: basename(file),
    replace: true,
  });
  for (const { key, why } of rejected) faults.push({ line: lines.get(key) ?? 0, why });
  for (const { line, why } of faults.sort((a, b) => a.line - b.line)) io.err(`${file}:${line}: ${why}`);
  if (redacted > 0) io.err(`${redacted} personal numbers were taken out`);
  io.out(`added ${added}, changed ${changed}, same ${same}, rejected ${faults.length}`);
  return faults.length > 0 ? 1 : 0;
}

async function readMap(file: string): Promise<KnowledgeMap> {
  const parsed = KnowledgeMap.safeParse(jsonOf(file, await textOf(file)));
  if (parsed.success) return parsed.data;
  throw new Invalid(`${file}: a map names the columns of ${FIELDS.join(', ')}: ${parsed.error.issues[0]?.message}`);
}

async function* recordsOf(file: string, faults: Fault[]): AsyncGenerator<FileRecord> {
  if (extname(file).toLowerCase() === '.json') {
    const rows = z.array(z.record(z.string(), z.unknown())).safeParse(jsonOf(file, await textOf(file)));
    if (!rows.success) throw new Invalid(`${file} must be an array of entries`);
    yield* rows.data.map((values, i) => ({ line: i + 1, values }));
    return;
  }
  for await (const part of (await openFile(file)).rows) {
    for (const row of part) {
      const line = row.line ?? row.row;
      if ('damage' in row) faults.push({ line, why: row.damage });
      else yield { line, values: row.values };
    }
  }
}

function entryOf({ values }: FileRecord, map: KnowledgeMap, root: string, zone: OffsetAt): ImportedEntry | { why: string } {
  const raw = (field: Field): unknown => {
    const from = map[field] ?? field;
    return typeof from === 'string' ? values[from] : from.const;
  };
  const text = (field: Field): string => String(raw(field) ?? '').trim();
  const key = text('key');
  if (key === '' || key.length > 200) return { why: 'key: every entry has one, of at most 200 characters' };
  const from = text('from') === '' ? null : parseTime(text('from'), zone);
  const until = text('until') === '' ? null : parseTime(text('until'), zone);
  if ((from === null && text('from') !== '') || (until === null && text('until') !== '')) return { why: 'from, until: not a date such as 2027-12-31' };
  const keywords = raw('keywords');
  const parsed = KnowledgeContent.safeParse({
    title: text('title'),
    question: text('question'),
    answer: text('answer'),
    keywords: Array.isArray(keywords)
      ? keywords
      : text('keywords')
          .split(/[,，、;；\s]+/)
          .filter((word) => word !== ''),
    category: text('category') || null,
    department: text('department') || null,
    region: text('region') || root,
    from,
    // A day is meant to its end; with a clock it is that instant.
    until: until === null || /[:T]/.test(text('until')) ? until : nextPeriod(until, 'day', zone),
    source: text('source'),
  });
  if (parsed.success) return { key, content: parsed.data };
  const issue = parsed.error.issues[0];
  return { why: `${issue?.path.join('.')}: ${issue?.message}` };
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new Invalid(`${file} cannot be read: ${error.message}`);
  });
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Invalid(`${file} is not JSON: ${(error as Error).message}`);
  }
}
