/** The parts of a dictionary row that arithmetic needs. */
export type IndicatorMath = {
  code: string;
  kind: 'count' | 'sum' | 'ratio' | 'gauge' | 'manual';
  scale: number;
  display: { decimals: number; factor: number };
  additivity: { region: 'add' | 'last' | 'none'; time: 'add' | 'last' | 'none' };
};

/** Totals of a series over some time: integers scaled by 10^scale; `last*` belong to the newest event. */
export type Totals = { n: number; num: number; den: number; lastAt: number | null; lastNum: number; lastDen: number };

export const NO_TOTALS: Totals = { n: 0, num: 0, den: 0, lastAt: null, lastNum: 0, lastDen: 0 };

/** A newest value stands for the whole period; everything else is summed. */
export function takesLast(row: IndicatorMath): boolean {
  return row.kind === 'gauge' || row.kind === 'manual' || row.additivity.time !== 'add';
}

/** The pair that the figure is made of: sums, or the newest value's pair. */
export function pairOf(row: IndicatorMath, t: Totals): { num: number; den: number } {
  return takesLast(row) ? { num: t.lastNum, den: t.lastDen } : { num: t.num, den: t.den };
}

/** Display value of a pair: Σ numerators ÷ Σ denominators for a ratio, the unscaled sum or value else; null = no data (no record, or none of a computed figure's part). */
export function displayValue(row: IndicatorMath, num: number, den: number, records: number): number | null {
  if (records === 0) return null;
  if (row.kind === 'ratio') return den === 0 ? null : (num / den) * row.display.factor;
  return (num / 10 ** row.scale) * row.display.factor;
}

/**
 * A number as a scaled integer.
 * @returns null when it has more decimals than the scale keeps, or leaves the exact range of integers.
 */
export function scaled(value: number, scale: number): number | null {
  const factor = 10 ** scale;
  const exact = value * factor;
  const whole = Math.round(exact);
  if (!Number.isSafeInteger(whole)) return null;
  // What a double can be off by: a millionth of a unit, and for large values their own rounding.
  return Math.abs(exact - whole) <= Math.max(1e-6, Math.abs(exact) * 4e-16) ? whole : null;
}
