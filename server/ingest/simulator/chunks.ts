import type { SimEvent, SimFeed } from './parts.ts';

/** Days that are loaded together, at most: the first alone, then twice as many each time. */
const MAX_DAYS = 8;
const BATCH = 1_000;
/** Batches under way at once: one is written while the next is checked. */
const IN_FLIGHT = 4;

type Ingest = (feed: SimFeed, events: SimEvent[]) => Promise<void>;
type Loaded<D> = (day: D) => void | Promise<void>;

/**
 * Sends the counts of several days together, region by region: then a batch touches few series over many hours instead
 * of every series for a few, and each of their packed months and years is written once a chunk. Records go straight on,
 * in their order. A day is told as loaded when all of it was taken.
 */
export class Chunks<D> {
  private readonly ingest: Ingest;
  private readonly loaded: Loaded<D>;
  private held = new Map<SimFeed, SimEvent[]>();
  private days: D[] = [];
  private size = 1;
  private readonly flying = new Set<Promise<void>>();
  /** Days told as loaded so far, and those whose last batches are still under way. */
  private told: Promise<void> = Promise.resolve();
  private failure: unknown = null;

  constructor(ingest: Ingest, loaded: Loaded<D>) {
    this.ingest = ingest;
    this.loaded = loaded;
  }

  async add(feed: SimFeed, events: SimEvent[]): Promise<void> {
    if (feed === 'tickets') return this.send(feed, events);
    const list = this.held.get(feed);
    if (!list) this.held.set(feed, [...events]);
    else for (const e of events) list.push(e);
  }

  /** All events of the day were added. */
  async endOfDay(day: D): Promise<void> {
    this.days.push(day);
    if (this.days.length < this.size) return;
    await this.release();
    this.size = Math.min(MAX_DAYS, this.size * 2);
  }

  /** Sends what is held and waits until everything was taken. @throws what the first failed batch threw */
  async flush(): Promise<void> {
    await this.release();
    await this.told;
    if (this.failure !== null) throw this.failure;
  }

  /** Sends what is held. The next days may be made while it is being taken. */
  private async release(): Promise<void> {
    for (const [feed, events] of this.held) {
      const byRegion = new Map<string, SimEvent[]>();
      for (const e of events) {
        const { region, zone } = e.data as { region?: string; zone?: string };
        const key = region ?? zone ?? '';
        const list = byRegion.get(key);
        if (list) list.push(e);
        else byRegion.set(key, [e]);
      }
      const sorted = [...byRegion.values()].flat();
      for (let i = 0; i < sorted.length; i += BATCH) await this.send(feed, sorted.slice(i, i + BATCH));
    }
    this.held = new Map();
    const days = this.days.splice(0);
    const taken = Promise.all(this.flying);
    this.told = this.told
      .then(() => taken)
      .then(async () => {
        for (const day of days) if (this.failure === null) await this.loaded(day);
      });
    this.told.catch((error: unknown) => {
      this.failure ??= error;
    });
  }

  private async send(feed: SimFeed, events: SimEvent[]): Promise<void> {
    while (this.flying.size >= IN_FLIGHT) await Promise.race(this.flying);
    if (this.failure !== null) throw this.failure;
    const flight: Promise<void> = this.ingest(feed, events)
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => this.flying.delete(flight));
    this.flying.add(flight);
  }
}
