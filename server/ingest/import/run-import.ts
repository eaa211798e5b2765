import { basename } from 'node:path';
import { redactJson } from '../../core/privacy/redact-json.ts';
import type { Ctx } from '../../services/context.ts';
import { Invalid } from '../../services/errors.ts';
import { checkKind } from '../../services/feed/feed-input.ts';
import type { FeedRow } from '../../services/feed/feed-row.ts';
import type { IngestAnswer } from '../../wire/events.ts';
import type { Submit, SubmitOptions } from '../types.ts';
import { type Draft, historyEvent } from './draft.ts';
import { importFeed } from './import-feed.ts';
import { findMap, loadMap } from './map-file.ts';
import { type Mapped, rowMapper } from './map-row.ts';
import { openFile } from './open-file.ts';
import { RejectedFile } from './rejected-file.ts';
import { replayShifted } from './replay-shifted.ts';
import { send } from './send.ts';
import type { Place, SourceRow } from './source-row.ts';
import { wholeEvent } from './whole-event.ts';

export type ImportInput = {
  kind: string;
  file: string;
  /** Name of the feed; import-KIND or, shifted, replay-KIND. */
  feed?: string;
  /** Path of a mapping; else the shipped one that fits the columns, or whole events in NDJSON. */
  map?: string;
  /** The instance is a demo: each record is marked as a true one. */
  intoDemo?: boolean;
  /** Replays as live events that begin now, this many times faster. */
  replaySpeed?: number;
};
export type ImportPorts = {
  ctx: Ctx;
  submit: Submit;
  /** Folder of the shipped mappings. */
  mappings: string;
  /** Progress for a person, a line at a time. */
  note(line: string): void;
  /** Told when the feed may have been made just now. */
  feedChanged?(): Promise<void>;
  signal?: AbortSignal;
};
export type ImportResult = { accepted: number; duplicate: number; rejected: number; rejectedFile: string | null };

type Made = Place & { draft: Draft; values: Record<string, unknown> };

const BATCH = 1_000;
const NOTE_MS = 1_000;
const MOST_SHOWN = 5;
/** What is refused is told in the file of the rejected and not held as well: the same file again must change nothing. */
const HISTORY: SubmitOptions = { history: true, replay: true };

/**
 * Imports a file through the same door as every other event. Old records have no late limit and keep their ids for
 * ever, so that the same file again changes nothing. Memory is bounded by a batch, whatever the size of the file,
 * except for a replay, which sorts all events first.
 * @throws Invalid, Conflict, Unavailable
 */
export async function runImport(input: ImportInput, ports: ImportPorts): Promise<ImportResult> {
  const kind = checkKind(input.kind);
  const map = input.map === undefined ? null : await loadMap(input.map, kind);
  const file = await openFile(input.file);
  const mapping = map ?? (file.columns ? await findMap(ports.mappings, kind, file.columns) : null);
  if (!mapping && file.columns)
    throw new Invalid(`${input.file} has the columns ${file.columns.join(', ')}, which no shipped mapping of ${kind} fits: give one with --map`);
  const missing = file.columns && mapping?.columns.find((c) => !file.columns?.includes(c));
  if (missing) throw new Invalid(`${input.file} has no column ${missing}, which the mapping needs (it has ${file.columns?.join(', ')})`);
  const replay = input.replaySpeed !== undefined;
  const mark = replay ? 'replay' : input.intoDemo ? 'real' : null;
  const feed = await importFeed(ports.ctx, kind, input.feed, mark);
  await ports.feedChanged?.();
  const run = new ImportRun(feed, input.file, ports, await RejectedFile.start(input.file));
  try {
    const toEvents = mapping ? rowMapper(mapping) : wholeEvent;
    const progress = { rows: 0, percent: () => (file.read() > 0 ? Math.min(100, Math.floor((file.read() / file.size) * 100)) : null) };
    if (replay) await run.replay(file.rows, toEvents, progress, input.replaySpeed as number);
    else await run.history(file.rows, toEvents, progress, { ...HISTORY, mark });
  } finally {
    await run.rejected.close();
  }
  return run.result();
}

type Progress = { rows: number; percent(): number | null };

class ImportRun {
  readonly rejected: RejectedFile;
  readonly #feed: FeedRow;
  readonly #ports: ImportPorts;
  readonly #name: string;
  #accepted = 0;
  #duplicate = 0;
  #shown = 0;
  #noted = performance.now();
  readonly #started = performance.now();

  constructor(feed: FeedRow, file: string, ports: ImportPorts, rejected: RejectedFile) {
    this.#feed = feed;
    this.#ports = ports;
    this.#name = basename(file);
    this.rejected = rejected;
  }

