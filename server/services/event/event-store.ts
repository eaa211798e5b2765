import type { Tx } from '../../../db/client.ts';
import { FreshnessMap } from './freshness-map.ts';
import { SeriesRegistry } from './series-registry.ts';
import { Sources } from './sources.ts';

/** What a process remembers of the store: ids that never change, and how fresh each series is. */
export class EventStore {
  readonly series = new SeriesRegistry();
  readonly sources = new Sources();
  readonly freshness = new FreshnessMap();

  async load(tx: Tx): Promise<void> {
    await this.series.refresh(tx);
    await this.freshness.load(tx);
  }
}
