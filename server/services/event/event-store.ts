import type { Tx } from '../../../db/client.ts';
import { MonthSums } from '../rollup/month-sums.ts';
import { PackCache } from '../rollup/pack-cache.ts';
import { FreshnessMap } from './freshness-map.ts';
import { Revisited } from './review-matters.ts';
import { MissingSeries, SeriesRegistry } from './series-registry.ts';
import { Resends } from './settle-known.ts';
import { Sources } from './sources.ts';

/** What a process remembers of the store: ids that never change, and how fresh each series is. */
export class EventStore {
  readonly series = new SeriesRegistry();
  readonly sources = new Sources();
  readonly freshness = new FreshnessMap();
  readonly packs = new PackCache();
  readonly months = new MonthSums();
  readonly resends = new Resends();
  readonly revisited = new Revisited();
  /** Whether anybody looks at the cells of trade live: their totals are asked back only then. */
  wantsFlows: () => boolean = () => false;

  async load(tx: Tx): Promise<void> {
    await this.series.refresh(tx);
    await this.freshness.load(tx);
  }

  /**
   * Runs a piece of work again after making the series that it found missing, which are written in statements of their
   * own: an id that is kept in memory is then always in the database.
   */
  async withSeries<T>(lane: Tx, feed: number, work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof MissingSeries)) throw error;
        await this.series.ensure(lane, error.keys, feed);
      }
    }
  }
}
