import type { FactFrame, FactItem, FactReset } from '../../server/wire/facts.ts';
import type { Ack } from '../../server/wire/live.ts';

export type FactsAnswer = Ack<{ epoch: string; at: string }>;
/** `start`: the feed began without a cursor, so whatever a list holds may be older than the first frame. */
export type FactChange = { kind: 'items'; items: FactItem[] } | { kind: 'reset'; reason: FactReset['reason'] | 'start' };

export type FeedPorts = {
  /** Sends the join or the request for what is missing; null when there is no connection (another join follows). */
  ask(want: { epoch?: string; from?: string }): Promise<FactsAnswer> | null;
  now(): number;
  /** Runs `fn` once after `ms`. */
  later(fn: () => void, ms: number): void;
};

const RECENT_MS = 60_000;
const RECENT_MAX = 2000;
const VERSIONS_MAX = 20_000;
const RETRY_MS = 1000;

/**
 * The facts lane in the browser: an unbroken chain of intervals, or a catch-up, or a reset. Subscribers get every
 * visible change once, in order of its case; after a reset they must read their lists again.
 */
export class FactFeed {
  private epoch: string | null = null;
  private last: string | null = null;
  private scope: string | null = null;
  private asking = false;
  private asked = 0;
  private readonly subscribers = new Set<(change: FactChange) => void>();
  private readonly versions = new Map<string, number>();
  private recents: { at: number; item: FactItem }[] = [];

  /** `from`: epoch and `asOf` of the lists that the page was rendered with. */
  constructor(
    private readonly ports: FeedPorts,
    from?: { epoch: string; asOf: string },
  ) {
    if (!from) return;
    this.epoch = from.epoch;
    this.last = from.asOf;
  }

  subscribe(fn: (change: FactChange) => void): () => void {
    this.subscribers.add(fn);
    return () => {
      this.subscribers.delete(fn);
    };
  }

  /**
   * Changes of the last minute that came after `since` (epoch ms), oldest first: a list that was asked for at `since`
   * applies them to its answer, each only if its version is greater.
   */
  recent(since: number): FactItem[] {
    return this.recents.filter((r) => r.at >= since).map((r) => r.item);
  }

  /** A connection stands. `scope` is its scope class: under another one everything held is void. */
  connected(scope: string): void {
    if (this.scope !== null && this.scope !== scope) this.last = null;
    this.scope = scope;
    this.asking = false;
    this.ask();
  }

  /** The server left frames out. */
  lagged(): void {
    this.ask();
  }

  frame(frame: FactFrame): void {
    if (this.last === null) {
      this.begin(frame.epoch, frame.to, 'start');
      this.apply(frame.items);
      return;
    }
    if (frame.epoch !== this.epoch || frame.prev !== this.last) {
      this.ask();
      return;
    }
    this.last = frame.to;
    this.apply(frame.items);
  }

  reset(reset: FactReset): void {
    this.begin(reset.epoch, reset.from, reset.reason);
  }

  private begin(epoch: string, last: string, reason: FactReset['reason'] | 'start'): void {
    this.epoch = epoch;
    this.last = last;
    this.versions.clear();
    this.recents = [];
    this.publish({ kind: 'reset', reason });
  }

  /** Asks for what comes after `last`, once at a time. */
  private ask(): void {
    if (this.asking) return;
    const answer = this.ports.ask(this.last !== null && this.epoch !== null ? { epoch: this.epoch, from: this.last } : {});
    if (!answer) return;
    this.asking = true;
    const turn = ++this.asked;
    const done = (ok: boolean): void => {
      if (turn !== this.asked) return;
      this.asking = false;
      if (!ok) this.ports.later(() => turn === this.asked && this.ask(), RETRY_MS);
    };
    answer.then(
      (a) => done(a.ok),
      () => done(false),
    );
  }

  private apply(items: readonly FactItem[]): void {
    const fresh: FactItem[] = [];
    for (const item of items) {
      const key = `${item.subject} ${item.id}`;
      const known = this.versions.get(key);
      if (known !== undefined && item.version <= known) continue;
      this.versions.delete(key);
      this.versions.set(key, item.version);
      fresh.push(item);
    }
    for (const key of this.versions.keys()) {
      if (this.versions.size <= VERSIONS_MAX) break;
      this.versions.delete(key);
    }
    if (fresh.length === 0) return;
    this.remember(fresh);
    this.publish({ kind: 'items', items: fresh });
  }

  private remember(items: readonly FactItem[]): void {
    const at = this.ports.now();
    for (const item of items) this.recents.push({ at, item });
    const keep = this.recents.findIndex((r) => r.at > at - RECENT_MS);
    this.recents = this.recents.slice(Math.max(keep, this.recents.length - RECENT_MAX, 0));
  }

  private publish(change: FactChange): void {
    for (const fn of this.subscribers) fn(change);
  }
}
