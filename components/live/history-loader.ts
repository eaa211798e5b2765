import type { History } from '../../server/core/indicator/live-window.ts';

/** Reads what lies before the ring; keys that are missing in the answer could not be read. */
export type FetchHistory = (topics: { key: string; ringFrom: number }[]) => Promise<Record<string, History>>;

export type LoaderPorts = {
  fetch: FetchHistory;
  set(key: string, history: History | null): void;
  /** What failed may be asked for again. */
  again(): void;
  later?(fn: () => void, ms: number): void;
  random?(): number;
};

const SOON_MS = 30;
const REFRESH_MS = 2000;
const RETRY_MS = 3000;
const BATCH = 16;

/**
 * Fetches histories in batches: the first of a topic at once, later ones after a while that chance makes different
 * for each client, because one late row makes every client ask.
 */
export class HistoryLoader {
  private readonly queue = new Map<string, number>();
  private readonly seen = new Set<string>();
  private timer: { at: number } | null = null;
  private failures = 0;

  constructor(private readonly ports: LoaderPorts) {}

  want(topics: readonly { key: string; ringFrom: number }[]): void {
    let first = false;
    for (const { key, ringFrom } of topics) {
      if (!this.seen.has(key)) first = true;
      this.seen.add(key);
      this.queue.set(key, ringFrom);
    }
    this.plan(first ? SOON_MS : REFRESH_MS * (0.5 + this.random()));
  }

  private plan(ms: number): void {
    const timer = { at: ms };
    if (this.timer && this.timer.at <= ms) return;
    this.timer = timer;
    this.later(() => {
      if (this.timer !== timer) return;
      this.timer = null;
      void this.run();
    }, ms);
  }

  private async run(): Promise<void> {
    const all = [...this.queue].map(([key, ringFrom]) => ({ key, ringFrom }));
    this.queue.clear();
    let failed = false;
    for (let i = 0; i < all.length; i += BATCH) {
      const batch = all.slice(i, i + BATCH);
      const got = await this.ports.fetch(batch).catch((): Record<string, History> => ({}));
      for (const { key } of batch) {
        const history = got[key] ?? null;
        if (!history) failed = true;
        this.ports.set(key, history);
      }
    }
    this.failures = failed ? this.failures + 1 : 0;
    if (failed) this.later(() => this.ports.again(), RETRY_MS * Math.min(this.failures, 10) * (0.5 + this.random()));
  }

  private random(): number {
    return (this.ports.random ?? Math.random)();
  }

  private later(fn: () => void, ms: number): void {
    if (this.ports.later) this.ports.later(fn, ms);
    else setTimeout(fn, ms);
  }
}
