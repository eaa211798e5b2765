import { type FileHandle, open, rm } from 'node:fs/promises';
import { redactJson } from '../../core/privacy/redact-json.ts';
import type { RejectCode } from '../../wire/events.ts';
import type { Place } from './source-row.ts';

export type RejectedRow = Place & { id: string | null; code: RejectCode; message: string; record: unknown };

/**
 * FILE.rejected.ndjson: a line for each rejected event, redacted, readable by its owner alone. An earlier run's file
 * is removed at the start; without a rejection there is none.
 */
export class RejectedFile {
  readonly path: string;
  #handle: FileHandle | null = null;
  #count = 0;
  #last: Promise<void> = Promise.resolve();

  private constructor(path: string) {
    this.path = path;
  }

  static async start(file: string): Promise<RejectedFile> {
    const path = `${file}.rejected.ndjson`;
    await rm(path, { force: true });
    return new RejectedFile(path);
  }

  get count(): number {
    return this.#count;
  }

  /** Lines are written one call after the other: reading and committing both find rejections at the same time. */
  async add(rows: readonly RejectedRow[]): Promise<void> {
    if (rows.length === 0) return;
    this.#count += rows.length;
    this.#last = this.#last.then(() => this.#write(rows));
    await this.#last;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#handle?.close();
    this.#handle = null;
  }

  async #write(rows: readonly RejectedRow[]): Promise<void> {
    this.#handle ??= await open(this.path, 'w', 0o600);
    await this.#handle.write(
      rows
        .map(({ id, message, record, ...row }) => {
          const shown = { id: redactJson(id).copy, message: redactJson(message).copy, record: redactJson(record).copy };
          return `${JSON.stringify({ ...row, ...shown })}\n`;
        })
        .join(''),
    );
  }
}
