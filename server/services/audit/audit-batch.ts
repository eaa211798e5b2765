import type { Ctx } from '../context.ts';
import { type AuditActor, type AuditEntry, type AuditRow, toAuditRow } from './audit-entry.ts';
import { writeAuditRows } from './write-audit.ts';

const DELAY_MS = 500;
const STEP = 250;
const FULL = 2_000;
const MOST = 100_000;
const RETRY_MS = 1_000;
const RETRY_MOST_MS = 30_000;

export type AuditBatchOptions = {
  log: { error(fields: object, message: string): void };
  /** Longest wait of a row, ms. */
  delayMs?: number;
  /** Rows that wait at most before they are written at once. */
  full?: number;
  /** Rows that are kept at most while the database does not take them. */
  most?: number;
};

/**
 * Reads and refusals, written down within a second without anybody waiting for it. Rows that the database did not take are
 * kept and tried again; beyond `most` they are counted, and the count is written down in their place. What waits is lost
 * when the process is killed: at most `delayMs` of reads while the database answers. Changes are never written here.
 */
export class AuditBatch {
  readonly #ctx: Pick<Ctx, 'db' | 'now'>;
  readonly #options: Required<AuditBatchOptions>;
  #waiting: AuditRow[] = [];
  #lost = 0;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(ctx: Pick<Ctx, 'db' | 'now'>, options: AuditBatchOptions) {
    this.#ctx = ctx;
    this.#options = { delayMs: DELAY_MS, full: FULL, most: MOST, ...options };
  }

  /** Rows that are not written yet. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Takes one entry; never throws, never waits. */
  note(actor: AuditActor, entry: AuditEntry): void {
    if (this.#waiting.length >= this.#options.most) {
      this.#lost += 1;
      return;
    }
    this.#waiting.push(toAuditRow(actor, entry, this.#ctx.now()));
    if (this.#waiting.length >= this.#options.full && this.#failures === 0) void this.flush().catch(() => {});
    else this.#plan(this.#options.delayMs);
  }

  /** Writes all that waits. @throws what the database threw; the rows are kept and tried again by themselves */
  async flush(): Promise<void> {
    for (;;) {
      // Two writers would change the order of rows; whoever comes second waits and then writes what is left.
      if (this.#running !== null) await this.#running;
      else if (this.#waiting.length === 0 && this.#lost === 0) return;
      else {
        this.#running = this.#write().finally(() => (this.#running = null));
        await this.#running;
      }
    }
  }

  /** The last flush of a process that stops. */
  async close(): Promise<void> {
    await this.flush().finally(() => this.#cancel());
  }

  async #write(): Promise<void> {
    this.#cancel();
    const lost = this.#lost;
    const rows = this.#waiting.slice(0, STEP);
    if (lost > 0) rows.push(toAuditRow(NOBODY, { action: 'audit.lost', result: 'failed', detail: { rows: lost } }, this.#ctx.now()));
    try {
      await this.#ctx.db.transaction((tx) => writeAuditRows(tx, rows));
    } catch (error) {
      this.#failures += 1;
      this.#options.log.error({ err: error, waiting: this.#waiting.length, lost }, 'reads were not audited yet, it is tried again');
      this.#plan(Math.min(RETRY_MS * 2 ** (this.#failures - 1), RETRY_MOST_MS));
      throw error;
    }
    this.#failures = 0;
    this.#lost -= lost;
    this.#waiting = this.#waiting.slice(rows.length - (lost > 0 ? 1 : 0));
  }

  #plan(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush().catch(() => {});
    }, ms);
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

const NOBODY: AuditActor = { kind: 'system', id: 0, login: 'system', session: null, address: null };
