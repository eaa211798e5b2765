import type { Attention } from '../../server/core/review/attention.ts';
import { keeps } from '../../server/core/review/goal.ts';
import type { ReviewGrain } from '../../server/wire/review.ts';
import { figureText, withUnit } from '../figure/figure-text.ts';
import { formatNumber, formatPoints } from '../ui/format.ts';
import { wallTime } from '../ui/format-time.ts';
import type { Locale } from '../ui/types.ts';
import type { ReviewWords } from './messages.ts';
import type { ReviewItem } from './review-model.ts';

/** Words of the review's figures. Pure. */

type Held = Pick<ReviewItem, 'def'> & Partial<Pick<ReviewItem, 'goal' | 'label'>>;

/** A value and its unit, with as many digits as keep it on its side of what is due: 9.46 is not 9.5 where 9.5 is due. */
export function valueParts({ def, goal = null }: Held, value: number, locale: Locale): { text: string; unit: string } {
  let { decimals } = def.display;
  if (goal && !keeps(goal, value)) while (decimals < 6 && keeps(goal, Number(value.toFixed(decimals)))) decimals++;
  return figureText({ ...def, display: { ...def.display, decimals } }, value, locale);
}

export const valueText = (item: Held, value: number | null, locale: Locale): string => (value === null ? '—' : withUnit(valueParts(item, value, locale)));

/** A distance in the unit of the value: points for percents. Digits enough that a distance is never said to be nothing. */
export function gapText({ def }: Pick<ReviewItem, 'def'>, gap: number, locale: Locale): string {
  const size = Math.abs(gap);
  let decimals = def.display.decimals;
  while (decimals < 6 && size > 1e-9 && Number(size.toFixed(decimals)) === 0) decimals++;
  if (def.unit === '%') return formatPoints(size, decimals, locale);
  return def.kind === 'ratio' || size < 10_000 ? `${formatNumber(size, decimals)} ${def.unit}`.trim() : valueText({ def }, size, locale);
}

/** A value that is due, as it is printed: no decimals of its own where it has none. */
export function dueText({ def }: Pick<ReviewItem, 'def'>, value: number): string {
  const decimals = Number.isInteger(value) ? 0 : Math.max(1, Math.min(def.display.decimals, 4));
  return withUnit({ text: formatNumber(value, decimals), unit: def.unit });
}

/** Why there is no value, in one word. */
export function missingText({ row, def }: Pick<ReviewItem, 'row' | 'def'>, words: ReviewWords): string {
  if (row.notReported) return words.notReportedHere;
  if (def.from.length === 0 && !def.computed) return words.notReported;
  return row.state === 'not_connected' ? words.notConnected : words.noData;
}

/** Name of the period that starts at an instant. */
export function periodText(at: number, grain: ReviewGrain, words: ReviewWords, timeZone: string): string {
  const { year, month } = wallTime(at, timeZone);
  if (grain === 'year') return words.yearName(year);
  return grain === 'quarter' ? words.quarterName(year, Math.ceil(month / 3)) : words.monthName(year, month);
}

/** Regions that a line names. */
const NAMED = 3;

export type AttentionTextParts = { title: string; why: string; who: string };

/** What is wrong, why it is said, and whose it is, from the facts alone. */
export function attentionText(
  a: Attention,
  item: Held,
  to: {
    words: ReviewWords;
    locale: Locale;
    regionName: (adcode: string) => string;
    day: (at: number) => string;
    /** Name of the period so many before the one that is told; null where it is not known. */
    since?: (back: number) => string | null;
  },
): AttentionTextParts {
  const { words, locale } = to;
  const name = item.label ?? item.def.shortName;
  const list = (parts: string[]) => parts.join(locale === 'zh-CN' ? '、' : ', ');
  const small = (text: string, few: number | null | undefined) => (few ? words.smallPlace(text, formatNumber(few)) : text);
  const said = (value: number | null) => valueText(item, value, locale);
  const gap = gapText(item, a.gap, locale);
  const lines: string[] = [];
  let title = name;
  if (a.kind === 'off_target' || a.kind === 'off_range') {
    title = (a.kind === 'off_target' ? words.offTarget : words.offRange)(name, small(said(a.value), a.few), a.own);
    if (a.due) lines.push(words.pastDue(a.due));
    if (a.bound !== null) lines.push((a.side === 'below' ? words.boundBelow : words.boundAbove)(dueText(item, a.bound), gap));
    if (a.run > 1) lines.push(words.inRow(a.run, to.since?.(a.run - 1) ?? null));
  } else if (a.kind === 'off_trend' && a.pace) {
    title = words.behindPace(name, gap);
    lines.push(words.dueBy(said(a.pace.value), a.bound === null ? '—' : dueText(item, a.bound)));
  } else if (a.kind === 'off_trend') {
    title = words.offCourse(name, said(a.value));
    if (a.expected) lines.push(words.courseRange(said(a.expected.low), said(a.expected.high)));
  } else if (a.kind === 'stale') {
    title = words.staleTitle(name);
    lines.push(a.lastAt === null ? words.staleNever : words.staleSince(to.day(a.lastAt)));
  } else {
    title = words.revisedTitle(name, said(a.was?.value ?? null), said(a.value));
  }
  if (a.regions.length > 0) {
    const worst = a.regions.slice(0, NAMED).map((r) => small(words.placeValue(to.regionName(r.region), said(r.value)), r.few));
    lines.push(words.places(list(worst), a.regions.length));
  } else if (a.lowest && a.lowest.length > 0) {
    const worst = a.lowest.slice(0, NAMED).map((r) => words.placeValue(to.regionName(r.region), said(r.value)));
    lines.push((a.side === 'below' ? words.lowest : words.highest)(list(worst)));
  }
  if (a.also.length > 0) lines.push(words.also(list(a.also.map((k) => words.kinds[k]))));
  return { title, why: lines.join(locale === 'zh-CN' ? '；' : '; '), who: item.def.responsible ?? words.responsibleUnknown };
}
