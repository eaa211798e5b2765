import { displayValue, type IndicatorMath } from './display.ts';

type Sum = { num: number; den: number; records: number };
/** A part of a figure in two spans; `regions`: how many regions it stands for, 0 for what is of none below. */
export type ComparedPart = { now: Sum; then: Sum; regions: number };
/** `value` is what the compared parts were; `change` a share of it, or of rates the difference in display units. */
export type Compared = { value: number | null; change: number | null; regions: number };

/** Like with like: change over the parts that report in both spans, sums over sums. Null when none does. */
export function compareParts(row: IndicatorMath, parts: readonly ComparedPart[]): Compared | null {
  const both = parts.filter(({ now, then }) => now.records > 0 && then.records > 0);
  if (both.length === 0) return null;
  const total = (of: 'now' | 'then'): number | null => {
    const sum = (field: keyof Sum) => both.reduce((all, part) => all + part[of][field], 0);
    return displayValue(row, sum('num'), sum('den'), sum('records'));
  };
  const regions = both.reduce((all, part) => all + part.regions, 0);
  const [value, now] = [total('then'), total('now')];
  if (value === null || now === null) return { value, change: null, regions };
  return { value, change: row.kind === 'ratio' ? now - value : value === 0 ? null : (now - value) / value, regions };
}
