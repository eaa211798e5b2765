import type { IndicatorRow } from '../../wire/profile.ts';
import type { SeriesMeta, SeriesRegistry } from './series-registry.ts';

/** Series of raw events that may count in an indicator in the given regions: its own observations and its event types. */
export function rawSeriesOf(
  series: SeriesRegistry,
  catalog: { indicators: ReadonlyMap<string, IndicatorRow> },
  indicator: string,
  regions: readonly string[],
): SeriesMeta[] {
  const wanted = new Set(regions);
  const row = catalog.indicators.get(indicator);
  const names = [`@${indicator}`, ...new Set((row?.from ?? []).map((rule) => `@${rule.event}`))];
  return names.flatMap((name) => series.ofIndicator(name).filter((s) => wanted.has(s.region)));
}