  result(): ImportResult {
    return {
      accepted: this.#accepted,
      duplicate: this.#duplicate,
      rejected: this.rejected.count,
      rejectedFile: this.rejected.count > 0 ? this.rejected.path : null,
    };
  }

  /** Reads on while the batch before is being committed. */
  async history(
    rows: AsyncIterable<SourceRow[]>,
    toEvents: (values: Record<string, unknown>) => Mapped,
    progress: Progress,
    options: SubmitOptions,
  ): Promise<void> {
    const source = `import:${this.#feed.name}`;
    let flying: Promise<void> = Promise.resolve();
    let batch: Made[] = [];
    const fly = async () => {
      const going = batch;
      batch = [];
      await flying;
      flying = this.#send(
        going,
        going.map((m) => historyEvent(m.draft, source)),
        options,
      );
      // Its failure is thrown where it is awaited.
      flying.catch(() => {});
    };
    for await (const bunch of rows) {
      this.#ports.signal?.throwIfAborted();
      for (const made of await this.#map(bunch, toEvents)) {
        if (batch.length + made.length > BATCH) await fly();
        batch.push(...made);
      }
      progress.rows += bunch.length;
      this.#note(progress);
    }
    await fly();
    await flying;
    this.#note(progress, true);
  }

  async replay(rows: AsyncIterable<SourceRow[]>, toEvents: (values: Record<string, unknown>) => Mapped, progress: Progress, speed: number): Promise<void> {
    const all: Made[] = [];
    for await (const bunch of rows) {
      this.#ports.signal?.throwIfAborted();
      for (const made of await this.#map(bunch, toEvents)) all.push(...made);
    }
    const { now } = this.#ports.ctx;
    const submit = (events: Record<string, unknown>[]) => send(this.#ports.submit, this.#feed, events, { mark: 'replay' }, this.#ports.signal);
    const done = async (sent: Made[], answer: IngestAnswer) => {
      await this.#count(sent, answer);
      progress.rows += sent.length;
      this.#note({ ...progress, percent: () => Math.floor((progress.rows / all.length) * 100) });
    };
    await replayShifted(all, { now, speed, source: `replay:${this.#feed.name}`, signal: this.#ports.signal, submit, done });
    this.#note({ ...progress, percent: () => 100 }, true);
  }

  /** The events of each row; damaged rows go to the file of the rejected. */
  async #map(bunch: readonly SourceRow[], toEvents: (values: Record<string, unknown>) => Mapped): Promise<Made[][]> {
    const made: Made[][] = [];
    for (const row of bunch) {
      const place = { row: row.row, line: row.line };
      if ('damage' in row) {
        await this.#reject({ ...place, id: null, message: row.damage, record: row.raw });
        continue;
      }
      const mapped = toEvents(row.values);
      if ('reason' in mapped) await this.#reject({ ...place, id: mapped.id, message: mapped.reason, record: row.values });
      else made.push(mapped.drafts.map((draft) => ({ ...place, draft, values: row.values })));
    }
    return made;
  }

  async #reject(row: Place & { id: string | null; message: string; record: unknown; code?: IngestAnswer['rejected'][number]['code'] }): Promise<void> {
    const { code = 'invalid', ...rest } = row;
    if (this.#shown < MOST_SHOWN) this.#ports.note(`${this.#name} row ${row.row}: ${code}: ${String(redactJson(row.message).copy)}`);
    this.#shown += 1;
    await this.rejected.add([{ ...rest, code }]);
  }

  async #send(batch: readonly Made[], events: Record<string, unknown>[], options: SubmitOptions): Promise<void> {
    if (batch.length === 0) return;
    await this.#count(batch, await send(this.#ports.submit, this.#feed, events, options, this.#ports.signal));
  }

  async #count(batch: readonly Made[], answer: IngestAnswer): Promise<void> {
    this.#accepted += answer.accepted;
    this.#duplicate += answer.duplicate;
    for (const { index, code, message } of answer.rejected) {
      const { row, line, draft, values } = batch[index] as Made;
      await this.#reject({ row, line, id: draft.id, code, message, record: values });
    }
  }

  #note(progress: Progress, last = false): void {
    const now = performance.now();
    if (!last && now - this.#noted < NOTE_MS) return;
    this.#noted = now;
    const rate = Math.round(progress.rows / Math.max(0.001, (now - this.#started) / 1_000));
    const percent = progress.percent();
    this.#ports.note(`${progress.rows.toLocaleString('en')} rows${percent === null ? '' : `, ${percent} %`}, ${rate.toLocaleString('en')} rows/s`);
  }
}
