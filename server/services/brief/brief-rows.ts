import { type BriefKind, briefSpans, fitsBrief } from '../../core/brief/brief-spans.ts';
import type { Totals } from '../../core/indicator/display.ts';
import type { BriefCell, BriefRow } from '../../wire/brief.ts';
import { MARKS, type Mark } from '../../wire/marks.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { type ByRegion, byRegion, foldRegion, standsAlone } from '../indicator/fold-regions.ts';
import { likeWithLike } from '../indicator/like-with-like.ts';
import { type Picked, pickSeries } from '../indicator/pick-series.ts';
import { readTotals } from '../rollup/read-totals.ts';

/** What was told of a region in a period; `silent` are indicators whose series there are but told nothing of it. */
export type RegionRows = { rows: BriefRow[]; silent: string[]; marks: Mark[] };

/**
 * The figures of regions in a period and in the two it is compared with: three reads, however many regions there are. Each
 * is what its card says of the same span.
 */
export async function briefRows(ctx: FigureCtx, regions: readonly string[], kind: BriefKind, from: number): Promise<Map<string, RegionRows>> {
  const { catalog, store } = ctx;
  const picks = new Map(
    regions.map((region) => {
      const all = [...catalog.indicators.keys()].map((indicator) => pickSeries(store, catalog, { indicator, region }, region));
      return [region, all.filter(({ series: [first] }) => first !== undefined && fitsBrief(kind, first.grain))] as const;
    }),
  );
  const ids = [...new Set([...picks.values()].flat().flatMap(({ series }) => series.map((s) => s.id)))];
  const { span, previous, like } = briefSpans(kind, from, catalog.zone);
  const [now, before, alike] = await Promise.all([span, previous, like].map((s) => readTotals(ctx.db, catalog.zone, ids, s)));
  const totals: Three = { now: now ?? NONE, before: before ?? NONE, alike: alike ?? NONE };
  return new Map([...picks].map(([region, picked]) => [region, regionRows(ctx, region, picked, totals)]));
}

type BySeries = ReadonlyMap<number, Totals>;
type Three = { now: BySeries; before: BySeries; alike: BySeries };
const NONE: BySeries = new Map();

function regionRows(ctx: FigureCtx, region: string, picks: readonly Picked[], totals: Three): RegionRows {
  const rows: BriefRow[] = [];
  const silent: string[] = [];
  const feeds = new Set<number>();
  for (const picked of picks) {
    const own = byRegion(picked, totals.now);
    if (own.size === 0 || (picked.computed && isMissing(ctx, region, picked, own))) {
      silent.push(picked.row.code);
      continue;
    }
    for (const s of picked.series) if (totals.now.has(s.id)) feeds.add(s.feed);
    rows.push(rowOf(ctx, region, picked, own, totals));
  }
  return { rows, silent, marks: MARKS.filter((mark) => [...feeds].some((f) => ctx.feeds.mark(f) === mark)) };
}

/** A computed figure of which a part said nothing is not told, as one that was not told itself. */
function isMissing({ catalog }: FigureCtx, region: string, { row }: Picked, own: ByRegion): boolean {
  const { records, notReported } = foldRegion(row, catalog.tree, own, region);
  return records === 0 && !notReported;
}

function rowOf(ctx: FigureCtx, region: string, picked: Picked, own: ByRegion, { before, alike }: Three): BriefRow {
  const { row, scope, status } = picked;
  const { tree, reportingLevel } = ctx.catalog;
  const { value, num, den, records, notReported } = foldRegion(row, tree, own, region);
  const cells = tree.childrenOf(region).map((child): BriefCell => {
    const f = foldRegion(row, tree, own, child);
    return [child, f.value, f.num, f.den, f.records];
  });
  const due = cells.filter(([child]) => tree.kindOf(child) !== 'offMap');
  const covers = !standsAlone(own, region) && row.additivity.region === 'add' && due.some(([child]) => tree.levelOf(child) === reportingLevel);
  return {
    ...{ code: row.code, scope, status, value, num, den, records, notReported },
    previous: likeWithLike(row, tree, region, own, byRegion(picked, before)),
    like: likeWithLike(row, tree, region, own, byRegion(picked, alike)),
    coverage: covers ? { reporting: due.filter(([, , , , n]) => n > 0).length, of: due.length } : null,
    cells,
  };
}
