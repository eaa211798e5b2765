import type { FlowFilter } from '../../server/core/trade/cube.ts';
import type { FlowDim, FlowSum } from '../../server/core/trade/flow.ts';
import { formatNumber, formatPercent, formatValue, type UnitScale, unitScale } from '../ui/format.ts';
import type { Locale } from '../ui/types.ts';
import type { Measure } from './commerce-url.ts';
import { FILTER_DIMS } from './commerce-url.ts';
import { RATES, type RateName } from './flow-rows.ts';
import type { CommerceWords } from './messages.ts';

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

/** A rate as its two sums in full. */
export const arithmeticText = (of: RateName, { num, den, value }: { num: number; den: number; value: number | null }, words: CommerceWords): string =>
  `Σ ${words.sumNames[RATES[of].num[0] as FlowSum]} ${formatNumber(num)} ÷ Σ ${words.denNames[of]} ${formatNumber(den)} ＝ ${rateText(value, 4)}`;

/** A share of a total in a table. */
export const shareText = (share: number): string => formatPercent(share * 100, share > 0 && share < 0.001 ? 2 : 1);

/** Parts of a rate where there is little room, both in one unit so that they can be divided: `34 ÷ 3,211`, `2.26 ÷ 328.1 万`. The card has them in full. */
export function partsText(num: number, den: number, locale: Locale = 'zh-CN'): string {
  const { divisor, suffix } = unitScale([den], locale);
  if (divisor === 1) return `${formatNumber(num)} ÷ ${formatNumber(den)}`;
  // Four digits that count, and no more decimals than the rate is written with.
  const short = (n: number) => (n === 0 ? '0' : formatNumber(n / divisor, Math.min(4, Math.max(0, 3 - Math.floor(Math.log10(Math.max(n / divisor, 1e-3)))))));
  return `${short(num)} ÷ ${short(den)}${locale === 'zh-CN' ? ' ' : ''}${suffix}`;
}

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
