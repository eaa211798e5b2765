import type { FlowFilter } from '../../server/core/trade/cube.ts';
import type { FlowDim } from '../../server/core/trade/flow.ts';
import { formatCount, formatNumber, formatPercent, formatValue, type UnitScale, unitScale } from '../ui/format.ts';
import type { Locale } from '../ui/types.ts';
import type { Measure } from './commerce-url.ts';
import { FILTER_DIMS } from './commerce-url.ts';

/** Sums as they are written. Money is kept in 分 and written in 元. Pure. */
const FACTOR: Record<Measure, number> = { value: 100, declarations: 1, parcels: 1 };
const UNITS: Record<Locale, Record<Measure, string>> = {
  'zh-CN': { value: '元', declarations: '票', parcels: '件' },
  en: { value: 'CNY', declarations: 'declarations', parcels: 'parcels' },
};

/** Unit of a panel's values, and how many decimals tell them apart. */
export type PanelScale = UnitScale & { decimals?: number };

/** The one unit for the values of a panel; where the largest is a few of it, two decimals, since the smaller ones would all be alike. */
export function measureScale(measure: Measure, values: Iterable<number>, locale: Locale): PanelScale {
  const plain: number[] = [];
  for (const value of values) plain.push(value / FACTOR[measure]);
  const scale = unitScale(plain, locale);
  return scale.divisor > 1 && Math.max(...plain) < 10 * scale.divisor ? { ...scale, decimals: 2 } : scale;
}

export function measureText(measure: Measure, value: number, locale: Locale, scale?: PanelScale): { text: string; unit: string } {
  const said = formatValue(value / FACTOR[measure], UNITS[locale][measure], { locale, scale });
  return scale?.decimals === undefined ? said : { ...said, text: formatNumber(value / FACTOR[measure] / scale.divisor, scale.decimals) };
}

/** Unit of a panel: 亿元. */
export function measureUnit(measure: Measure, scale: PanelScale, locale: Locale): string {
  return measureText(measure, 0, locale, scale).unit;
}

/** Value with its unit in running text. */
export function measureSaid(measure: Measure, value: number, locale: Locale): string {
  const { text, unit } = measureText(measure, value, locale);
  return `${text} ${unit}`;
}

/** A share or rate: two decimals for small ones, so that 0.86% is not 1%. */
export function rateText(value: number | null, decimals = 2): string {
  return value === null ? '—' : formatPercent(value * 100, decimals);
}

/** A share of a total in a table. */
export const shareText = (share: number): string => formatPercent(share * 100, share > 0 && share < 0.001 ? 2 : 1);

/** Parts of a rate where there is little room: `34 ÷ 3,211`, `4,535 ÷ 62.9 万`. The card has them in full. */
export const partsText = (num: number, den: number): string => `${formatCount(num)} ÷ ${formatCount(den)}`;

/** What is chosen in words: 综试区 深圳；监管方式 9610、9710. Empty where nothing is. */
export function filterText(
  filter: FlowFilter,
  heads: Record<FlowDim, string>,
  name: (dim: FlowDim, code: string) => string,
  between = '；',
  list = '、',
): string {
  return FILTER_DIMS.flatMap((dim) => (filter[dim] ? [`${heads[dim]} ${filter[dim].map((code) => name(dim, code)).join(list)}`] : [])).join(between);
}
