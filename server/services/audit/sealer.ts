import { existsSync } from 'node:fs';
import type { Ctx } from '../context.ts';
import { hex, sameBytes } from './chain.ts';
import type { HeadFile, HeadNote, SignedHead } from './head-file.ts';
import { type ChainHead, chainHead, sealAudit } from './seal.ts';

/** Heads are written at most once in so many ms. */
const PAUSE_MS = 1_000;

type Log = { error(fields: object, message: string): void };

/**
 * Seals what was committed and writes the head beside the database. Several processes may each have one: each writes the
 * heads that it sees, whoever sealed. Never two runs of one sealer at a time.
 */
export class Sealer {
  readonly #ctx: Pick<Ctx, 'db' | 'now'>;
  readonly #file: HeadFile;
  readonly #log: Log;
  #last: SignedHead | null | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(ctx: Pick<Ctx, 'db' | 'now'>, file: HeadFile, log: Log) {
    this.#ctx = ctx;
    this.#file = file;
    this.#log = log;
  }

  /** Begins the file while there is nothing to lose: before the first row is sealed. */
  async open(): Promise<void> {
    if (existsSync(this.#file.path)) return;
    const head = await chainHead(this.#ctx.db);
    if (head.seq === 0) await this.#write(head, this.#ctx.now());
  }

  /** Seals all that waits, and writes the head if it is new and none was written within the last second. */
  async run({ stop }: { stop?: () => boolean } = {}): Promise<{ sealed: number; head: ChainHead }> {
    const result = await sealAudit(this.#ctx, { stop });
    const now = this.#ctx.now();
    if (Math.abs(now - this.#writtenAt) < PAUSE_MS && existsSync(this.#file.path)) return result;
    await this.#write(result.head, now);
    this.#writtenAt = now;
    return result;
  }

  /**
   * Seals what is left and writes its head. Beside a server of the same database a command seals only: of two processes
   * that write one file each would sign over a line that it has not seen.
   */
  async close(): Promise<void> {
    const { head } = await sealAudit(this.#ctx);
    const owns = this.#ctx.db.kind === 'embedded' || this.#writtenAt > Number.NEGATIVE_INFINITY;
    if (owns) await this.#write(head, this.#ctx.now());
  }

  async #write(head: ChainHead, now: number): Promise<void> {
    const known = await this.#lastWritten();
    const next = (note: HeadNote | null): SignedHead => ({ seq: head.seq, hash: hex(head.hash), at: now, note });
    if (known === null) {
      if (head.seq > 0) this.#log.error({ seq: head.seq }, 'the file of audit heads was not there: what it proved is lost, it begins again');
      this.#last = next({ kind: 'began' });
      await this.#file.begin(this.#last);
      return;
    }
    if (known.seq === head.seq && known.hash === hex(head.hash)) return;
    const broken = await this.#isBroken(known, head);
    if (broken) this.#log.error({ written: known.seq, head: head.seq }, 'the audit chain no longer holds the head that was written before');
    this.#last = next(broken ? { kind: 'broken', reason: `row ${known.seq}` } : null);
    await this.#file.append(this.#last);
    await this.#file.shorten(head.floorSeq);
  }

  /** Null when there is no file, also when it has just been taken away. */
  async #lastWritten(): Promise<SignedHead | null> {
    if (!existsSync(this.#file.path)) return null;
    if (this.#last !== undefined && this.#last !== null) return this.#last;
    const read = await this.#file.read();
    if (read.state === 'altered') this.#log.error({ line: read.line }, 'the file of audit heads was altered: see audit verify');
    return read.heads.at(-1) ?? null;
  }

  async #isBroken(known: SignedHead, head: ChainHead): Promise<boolean> {
    if (known.seq > head.seq) return true;
    if (known.seq <= head.floorSeq) return false;
    const [row] = await this.#ctx.db.query<{ hash: Uint8Array }>('select hash from audit where seq = $1', [known.seq]);
    return !row || !sameBytes(row.hash, Buffer.from(known.hash, 'hex'));
  }
}
