import { reportsWhole } from '../../core/indicator/own-report.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import type { Slots } from '../../core/rollup/codec.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import type { Picked } from './pick-series.ts';

type Reports = Pick<Picked, 'row' | 'scope' | 'series'>;

/** The regions above one, up to and with `region`, in which it is looked for. */
function above(tree: RegionTree, at: string, region: string): string[] {
  if (at === region) return [];
  const up = tree.lineage(at).slice(1);
  return up.slice(0, up.indexOf(region) + 1);
}

/**
 * Whether what a region told in a slot counts for the region that is asked. Of figures that authorities report
 * (reportsWhole) it does not where a region above it, up to the one asked, told the same slot; all else always counts.
 */
export function countsAmong(tree: RegionTree, region: string, { row, scope, series }: Reports, told: (region: string, i: number) => boolean) {
  if (!reportsWhole(row, scope, series[0]?.grain)) return () => true;
  return (at: string, i: number) => !above(tree, at, region).some((up) => told(up, i));
}

/** The same of slots that were read. */
export function countsIn(tree: RegionTree, region: string, reports: Reports, slots: ReadonlyMap<number, Slots>) {
  const by = new Map<string, SeriesMeta[]>();
  for (const s of reports.series) by.set(s.region, [...(by.get(s.region) ?? []), s]);
  return countsAmong(tree, region, reports, (at, i) => by.get(at)?.some((s) => (slots.get(s.id)?.n[i] ?? 0) > 0) ?? false);
}
