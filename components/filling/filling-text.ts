import { formatAsOf, wallTime } from '../ui/format-time.ts';
import type { Locale } from '../ui/types.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026年2月`, `2026年第3季度`, `2026年`. Pure. */
export function periodText(period: string, locale: Locale): string {
  const [year = '', part] = period.split('-');
  const zh = locale === 'zh-CN';
  if (part === undefined) return zh ? `${year}年` : year;
  if (part.startsWith('Q')) return zh ? `${year}年第${part.slice(1)}季度` : `${part} ${year}`;
  return zh ? `${year}年${Number(part)}月` : `${MONTHS[Number(part) - 1]} ${year}`;
}

/** The head of a column: the part of the year, and the year where it begins. */
export function periodHead(period: string, locale: Locale): string {
  const [year = '', part] = period.split('-');
  if (part === undefined) return locale === 'zh-CN' ? `${year}年` : year;
  const name = part.startsWith('Q') ? part : locale === 'zh-CN' ? `${Number(part)}月` : (MONTHS[Number(part) - 1] ?? part);
  return `${year.slice(2)}-${name}`;
}

/** `12月5日 24:00`: an instant at midnight is the end of the day before. */
export function instantText(at: number, locale: Locale, timeZone: string, now: number): string {
  return formatAsOf(at, locale, timeZone, now).replace(/^(截至|as of) /, '');
}

const two = (n: number) => String(n).padStart(2, '0');

/** A local day for a field: the end of it is what is meant. */
export function dayField(at: number, timeZone: string): string {
  const t = wallTime(at - 1, timeZone);
  return `${t.year}-${two(t.month)}-${two(t.day)}`;
}

/** What was typed as a number; undefined for nothing, NaN for what is none. */
export function numberOf(text: string): number | undefined {
  const plain = text.replaceAll(/[,，\s]/g, '');
  if (plain === '') return undefined;
  return /^[-−]?\d+(\.\d+)?$/.test(plain) ? Number(plain.replace('−', '-')) : Number.NaN;
}
