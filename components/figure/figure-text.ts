import type { Goal } from '../../server/core/review/goal.ts';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { type Change, formatChange, formatNumber, formatRange, formatValue, PLAIN, type UnitScale, unitScale } from '../ui/format.ts';
import { formatAsOf } from '../ui/format-time.ts';
import type { Locale } from '../ui/types.ts';

/** Words of figures: value, range, target, change. Pure. */

export function figureScale(row: IndicatorRow, values: Iterable<number | null>, locale: Locale): UnitScale {
  // Rates stay as they are; only amounts take 万 and 亿.
  return row.kind === 'ratio' ? PLAIN : unitScale(values, locale);
}

export function figureText(row: IndicatorRow, value: number | null, locale: Locale, scale?: UnitScale): { text: string; unit: string } {
  return formatValue(value, row.unit, { decimals: row.display.decimals, locale, scale: scale ?? figureScale(row, [value], locale) });
}

/** A value with its unit in running text: `3,024 件`, `96.11%`; of no value there is no percent. */
export function withUnit({ text, unit }: { text: string; unit: string }): string {
  if (unit === '%' && text === '—') return text;
  return unit === '%' || unit === '' ? `${text}${unit}` : `${text} ${unit}`;
}

/** Unit of a panel's values with its 万 or 亿, where no single value stands beside it. */
export function scaledUnit(row: IndicatorRow, scale: UnitScale, locale: Locale): string {
  return formatValue(scale.divisor, row.unit, { locale, scale }).unit;
}

const TEN_THOUSAND = 1e4;

/** One unit for a column whose values differ widely: small ones must not all read 0.0 beside a large one. */
export function columnScale(row: IndicatorRow, values: (number | null)[], locale: Locale): UnitScale {
  const scale = figureScale(row, values, locale);
  const top = Math.max(0, ...values.map((v) => Math.abs(v ?? 0)));
  if (scale.divisor === 1 || top / scale.divisor >= 10) return scale;
  return figureScale(row, [scale.divisor > TEN_THOUSAND ? TEN_THOUSAND + 1 : 1], locale);
}

/** `2,300–2,750` in the unit of the value beside it. */
export function rangeText(row: IndicatorRow, range: { low: number | null; high: number | null } | null, scale: UnitScale = PLAIN): string {
  if (!range) return '';
  const decimals = scale.divisor === 1 ? rangeDecimals(row, range) : row.display.decimals;
  const text = formatRange(range.low, range.high, decimals, scale);
  const [low, high] = text.split('–');
  return high !== undefined && low === high ? formatNumber((range.high ?? 0) / scale.divisor, decimals).replace(/^0\.0+$/, '0') : text;
}

// A range of counts is an estimate without decimals of its own, but one below a few is not nothing.
function rangeDecimals(row: IndicatorRow, range: { high: number | null }): number {
  if (row.kind !== 'count') return row.display.decimals;
  return range.high !== null && range.high < 3 ? 1 : 0;
}

const SIGN = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' } as const;

/** `≥ 80`: the region's own target, else the dictionary's that stands without a path, else its first. Null without targets. */
export function targetText(row: IndicatorRow, own: Goal | null = null): string | null {
  const target = own ?? row.targets.find((t) => t.path === null) ?? row.targets[0];
  return target ? `${SIGN[target.comparator]} ${formatNumber(target.value, row.display.decimals)}` : null;
}

/** Whether the target is met; null without value or target. */
export function targetMet(row: IndicatorRow, value: number | null, own: Goal | null = null): boolean | null {
  const target = own ?? row.targets.find((t) => t.path === null) ?? row.targets[0];
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
  if (row.kind === 'ratio') {
    // Where less than the whole is compared, the difference is not that to the value beside it.
    const difference = before.to === undefined || before.change === null ? value - before.value : before.change;
    const change = formatChange(difference, { kind: 'points', direction: row.direction, locale });
    // Points of percent are a word of percents; a score or a rate per million differs in its own unit.
    if (row.unit === '%') return change;
    const size = formatNumber(Math.abs(difference), row.display.decimals);
    const text = `${size} ${row.unit}`.trim();
    // A difference that no digit shows is none, neither good nor bad.
    return Number(size.replaceAll(',', '')) === 0 ? { arrow: '–', text, judgement: null } : { ...change, text, short: undefined };
  }
  if (before.value === 0) return null;
  return formatChange(before.change ?? value / before.value - 1, { kind: 'share', direction: row.direction, locale });
}

/** The label of a comparison; of a running span of which less is over, with where that ends: `环比（截至 3月9日 24:00）`. */
export function comparedLabel(label: string, before: FigureValue['previous'], locale: Locale, timeZone: string): string {
  if (before?.to === undefined) return label;
  const until = formatAsOf(before.to, locale, timeZone);
  return locale === 'zh-CN' ? `${label}（${until}）` : `${label} (${until})`;
}
