import type { Contains, VisibilityScope } from '../core/fact/visible.ts';
import type { FactFrame, FactItem, FactReset } from '../wire/facts.ts';
import { LIVE_VERSION } from '../wire/version.ts';
import type { Cursors } from './cursors.ts';
import { type FactPort, type FactRecord, factItem } from './fact-item.ts';
import type { Schedule } from './signal-hub.ts';

export type FactScope = VisibilityScope & { readonly class: string };

export type TailSink = {
  frame(scopeClass: string, frame: FactFrame): void;
  reset(scopeClass: string, reset: FactReset): void;
};

export type TailOptions = {
  port: FactPort;
  cursors: Cursors;
  contains: Contains;
  now(): number;
  schedule: Schedule;
  /** Grants, sessions, feeds or roles changed; nobody is sent these. */
  onAccess?(fact: FactRecord): void;
  /** The log is another one: what it said of access is void. */
  onEpoch?(): void;
  onError?(error: unknown): void;
  pollMs?: number;
};

export type TailStats = { seq: number; read: number; frames: number; items: number; resets: number; errors: number };

/** A scope class with a member on this node, and the place in the log that its members stand at. */
export type FactClass = { scope: FactScope; at: number; frameAt: number; members: number };

export const BATCH = 1000;
const EMPTY_MS = 15_000;
const QUIET_MS = 5000;

/** Follows the numbered log and tells each scope class what it may see, as an unbroken chain of intervals. */
export class FactTail {
  epoch = '';
  /** Newest fact that was looked at. */
  seq = 0;
  private readonly classes = new Map<string, FactClass>();
  private readonly counts = { read: 0, frames: 0, items: 0, resets: 0, errors: 0 };
  private sink: TailSink | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private cancel: (() => void) | null = null;
  private stopped = false;
  private quietAt = Number.NEGATIVE_INFINITY;
  private quiet = false;

  constructor(readonly options: TailOptions) {}

  attach(sink: TailSink): void {
    this.sink = sink;
  }

  /** Stands at the head of the log and begins to follow it. */
  async start(): Promise<void> {
    await this.options.port.stamp();
    const head = await this.options.port.head();
    this.epoch = head.epoch;
    this.seq = head.seq;
    this.poll();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel?.();
    await this.running;
  }

  /** Looks now: a verb of this process has committed, or another node has said so. */
  kick(): Promise<void> {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
      if (this.again && !this.stopped) void this.kick();
    });
    return this.running;
  }

  /** Enters a class; the answer's `at` is where its chain stands. Pair with `leave`. */
  enter(scope: FactScope): FactClass {
    let entry = this.classes.get(scope.class);
    if (!entry) {
      entry = { scope, at: this.seq, frameAt: this.options.now(), members: 0 };
      this.classes.set(scope.class, entry);
    }
    entry.members++;
    return entry;
  }

  leave(entry: FactClass): void {
    if (--entry.members === 0) this.classes.delete(entry.scope.class);
  }

  /** An empty frame to each class that had no news for a while, so that its members' cursors stay young. */
  refresh(): void {
    const now = this.options.now();
    for (const entry of this.classes.values()) if (now - entry.frameAt >= EMPTY_MS) this.emit(entry, []);
    this.sendQuiet();
  }

  stats(): TailStats {
    return { seq: this.seq, ...this.counts };
  }

  private poll(): void {
    if (this.stopped) return;
    this.cancel = this.options.schedule(() => {
      void this.kick().then(() => this.poll());
    }, this.options.pollMs ?? 500);
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        await this.options.port.stamp();
        await this.follow();
      } catch (error) {
        this.counts.errors++;
        this.options.onError?.(error);
      }
    }
  }

  private async follow(): Promise<void> {
    const { port } = this.options;
    const head = await port.head();
    if (head.epoch !== this.epoch || head.seq < this.seq) {
      this.epoch = head.epoch;
      this.seq = head.seq;
      this.resetAll('epoch');
      this.options.onEpoch?.();
      return;
    }
    while (this.seq < head.seq && !this.stopped) {
      const facts = await port.read(this.seq, BATCH);
      const last = facts[facts.length - 1];
      if (!last) return;
      this.counts.read += facts.length;
      this.seq = last.seq;
      this.tell(facts);
    }
    this.sendQuiet();
  }

  private tell(facts: readonly FactRecord[]): void {
    const loud = facts.filter((f) => !f.quiet);
    if (loud.length < facts.length) this.quiet = true;
    for (const entry of this.classes.values()) {
      const items: FactItem[] = [];
      for (const fact of loud) {
        const item = factItem(entry.scope, fact, this.options.contains);
        if (item) items.push(item);
      }
      if (items.length > 0) this.emit(entry, items);
    }
    for (const fact of loud) if (fact.subject === 'access') this.options.onAccess?.(fact);
  }

  private emit(entry: FactClass, items: FactItem[]): void {
    const { cursors, now } = this.options;
    const frame: FactFrame = { v: LIVE_VERSION, lane: 'facts', epoch: this.epoch, prev: cursors.seal(entry.at), to: cursors.seal(this.seq), items };
    entry.at = this.seq;
    entry.frameAt = now();
    this.counts.frames++;
    this.counts.items += items.length;
    this.sink?.frame(entry.scope.class, frame);
  }

  /** History came in silently: one reset, at once, then at most one in five seconds for as long as it goes on. */
  private sendQuiet(): void {
    const now = this.options.now();
    if (!this.quiet || now - this.quietAt < QUIET_MS) return;
    this.quiet = false;
    this.quietAt = now;
    this.resetAll('history');
  }

  private resetAll(reason: FactReset['reason']): void {
    for (const entry of this.classes.values()) {
      entry.at = this.seq;
      entry.frameAt = this.options.now();
      this.counts.resets++;
      this.sink?.reset(entry.scope.class, resetFrame(this, reason));
    }
  }
}

/** The reset that lets a client start again where the log stands. */
export function resetFrame(tail: FactTail, reason: FactReset['reason'], at = tail.seq): FactReset {
  return { v: LIVE_VERSION, lane: 'reset', epoch: tail.epoch, from: tail.options.cursors.seal(at), reason };
}
