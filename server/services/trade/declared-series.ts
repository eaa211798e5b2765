import type { FlowFilter } from '../../core/trade/cube.ts';
import { DECLARED } from '../event/group-item.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import type { FigureCtx } from '../indicator/figures.ts';

/** Series of the raw declarations of a region's subtree, as far as the filter lets regions pass. */
export function declaredSeries({ store, catalog }: FigureCtx, { region, filter }: { region: string; filter: FlowFilter }): SeriesMeta[] {
  const inside = new Set(catalog.tree.subtree(region));
  return store.series.ofIndicator(`@${DECLARED}`).filter((s) => inside.has(s.region) && (filter.region?.includes(s.region) ?? true));
}
