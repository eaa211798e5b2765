import { type Computed, combine } from '../../core/expression/compile.ts';
import { displayValue } from '../../core/indicator/display.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { FigureCtx } from './figures.ts';
import { type ComputedOwn, type Folded, foldRegion } from './fold-regions.ts';
import { aliveIn } from './pick-series.ts';

/** A part's own figure; `told` is false where it says nothing: no record, and no living source that vouches for a zero. */
export type ToldPart = { row: IndicatorRow; folded: Folded; told: boolean };

/** The parts of a computed figure in a region, each as its own card says it. */
export function toldParts(ctx: FigureCtx, own: ComputedOwn, region: string, live: boolean): ToldPart[] {
  const { tree } = ctx.catalog;
  const inside = new Set(tree.subtree(region));
  return own.parts.map(({ row, own: of }) => {
    const folded = foldRegion(row, tree, of, region);
    const living = () => {
      if (!live || (row.kind !== 'count' && row.kind !== 'sum') || folded.notReported) return false;
      const { state } = aliveIn(ctx.store, ctx.catalog, row, inside, ctx.feeds.cadence, ctx.now());
      return state === 'fresh' || state === 'late';
    };
    return { row, folded, told: folded.records !== 0 || living() };
  });
}

/** The value of a running span: a living part that brought nothing counts as the zero that its own card says. */
export function liveValue(ctx: FigureCtx, row: IndicatorRow, own: ComputedOwn, region: string): number | null {
  const parts = toldParts(ctx, own, region, true);
  if (!parts.every((p) => p.told)) return null;
  const { num, den } = combine(
    own.rule,
    parts.map((p) => p.folded),
  );
  return displayValue(row, num, den, 1);
}

/** Columns of slots: records, and sums of numerators and denominators. */
export type Sums = { n: Float64Array; num: Float64Array; den: Float64Array };

export const noSums = (length: number): Sums => ({ n: new Float64Array(length), num: new Float64Array(length), den: new Float64Array(length) });

/** Columns of a computed figure from those of its parts: a slot in which one part has no record has none, whatever the others say. */
export function joinSums(rule: Computed, parts: readonly Sums[], length: number): Sums {
  const out = noSums(length);
  for (let i = 0; i < length; i++) {
    const pairs = parts.map((p) => ({ num: p.num[i] as number, den: p.den[i] as number }));
    const { num, den } = combine(rule, pairs);
    out.num[i] = num;
    out.den[i] = den;
    out.n[i] = parts.every((p) => p.n[i] !== 0) ? parts.reduce((sum, p) => sum + (p.n[i] as number), 0) : 0;
  }
  return out;
}
