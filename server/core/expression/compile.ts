import type { IndicatorMath } from '../indicator/display.ts';
import { addLinear, decimal, type Fraction, fraction, type Linear, linearOf, refKey, scaleLinear, times } from './linear.ts';
import { parseExpression, type Ref, type Side } from './parse.ts';

/** `denominator` makes it a ratio: a sum over a sum. */
export type Expressions = { numerator: string; denominator?: string };
export type ComputedRow = IndicatorMath & { computed?: Expressions };
export type Dictionary<R extends ComputedRow = ComputedRow> = ReadonlyMap<string, R>;

/** `times` the part's numerator or denominator, scaled integers all. */
export type Term = { leaf: number; side: 'num' | 'den'; times: number };
/** A computed indicator over those that are told: both sides are sums of their parts, so that they fold as the parts do. */
export type Computed = { leaves: readonly string[]; num: readonly Term[]; den: readonly Term[] };

/** What a formula is made of when every computed part is replaced by its own. @throws NotAnExpression, NotLinear, Error (a cycle, an unknown code) */
export function expand(text: string, dictionary: Dictionary, path: readonly string[] = []): Linear {
  const own = linearOf(parseExpression(text));
  let out: Linear = { terms: new Map(), constant: own.constant };
  for (const { ref, times: by } of own.terms.values()) out = addLinear(out, scaleLinear(expandRef(ref, dictionary, path), by));
  return out;
}

function expandRef(ref: Ref, dictionary: Dictionary, path: readonly string[]): Linear {
  if (path.includes(ref.code)) throw new Error(`${[...path.slice(path.indexOf(ref.code)), ref.code].join(' → ')} is a circle`);
  const row = dictionary.get(ref.code);
  if (!row) throw new Error(`indicator ${ref.code} is not in the dictionary`);
  const text = row.computed && (ref.side === 'den' ? row.computed.denominator : row.computed.numerator);
  // A figure is what its card shows: the display factor of a count belongs to it.
  const factor = ref.side === 'whole' ? exactFactor(row.display.factor) : fraction(1, 1);
  if (text !== undefined) return scaleLinear(expand(text, dictionary, [...path, ref.code]), factor);
  return { terms: new Map([[refKey(ref), { ref, times: factor }]]), constant: fraction(0, 1) };
}

const exactFactor = (factor: number): Fraction => decimal(factor.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 15 }));

/** How often a part's scaled integer counts in the row's, and null where that is no whole number. */
export function scaledTimes(by: Fraction, row: { scale: number }, leaf: { scale: number }): number | null {
  const shift = row.scale - leaf.scale;
  const { p, q } = times(by, shift >= 0 ? fraction(10 ** shift, 1) : fraction(1, 10 ** -shift));
  return q === 1 ? p : null;
}

/**
 * The rule of a computed row; null for a row that is told.
 * @throws Error when the row has a fault, which checkComputed names
 */
export function compile(row: ComputedRow, dictionary: Dictionary): Computed | null {
  if (!row.computed) return null;
  const leaves: string[] = [];
  const side = (text: string): Term[] =>
    [...expand(text, dictionary, [row.code]).terms.values()].map(({ ref, times: by }) => {
      const leaf = dictionary.get(ref.code) as ComputedRow;
      const scaled = scaledTimes(by, row, leaf);
      if (scaled === null) throw new Error(`${row.code}: scale ${row.scale} does not hold ${ref.code} exactly`);
      if (!leaves.includes(ref.code)) leaves.push(ref.code);
      return { leaf: leaves.indexOf(ref.code), side: sideOf(ref.side), times: scaled };
    });
  const num = side(row.computed.numerator);
  const den = row.computed.denominator === undefined ? [] : side(row.computed.denominator);
  return { leaves, num, den };
}

const sideOf = (side: Side): 'num' | 'den' => (side === 'den' ? 'den' : 'num');

export type Pair = { num: number; den: number };

/** The pair of a computed figure from its parts' pairs, in the order of `leaves`. */
export function combine(rule: Computed, pairs: readonly Pair[]): Pair {
  const sum = (terms: readonly Term[]) => terms.reduce((all, t) => all + t.times * (pairs[t.leaf] as Pair)[t.side], 0);
  return { num: sum(rule.num), den: sum(rule.den) };
}

const kept = new WeakMap<object, { rule: Computed | null; behind: readonly (readonly [string, ComputedRow | undefined])[] }>();

/** compile(), remembered for as long as the rows that it was made from are the dictionary's. */
export function computedOf(row: ComputedRow, dictionary: Dictionary): Computed | null {
  if (!row.computed) return null;
  const known = kept.get(row);
  if (known?.behind.every(([code, then]) => dictionary.get(code) === then)) return known.rule;
  const rule = compile(row, dictionary);
  const behind = new Map<string, ComputedRow | undefined>();
  gather(row, dictionary, behind);
  kept.set(row, { rule, behind: [...behind] });
  return rule;
}

/** Codes that a row names, in the order in which they are named. @throws NotAnExpression, NotLinear */
export function refsOf({ computed }: { computed?: Expressions }): Ref[] {
  if (!computed) return [];
  const texts = computed.denominator === undefined ? [computed.numerator] : [computed.numerator, computed.denominator];
  return texts.flatMap((text) => [...linearOf(parseExpression(text)).terms.values()].map(({ ref }) => ref));
}

function gather(row: ComputedRow, dictionary: Dictionary, into: Map<string, ComputedRow | undefined>): void {
  for (const { code } of refsOf(row)) {
    const part = dictionary.get(code);
    if (into.has(code)) continue;
    into.set(code, part);
    if (part) gather(part, dictionary, into);
  }
}
