import { briefAttention, type OwnTargets } from '../../core/brief/brief-attention.ts';
import { type BriefKind, briefEnd } from '../../core/brief/brief-spans.ts';
import { ownTargetsOf } from '../../core/indicator/live-dictionary.ts';
import type { BriefContent } from '../../wire/brief.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { aliveIn } from '../indicator/pick-series.ts';
import { briefRows } from './brief-rows.ts';

/** What briefs of regions say of a period, by region, as it is known now. One about which nothing was told has no rows. */
export async function composeBriefs(ctx: FigureCtx, regions: readonly string[], kind: BriefKind, from: number): Promise<Map<string, BriefContent>> {
  const { tree, indicators, zone } = ctx.catalog;
  const told = await briefRows(ctx, regions, kind, from);
  return new Map(
    [...told].map(([region, { rows, silent, marks }]) => {
      const inside = new Set(tree.subtree(region));
      const stateOf = (code: string) => {
        const row = indicators.get(code);
        if (!row) throw new Error(`indicator ${code} is not in the dictionary`);
        const { state, lastAt } = aliveIn(ctx.store, ctx.catalog, row, inside, ctx.feeds.cadence, ctx.now());
        return { state, lastAt };
      };
      const own: OwnTargets = (code, at) => ownTargetsOf(ctx.catalog, code, at);
      const judged = briefAttention(rows, indicators, { region, own, to: briefEnd(kind, from, zone), dated: kind === 'month', zone, stateOf });
      return [region, { rows, ...judged, silent, marks }];
    }),
  );
}
