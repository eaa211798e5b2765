import { combine, type Pair } from '../../core/expression/compile.ts';
import { type Ref, tokensOf } from '../../core/expression/parse.ts';
import { displayValue } from '../../core/indicator/display.ts';
import type { ComputedCard, ComputedPart, ComputedSide, FigureValue } from '../../wire/figure.ts';
import { toldParts } from './computed.ts';
import type { FigureCtx, Read } from './figures.ts';
import { ComputedOwn } from './fold-regions.ts';
import { indicatorOf, partsOf } from './pick-series.ts';

/** How a computed figure is made, in the words of its expression and with the values of its parts; null for one that is told. */
export function computedCard(ctx: FigureCtx, { picked: { row }, own, span }: Read, figure: FigureValue): ComputedCard | null {
  if (!row.computed || !(own instanceof ComputedOwn)) return null;
  const now = ctx.now();
  const leaves = new Map(toldParts(ctx, own, figure.query.region, span.to >= now - 60_000).map((part) => [part.row.code, part]));
  const parts: ComputedPart[] = [];
  const partOf = (ref: Ref): number => {
    const known = parts.findIndex((p) => p.code === ref.code && p.side === ref.side);
    if (known >= 0) return known;
    const part = indicatorOf(ctx.catalog, ref.code);
    const rule = partsOf(ctx.catalog, part)?.rule;
    const told = (rule?.leaves ?? [part.code]).map((code) => leaves.get(code));
    const pairs = told.map((leaf): Pair => leaf?.folded ?? { num: 0, den: 0 });
    const { num, den } = rule ? combine(rule, pairs) : (pairs[0] as Pair);
    const there = told.every((leaf) => leaf?.told);
    const unscaled = (n: number) => (there ? n / 10 ** part.scale : null);
    const whole = ref.side === 'whole';
    parts.push({
      code: ref.code,
      side: ref.side,
      name: (ref.side === 'num' ? part.numeratorName : ref.side === 'den' ? part.denominatorName : null) ?? part.name,
      unit: whole ? part.unit : '',
      decimals: whole ? part.display.decimals : part.scale,
      value: whole ? (there ? displayValue(part, num, den, 1) : null) : unscaled(ref.side === 'num' ? num : den),
    });
    return parts.length - 1;
  };
  const side = (text: string, scaled: number): ComputedSide => ({
    tokens: tokensOf(text).map((token) => (token.kind === 'ref' ? { part: partOf(token) } : { text: token.text })),
    value: figure.value === null ? null : scaled / 10 ** row.scale,
  });
  const numerator = side(row.computed.numerator, figure.num);
  const denominator = row.computed.denominator === undefined ? null : side(row.computed.denominator, figure.den);
  return { parts, numerator, denominator };
}
