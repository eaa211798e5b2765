import { zoneOffset } from '../../server/core/indicator/window.ts';
import { type FetchHistory, HistoryLoader } from './history-loader.ts';
import { NowClock } from './now-clock.ts';
import { SignalStore } from './signal-store.ts';
import { LiveSocket, type LiveSocketOptions } from './socket.ts';

export type LiveClientOptions = Pick<LiveSocketOptions, 'url' | 'auth' | 'from'> & {
  /** IANA zone of the profile: where days, months and years begin. */
  timeZone: string;
  fetchHistory: FetchHistory;
};

/** Everything live of one page: one socket, one store, one feed, one clock. */
export class LiveClient {
  readonly store: SignalStore;
  readonly socket: LiveSocket;
  readonly clock: NowClock;
  private readonly history: HistoryLoader;
  private readonly uses = new Map<string, number>();
  private planned = false;
  private started = false;

  constructor(options: LiveClientOptions) {
    const now = (): number => this.socket.serverNow();
    this.history = new HistoryLoader({
      fetch: options.fetchHistory,
      set: (key, history) => this.store.setHistory(key, history),
      again: () => this.store.askHistory(),
    });
    this.store = new SignalStore({
      now,
      raf: nextFrame,
      offset: zoneOffset(options.timeZone),
      needHistory: (topics) => this.history.want(topics),
    });
    this.socket = new LiveSocket({ store: this.store, url: options.url, auth: options.auth, from: options.from });
    this.clock = new NowClock(now);
    this.clock.subscribe(() => this.store.tick());
  }

  start(): void {
    this.started = true;
    this.clock.start();
    this.socket.setTopics([...this.uses.keys()]);
    this.socket.start();
  }

  stop(): void {
    this.started = false;
    this.clock.stop();
    this.socket.stop();
  }

  /** Shows topics for as long as somebody uses them; the answer ends this use. */
  showTopics(keys: readonly string[]): () => void {
    for (const key of keys) this.uses.set(key, (this.uses.get(key) ?? 0) + 1);
    this.plan();
    return () => {
      for (const key of keys) {
        const left = (this.uses.get(key) ?? 1) - 1;
        if (left > 0) this.uses.set(key, left);
        else this.uses.delete(key);
      }
      this.plan();
    };
  }

  /** A page mounts many panels in one go: they are one subscription. */
  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    setTimeout(() => {
      this.planned = false;
      if (this.started) this.socket.setTopics([...this.uses.keys()]);
    }, 20);
  }
}

/** Before the next paint; in a hidden tab, where nothing is painted, within a second. */
function nextFrame(fn: () => void): void {
  if (typeof requestAnimationFrame === 'undefined' || document.hidden) setTimeout(fn, 500);
  else requestAnimationFrame(fn);
}
