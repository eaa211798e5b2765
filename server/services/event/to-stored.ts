import { type Contribution, dimsKey } from '../../core/indicator/derive.ts';
import type { StoredEvent, StoredPart } from './commit-events.ts';
import type { EventStore } from './event-store.ts';
import { type GroupItem, OBSERVED } from './group-item.ts';
import type { SeriesKey, SeriesRegistry } from './series-registry.ts';

const NONE: readonly StoredPart[] = [];

/** The series under which raw events of a type (of one indicator, where they name it) and region are found. */
export function rawSeriesKey(item: Pick<GroupItem, 'type' | 'data'>, region: string): SeriesKey {
  const indicator = item.type === OBSERVED ? `@${String(item.data.indicator)}` : `@${item.type}`;
  return { indicator, region, dims: {}, dimsKey: '', scope: '', status: '', grain: 'raw' };
}

/**
 * Store rows of items whose region is settled. Minutes before `packBefore` (epoch ms) go to packs, all else to hot.
 * @throws MissingSeries
 */
export function toStored(
  store: EventStore,
  items: readonly GroupItem[],
  sourceIds: ReadonlyMap<string, number>,
  packBefore = Number.NEGATIVE_INFINITY,
): StoredEvent[] {
  const resolve = new Resolver(store.series);
  const stored = items.map((item) => {
    const region = item.region as string;
    const raw = resolve.raw(item, region);
    const parts: StoredPart[] = [];
    for (const c of item.contributions) {
      const series = resolve.part(region, c, item.grain);
      if (series !== null) parts.push({ series, slot: item.slot, num: c.num, den: c.den });
    }
    const closed = item.grain === 'minute' && item.slot < packBefore;
    return {
      source: sourceIds.get(item.source) as number,
      id: item.id,
      hash: item.hash,
      series: raw ?? 0,
      at: item.at,
      data: item.json ?? JSON.stringify(item.data),
      parts: closed ? NONE : parts,
      old: closed ? parts : NONE,
    };
  });
  resolve.end();
  return stored;
}

/** Ids of series; what is not known is gathered and asked for at once. */
class Resolver {
  private readonly series: SeriesRegistry;
  private readonly missing: SeriesKey[] = [];

  constructor(series: SeriesRegistry) {
    this.series = series;
  }

  raw(item: GroupItem, region: string): number | null {
    const indicator = item.type === OBSERVED ? `@${String(item.data.indicator)}` : `@${item.type}`;
    return this.series.seek(indicator, region, '', '', '', 'raw')?.id ?? this.ask(rawSeriesKey(item, region));
  }

  part(region: string, { indicator, dims, scope, status }: Contribution, grain: string): number | null {
    const key = dimsKey(dims);
    return this.series.seek(indicator, region, key, scope, status, grain)?.id ?? this.ask({ indicator, region, dims, dimsKey: key, scope, status, grain });
  }

  /** Over an indicator's cap a key has a series after all, that of what is other. */
  private ask(key: SeriesKey): number | null {
    const known = this.series.lookUp(key);
    if (known) return known.id;
    this.missing.push(key);
    return null;
  }

  /** @throws MissingSeries */
  end(): void {
    if (this.missing.length > 0) this.series.require(this.missing);
  }
}
