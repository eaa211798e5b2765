import type { Locale } from './types.ts';

/** Numbers in words: one unit a panel, digits grouped, fixed decimals. Pure; no clock. */

const MINUS = '−';
const ZH_UNITS: UnitScale[] = [
  { divisor: 1e8, suffix: '亿' },
  { divisor: 1e4, suffix: '万' },
];
const EN_UNITS: UnitScale[] = [
  { divisor: 1e9, suffix: 'B' },
  { divisor: 1e6, suffix: 'M' },
  { divisor: 1e4, suffix: 'K' },
];

/** Factor and word that every number of a panel shares; `divisor` 1 has no word. */
export type UnitScale = { divisor: number; suffix: string };
export const PLAIN: UnitScale = { divisor: 1, suffix: '' };

/** The one unit for the values of a panel: full digits up to 9,999, else 万 or 亿 by the largest. */
export function unitScale(values: Iterable<number | null>, locale: Locale = 'zh-CN'): UnitScale {
  let top = 0;
  for (const v of values) if (v !== null && Number.isFinite(v)) top = Math.max(top, Math.abs(v));
  if (Math.round(top) <= 9999) return PLAIN;
  const unit = (locale === 'zh-CN' ? ZH_UNITS : EN_UNITS).find((u) => top >= u.divisor) ?? PLAIN;
  return unit.suffix === 'K' ? { divisor: 1e3, suffix: 'K' } : unit;
}

/** Digits with commas and fixed decimals, a true minus sign, no unit. */
export function formatNumber(value: number, decimals = 0): string {
  const text = Math.abs(value).toFixed(decimals);
  const dot = text.indexOf('.');
  const whole = dot < 0 ? text : text.slice(0, dot);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (dot < 0 ? '' : text.slice(dot));
  return value < 0 && Number(text) !== 0 ? MINUS + grouped : grouped;
}

/** A value under a panel's unit: `{text: '20.3', unit: '万件'}`. In 万 or 亿 one decimal below 1,000 of them, none above. */
export function formatValue(
  value: number | null,
  unit: string,
  options: { decimals?: number; scale?: UnitScale; locale?: Locale } = {},
): { text: string; unit: string } {
  const { decimals = 0, locale = 'zh-CN' } = options;
  if (value === null) return { text: '—', unit };
  const scale = options.scale ?? unitScale([value], locale);
  if (scale.divisor === 1) return { text: formatNumber(value, decimals), unit };
  const scaled = value / scale.divisor;
  const text = formatNumber(scaled, Math.abs(scaled) >= 999.95 ? 0 : 1);
  return { text, unit: locale === 'zh-CN' ? scale.suffix + unit : `${scale.suffix} ${unit}`.trim() };
}

/** A count in running text: `9,420`, `28.6 万`. */
export function formatCount(value: number | null, locale: Locale = 'zh-CN'): string {
  const { text, unit } = formatValue(value, '', { locale });
  return unit === '' ? text : `${text}${locale === 'zh-CN' ? ' ' : ''}${unit}`;
}

/** `99.24%` */
export function formatPercent(value: number, decimals = 1): string {
  return `${formatNumber(value, decimals)}%`;
}

/** Difference of two rates, without sign (the arrow says it): `0.06 个百分点`. */
export function formatPoints(change: number, decimals = 2, locale: Locale = 'zh-CN'): string {
  return `${formatNumber(Math.abs(change), decimals)} ${locale === 'zh-CN' ? '个百分点' : 'pp'}`;
}

/** Expected or target range: `2,300–2,750`, `≥ 80`, `≤ 5.00`; empty when unbounded. */
export function formatRange(low: number | null, high: number | null, decimals = 0, scale: UnitScale = PLAIN): string {
  const d = scale.divisor === 1 ? decimals : 1;
  const say = (v: number) => formatNumber(v / scale.divisor, d);
  if (low !== null && high !== null) return `${say(low)}–${say(high)}`;
  if (low !== null) return `≥ ${say(low)}`;
  return high === null ? '' : `≤ ${say(high)}`;
}

/** A comparison: arrow and size are one thing, good or bad another. `change` is a share (0.21) or points. */
export type Change = {
  arrow: '▲' | '▼' | '–';
  text: string /** Without the unit, for where it has no room. */;
  short?: string;
  judgement: 'good' | 'bad' | null;
};
export function formatChange(
  change: number,
  options: { kind: 'share' | 'points'; direction: 'up' | 'down' | 'none'; decimals?: number; locale?: Locale },
): Change {
  const { kind, direction, locale = 'zh-CN' } = options;
  const text = kind === 'share' ? formatPercent(Math.abs(change) * 100, options.decimals ?? 0) : formatPoints(change, options.decimals ?? 2, locale);
  const unitless = kind === 'points' ? { short: formatNumber(Math.abs(change), options.decimals ?? 2) } : {};
  const still = Number(text.replace(/[^\d.]/g, '')) === 0;
  if (still) return { arrow: '–', text, ...unitless, judgement: null };
  const up = change > 0;
  const judgement = direction === 'none' ? null : (direction === 'up') === up ? 'good' : 'bad';
  return { arrow: up ? '▲' : '▼', text, ...unitless, judgement };
}

/** Masks all but the first character of a name and the ends of a number with full-width stars. */
export function maskMiddle(text: string, head: number, tail: number): string {
  const chars = [...text];
  const hidden = Math.max(0, chars.length - head - tail);
  return chars.slice(0, head).join('') + '＊'.repeat(hidden) + (tail > 0 ? chars.slice(chars.length - tail).join('') : '');
}
