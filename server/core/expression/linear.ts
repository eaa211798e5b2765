import type { Node, Ref } from './parse.ts';

/** An exact fraction in lowest terms, `q` positive. */
export type Fraction = { p: number; q: number };
/** What an expression is: so many times each figure, and a number besides. */
export type Linear = { terms: ReadonlyMap<string, { ref: Ref; times: Fraction }>; constant: Fraction };

/** An expression that does not add: what of it, for the words of a fault. */
export class NotLinear extends Error {
  readonly why: 'product' | 'quotient' | 'zero' | 'inexact';
  constructor(why: NotLinear['why'], message: string) {
    super(message);
    this.why = why;
  }
}

const ZERO: Fraction = { p: 0, q: 1 };
const ONE: Fraction = { p: 1, q: 1 };

export const refKey = ({ code, side }: Ref): string => `${side} ${code}`;

/** @throws NotLinear when it leaves what integers hold exactly */
export function fraction(p: number, q: number): Fraction {
  if (!Number.isSafeInteger(p) || !Number.isSafeInteger(q)) throw new NotLinear('inexact', 'a number of the expression has too many digits to be exact');
  let [a, b] = [Math.abs(p), Math.abs(q)];
  while (b !== 0) [a, b] = [b, a % b];
  const by = (a || 1) * (q < 0 ? -1 : 1);
  return { p: p / by || 0, q: q / by };
}

/** A decimal number, exactly. @throws NotLinear */
export function decimal(text: string): Fraction {
  const [whole = '0', part = ''] = text.split('.');
  return fraction(Number(whole + part), 10 ** part.length);
}

export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.p * b.p, a.q * b.q);
const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.p * b.q + b.p * a.q, a.q * b.q);

/** @throws NotLinear where figures are multiplied or divided by one another: such a figure is no sum of its parts */
export function linearOf(node: Node): Linear {
  if (node.kind === 'number') return { terms: new Map(), constant: decimal(node.text) };
  if (node.kind === 'ref') return { terms: new Map([[refKey(node), { ref: { code: node.code, side: node.side }, times: ONE }]]), constant: ZERO };
  const [left, right] = [linearOf(node.left), linearOf(node.right)];
  if (node.op === '+') return addLinear(left, right);
  if (node.op === '−') return addLinear(left, scaleLinear(right, { p: -1, q: 1 }));
  if (node.op === '×') {
    if (left.terms.size > 0 && right.terms.size > 0)
      throw new NotLinear('product', `${names(left)} × ${names(right)} is a product of figures: it does not add over regions or time`);
    return left.terms.size > 0 ? scaleLinear(left, right.constant) : scaleLinear(right, left.constant);
  }
  if (right.terms.size > 0)
    throw new NotLinear('quotient', `÷ ${names(right)} divides by a figure: put it into the denominator, so that it folds as a sum over a sum`);
  if (right.constant.p === 0) throw new NotLinear('zero', 'the expression divides by zero');
  return scaleLinear(left, fraction(right.constant.q, right.constant.p));
}

export function addLinear(a: Linear, b: Linear): Linear {
  const terms = new Map(a.terms);
  for (const [key, term] of b.terms) {
    const known = terms.get(key);
    terms.set(key, { ref: term.ref, times: known ? plus(known.times, term.times) : term.times });
  }
  return { terms, constant: plus(a.constant, b.constant) };
}

export function scaleLinear(a: Linear, by: Fraction): Linear {
  const terms = [...a.terms].map(([key, term]) => [key, { ref: term.ref, times: times(term.times, by) }] as const);
  return { terms: new Map(terms), constant: times(a.constant, by) };
}

const names = ({ terms }: Linear): string => [...terms.values()].map(({ ref }) => `[${ref.code}]`).join(', ');
