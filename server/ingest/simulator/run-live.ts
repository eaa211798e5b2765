import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE } from '../../core/indicator/window.ts';
import { LIVE_FEEDS, type LiveFeed, type SimEvent } from './parts.ts';
import type { Simulator } from './simulator.ts';

/** More than this behind is not caught up by the live path. */
export const CATCH_UP = 10 * MINUTE;
const BATCH = 500;
const BACKOFF_MIN = 500;
const BACKOFF_MAX = 15_000;

/** What the door said to a batch. `refused`: the feed is off or its token is not good; the batch is gone, as for a real source. */
export type PostAnswer = { kind: 'taken' } | { kind: 'retry'; afterMs: number | null } | { kind: 'refused'; reason: string };
export type Post = (feed: LiveFeed, events: SimEvent[]) => Promise<PostAnswer>;

export type LiveOptions = {
  sim: Simulator;
  /** Epoch ms, whole minute: the first minute to send; where history ends. */
  from: number;
  /** A throw counts as `retry`. */
  post: Post;
  signal: AbortSignal;
  feeds?: readonly LiveFeed[];
  now?: () => number;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Everything of the feed that was due before `through` (epoch ms) was taken or refused. */
  onSent?: (feed: LiveFeed, through: number) => void;
  /** The process slept too long: [from, to) was not sent. For tickets `sim.past` has changed: store it. */
  onSkip?: (feed: LiveFeed, from: number, to: number) => void;
  onRefused?: (feed: LiveFeed, count: number, reason: string) => void;
};

/**
 * Sends each event when it is due, looking every second. A feed that is pushed back keeps its batch and repeats it, and
 * holds nobody else up. Resolves when `signal` is aborted; a batch in flight is answered first.
 */
export async function runLive(options: LiveOptions): Promise<void> {
  await options.sim.book.prepare(options.from, () => sleep(0));
  await Promise.all((options.feeds ?? LIVE_FEEDS).map((feed) => new Lane(feed, options).run()));
}

class Lane {
  private readonly feed: LiveFeed;
  private readonly o: LiveOptions;
  private readonly now: () => number;
  private readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Next minute to be made. */
  private cursor: number;
  private queue: { at: number; event: SimEvent }[] = [];

  constructor(feed: LiveFeed, options: LiveOptions) {
    this.feed = feed;
    this.o = options;
    this.now = options.now ?? Date.now;
    this.wait = options.wait ?? waitQuietly;
    this.cursor = options.from;
  }

  async run(): Promise<void> {
    const { signal } = this.o;
    while (!signal.aborted) {
      const now = this.now();
      this.fill(now);
      await this.sendDue(now);
      if (signal.aborted) return;
      const after = this.now();
      if (after - now < 1000) await this.wait(1000 - (after % 1000), signal);
    }
  }

  private fill(now: number): void {
    const current = Math.floor(now / MINUTE) * MINUTE;
    if (current - this.cursor > CATCH_UP) {
      const to = current - CATCH_UP;
      const from = this.cursor;
      if (this.feed === 'tickets') this.push(this.o.sim.book.skip(from, to));
      this.cursor = to;
      this.o.onSkip?.(this.feed, from, to);
    }
    while (this.cursor <= now) {
      this.push(this.o.sim.minute(this.feed, this.cursor));
      this.cursor += MINUTE;
    }
  }

  private push(events: SimEvent[]): void {
    for (const event of events) this.queue.push({ at: Date.parse(event.time), event });
  }

  private async sendDue(now: number): Promise<void> {
    let n = 0;
    while (n < this.queue.length && (this.queue[n] as { at: number }).at <= now) n++;
    const due = this.queue.splice(0, n).map((x) => x.event);
    for (let i = 0; i < due.length; i += BATCH) {
      if (!(await this.deliver(due.slice(i, i + BATCH)))) return;
    }
    this.o.onSent?.(this.feed, now);
  }

  /** False when stopped before the batch was taken. */
  private async deliver(batch: SimEvent[]): Promise<boolean> {
    let backoff = BACKOFF_MIN;
    while (!this.o.signal.aborted) {
      const answer = await this.o.post(this.feed, batch).catch((): PostAnswer => ({ kind: 'retry', afterMs: null }));
      if (answer.kind === 'taken') return true;
      if (answer.kind === 'refused') {
        this.o.onRefused?.(this.feed, batch.length, answer.reason);
        return true;
      }
      await this.wait(Math.min(60_000, Math.max(backoff, answer.afterMs ?? 0)), this.o.signal);
      backoff = Math.min(BACKOFF_MAX, backoff * 2);
    }
    return false;
  }
}

async function waitQuietly(ms: number, signal: AbortSignal): Promise<void> {
  // An abort ends the wait early; that is all it means here.
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
