import type { FigureValue } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { type Change, formatChange, formatNumber, formatRange, formatValue, PLAIN, type UnitScale, unitScale } from '../ui/format.ts';
import type { Locale } from '../ui/types.ts';

/** Words of figures: value, range, target, change. Pure. */

export function figureScale(row: IndicatorRow, values: Iterable<number | null>, locale: Locale): UnitScale {
  // Rates stay as they are; only amounts take 万 and 亿.
  return row.kind === 'ratio' ? PLAIN : unitScale(values, locale);
}

export function figureText(row: IndicatorRow, value: number | null, locale: Locale, scale?: UnitScale): { text: string; unit: string } {
  return formatValue(value, row.unit, { decimals: row.display.decimals, locale, scale: scale ?? figureScale(row, [value], locale) });
}

/** `2,300–2,750` in the unit of the value beside it. */
export function rangeText(row: IndicatorRow, range: { low: number | null; high: number | null } | null, scale: UnitScale = PLAIN): string {
  return range ? formatRange(range.low, range.high, scale.divisor === 1 ? rangeDecimals(row) : row.display.decimals, scale) : '';
}

// A range of counts is an estimate: it has no decimals of its own.
function rangeDecimals(row: IndicatorRow): number {
  return row.kind === 'count' ? 0 : row.display.decimals;
}

const SIGN = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' } as const;

/** `≥ 80`: the target that stands without a path, else the first. Null without targets. */
export function targetText(row: IndicatorRow): string | null {
  const target = row.targets.find((t) => t.path === null) ?? row.targets[0];
  return target ? `${SIGN[target.comparator]} ${formatNumber(target.value, row.display.decimals)}` : null;
}

/** Whether the target is met; null without value or target. */
export function targetMet(row: IndicatorRow, value: number | null): boolean | null {
  const target = row.targets.find((t) => t.path === null) ?? row.targets[0];
  if (!target || value === null) return null;
  switch (target.comparator) {
    case '>=':
      return value >= target.value;
    case '<=':
      return value <= target.value;
    case '>':
      return value > target.value;
    case '<':
      return value < target.value;
    case '=':
      return value === target.value;
  }
}

/** A comparison with an earlier span: points for rates, a share for amounts. Null when there is nothing to compare. */
export function changeText(row: IndicatorRow, value: number | null, before: FigureValue['previous'], locale: Locale): Change | null {
  if (!before || before.value === null || value === null) return null;
  if (row.kind === 'ratio') return formatChange(value - before.value, { kind: 'points', direction: row.direction, locale });
  if (before.value === 0) return null;
  return formatChange(before.change ?? value / before.value - 1, { kind: 'share', direction: row.direction, locale });
}
