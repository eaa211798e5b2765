import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { openFile } from '../ingest/import/open-file.ts';
import { SYSTEM } from '../services/access/actor.ts';
import { Invalid } from '../services/errors.ts';
import { importCalendar } from '../services/rule/import-calendar.ts';
import { importCatalogue } from '../services/rule/import-catalogue.ts';
import type { ImportResult } from '../services/rule/import-rows.ts';
import { importRules } from '../services/rule/import-rules.ts';
import { recomputeDeadlines } from '../services/rule/recompute-deadlines.ts';
import type { RuleDraft } from '../wire/rule.ts';
import {
  CatalogueMap,
  type ImportFault,
  type ReadRows,
  readCalendarText,
  readCatalogueRecords,
  readCatalogueText,
  readRulesText,
  type TableRecord,
} from '../wire/rule-import.ts';
import { type Command, type Io, text, UsageError } from './command.ts';
import type { CoreForCli } from './core-port.ts';
import { importKnowledge } from './import-knowledge.ts';

type Job = { file: string; map: string | undefined; io: Io; core: CoreForCli };

/** What can be imported into a profile, each to its exit code. */
const KINDS: Record<string, (job: Job) => Promise<number>> = {
  async rules({ file, map, io, core }) {
    if (map !== undefined) throw new UsageError('--map goes with a catalogue: rules are read as rules.json has them');
    const read = readRulesText(await textOf(file), core.ctx.catalog.zone);
    return told(io, file, await importRules(core.ctx, core.rules, SYSTEM, { read, note: basename(file), dryRun: false }));
  },
  async catalogue({ file, map, io, core }) {
    const read = await readCatalogue(file, map === undefined ? {} : await readMap(map));
    const result = await importCatalogue(core.ctx, core.rules, SYSTEM, { read, note: basename(file), dryRun: false, from: core.ctx.now() });
    return told(io, file, result);
  },
  async calendar({ file, map, io, core }) {
    if (map !== undefined) throw new UsageError('--map goes with a catalogue: calendars are read as calendars/YYYY.json');
    const { calendar, faults } = readCalendarText(await textOf(file));
    if (!calendar) return faulty(io, file, faults);
    const { version } = await importCalendar(core.ctx, core.rules, SYSTEM, calendar);
    if (version === null) io.err(`the calendar of ${calendar.year} is this one already`);
    else io.err(`calendar of ${calendar.year}: version ${version}; ${await recount(core, io)} deadlines counted again`);
    return 0;
  },
  knowledge: ({ file, map, io, core }) => importKnowledge(file, map, io, core),
};

export const profileImportCommand: Command = {
  words: 'profile import',
  usage: 'rules|catalogue|calendar|knowledge FILE [--map MAP.json]',
  summary:
    'takes in rules (JSON), the dispatch catalogue (CSV, XLSX, JSON) or a year (JSON), all or nothing, or entries of the knowledge base; the same file again changes nothing',
  options: { map: { type: 'string' } },
  least: 2,
  async run([kind = '', file = ''], values, io, core) {
    const run = KINDS[kind];
    if (!run) throw new UsageError(`profile import ${kind} is not possible: ${Object.keys(KINDS).join(', ')} are`);
    const map = text(values, 'map');
    return run({ file: resolve(io.cwd, file), map: map === undefined ? undefined : resolve(io.cwd, map), io, core });
  },
};

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new Invalid(`${file} cannot be read: ${error.message}`);
  });
}

async function readMap(file: string): Promise<CatalogueMap> {
  const parsed = CatalogueMap.safeParse(JSON.parse(await textOf(file)));
  if (parsed.success) return parsed.data;
  throw new Invalid(`${file}: a map names the column of category, region, main, co, clause and auto: ${parsed.error.issues[0]?.message}`);
}

/** JSON and NDJSON hold rows as the product has them; tables are read as those of events are, in either encoding. */
async function readCatalogue(file: string, map: CatalogueMap): Promise<ReadRows<RuleDraft>> {
  if (extname(file).toLowerCase() === '.json') return readCatalogueText(await textOf(file), map);
  const source = await openFile(file);
  const { columns } = source;
  if (!columns) throw new Invalid(`${file}: a catalogue is a CSV, XLSX or JSON file`);
  const records: TableRecord[] = [{ line: 1, cells: columns }];
  const faults: ImportFault[] = [];
  for await (const part of source.rows) {
    for (const row of part) {
      const line = row.line ?? row.row;
      if ('damage' in row) faults.push({ line, message: row.damage });
      else records.push({ line, cells: columns.map((c) => String(row.values[c] ?? '')) });
    }
  }
  const read = readCatalogueRecords(records, map);
  return { rows: read.rows, faults: [...faults, ...read.faults] };
}

function told(io: Io, file: string, { written, unchanged, faults }: ImportResult): number {
  if (faults.length > 0) return faulty(io, file, faults);
  io.out(`written ${written}, unchanged ${unchanged}`);
  return 0;
}

function faulty(io: Io, file: string, faults: readonly ImportFault[]): number {
  for (const { line, message } of faults) io.out(`${file}:${line}: ${message}`);
  io.err(`nothing was written: ${faults.length} faults`);
  return 1;
}

const BATCH = 200;

async function recount(core: CoreForCli, io: Io): Promise<number> {
  let written = 0;
  for (let after: number | null = 0; after !== null; ) {
    io.signal.throwIfAborted();
    const part: Awaited<ReturnType<typeof recomputeDeadlines>> = await recomputeDeadlines(core.ctx, { after, limit: BATCH, provisional: false });
    written += part.written;
    after = part.last;
  }
  return written;
}
