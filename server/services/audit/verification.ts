import type { AuditReport, HeadBeside, VerificationState } from '../../wire/audit.ts';
import type { Ctx } from '../context.ts';
import type { AuditActor } from './audit-entry.ts';
import { hex } from './chain.ts';
import type { HeadFile } from './head-file.ts';
import { chainHead } from './seal.ts';
import { type VerifyOptions, verifyAudit } from './verify.ts';
import { auditNow } from './write-audit.ts';

/** Verifies the whole chain, and writes down who did and what came out. */
export async function verifyFor(ctx: Pick<Ctx, 'db' | 'now'>, file: HeadFile, actor: AuditActor, options: VerifyOptions = {}): Promise<AuditReport> {
  const report = await verifyAudit(ctx, file, options);
  const first = report.faults[0];
  const detail = { rows: report.rows, faults: report.faultCount, first: first ? { kind: first.kind, seq: first.seq } : null };
  const result = report.faultCount === 0 ? 'ok' : 'failed';
  await auditNow(ctx, actor, { action: 'audit.verified', result, object: { kind: 'audit', id: report.head.seq }, detail });
  return report;
}

/** One verification at a time, which goes on when the page that asked for it is closed. */
export class Verification {
  readonly #ctx: Pick<Ctx, 'db' | 'now'>;
  readonly #file: HeadFile;
  readonly #log: { error(fields: object, message: string): void };
  #state: VerificationState = { running: null, last: null };
  #stopped = false;
  #done: Promise<void> = Promise.resolve();

  constructor(ctx: Pick<Ctx, 'db' | 'now'>, file: HeadFile, log: { error(fields: object, message: string): void }) {
    this.#ctx = ctx;
    this.#file = file;
    this.#log = log;
  }

  state(): VerificationState {
    return this.#state;
  }

  /** The newest head beside the database, and whether the chain still holds it; null where the retention took that row away. */
  async beside(): Promise<HeadBeside> {
    const { state, head } = await this.#file.last();
    if (!head) return { state, seq: null, at: null, same: null };
    const chain = await chainHead(this.#ctx.db);
    const [row] = head.seq === 0 ? [] : await this.#ctx.db.query<{ hash: Uint8Array }>('select hash from audit where seq = $1', [head.seq]);
    const same = row ? hex(row.hash) === head.hash : head.seq <= chain.floorSeq ? null : false;
    return { state, seq: head.seq, at: head.at, same: head.seq === 0 ? null : same };
  }

  /** Begins one unless one runs. */
  start(actor: AuditActor): VerificationState {
    if (this.#state.running === null && !this.#stopped) {
      this.#state = { ...this.#state, running: { done: 0, of: 0, since: this.#ctx.now() } };
      this.#done = this.#run(actor, this.#ctx.now());
    }
    return this.#state;
  }

  async close(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  async #run(actor: AuditActor, since: number): Promise<void> {
    const ended = () => ({ at: this.#ctx.now(), ms: this.#ctx.now() - since });
    try {
      const report = await verifyFor(this.#ctx, this.#file, actor, {
        stop: () => this.#stopped,
        onProgress: (done, of) => {
          this.#state = { ...this.#state, running: { done, of, since } };
        },
      });
      this.#state = { running: null, last: { ...ended(), report } };
    } catch (error) {
      if (!this.#stopped) this.#log.error({ err: error }, 'the audit could not be verified');
      this.#state = { running: null, last: { ...ended(), report: null } };
    }
  }
}
