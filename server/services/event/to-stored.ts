import { dimsKey } from '../../core/indicator/derive.ts';
import type { StoredEvent, StoredPart } from './commit-events.ts';
import type { EventStore } from './event-store.ts';
import { type GroupItem, OBSERVED } from './group-item.ts';
import type { SeriesKey } from './series-registry.ts';

const NONE: readonly StoredPart[] = [];

/** The series under which raw events of a type (of one indicator, where they name it) and region are found. */
export function rawSeriesKey(item: Pick<GroupItem, 'type' | 'data'>, region: string): SeriesKey {
  const indicator = item.type === OBSERVED ? `@${String(item.data.indicator)}` : `@${item.type}`;
  return { indicator, region, dims: {}, dimsKey: '', scope: '', status: '', grain: 'raw' };
}

/**
 * Store rows of items whose region is settled. Items of one batch mostly share series, so each distinct key is looked
 * up once. Minutes before `packBefore` (epoch ms) go to packs, all else to hot. @throws MissingSeries
 */
export function toStored(
  store: EventStore,
  items: readonly GroupItem[],
  sourceIds: ReadonlyMap<string, number>,
  packBefore = Number.NEGATIVE_INFINITY,
): StoredEvent[] {
  const keys: SeriesKey[] = [];
  const slotOf = new Map<string, number>();
  const want = (text: string, make: () => SeriesKey): number => {
    let at = slotOf.get(text);
    if (at === undefined) {
      at = keys.push(make()) - 1;
      slotOf.set(text, at);
    }
    return at;
  };
  const plans = items.map((item) => {
    const region = item.region as string;
    const raw = want(`@${item.type}|${item.type === OBSERVED ? String(item.data.indicator) : ''}|${region}`, () => rawSeriesKey(item, region));
    const parts = item.contributions.map((c) => {
      const dims = dimsKey(c.dims);
      const at = want(`${c.indicator}|${region}|${dims}|${c.scope}|${c.status}|${item.grain}`, () => ({
        indicator: c.indicator,
        region,
        dims: c.dims,
        dimsKey: dims,
        scope: c.scope,
        status: c.status,
        grain: item.grain,
      }));
      return { at, slot: item.slot, num: c.num, den: c.den };
    });
    return { raw, parts };
  });
  const metas = store.series.require(keys);
  const id = (at: number) => (metas[at] as { id: number }).id;
  return items.map((item, i) => {
    const plan = plans[i] as (typeof plans)[number];
    const parts = plan.parts.map((p): StoredPart => ({ series: id(p.at), slot: p.slot, num: p.num, den: p.den }));
    const closed = item.grain === 'minute' && item.slot < packBefore;
    return {
      source: sourceIds.get(item.source) as number,
      id: item.id,
      hash: item.hash,
      series: id(plan.raw),
      at: item.at,
      data: item.json ?? JSON.stringify(item.data),
      parts: closed ? NONE : parts,
      old: closed ? parts : NONE,
    };
  });
}
