import type { Locale } from './types.ts';

/** Times in words. All take epoch milliseconds and the time zone; nothing reads a clock. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const EN_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const ZH_DAYS = ['日', '一', '二', '三', '四', '五', '六'];

export type WallTime = { year: number; month: number; day: number; weekday: number; hour: number; minute: number; second: number };

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string): Intl.DateTimeFormat {
  let f = formatters.get(timeZone);
  if (!f) {
    f = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, f);
  }
  return f;
}

/** Zones change their offset at whole quarters of an hour, and all offsets are such. */
const QUARTER_MS = 900_000;
/** The newest quarter that was asked for, by zone, and its offset: a clock asks for the same one 900 times. */
const offsets = new Map<string, { quarter: number; ms: number }>();

/** How far a zone is ahead of UTC at an instant, ms. */
function offsetAt(at: number, timeZone: string): number {
  const quarter = Math.floor(at / QUARTER_MS);
  const known = offsets.get(timeZone);
  if (known?.quarter === quarter) return known.ms;
  const read = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const part of formatter(timeZone).formatToParts(quarter * QUARTER_MS)) {
    if (part.type in read) read[part.type as keyof typeof read] = Number(part.value);
  }
  const ms = Date.UTC(read.year, read.month - 1, read.day, read.hour, read.minute, read.second) - quarter * QUARTER_MS;
  offsets.set(timeZone, { quarter, ms });
  return ms;
}

/** Calendar fields of an instant in a time zone; weekday 0 is Sunday. */
export function wallTime(at: number, timeZone: string = ZONE): WallTime {
  const wall = new Date(at + offsetAt(at, timeZone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    weekday: wall.getUTCDay(),
  };
}

const two = (n: number) => String(n).padStart(2, '0');

/** `14:29` */
export function formatTime(at: number, timeZone: string = ZONE): string {
  const t = wallTime(at, timeZone);
  return `${two(t.hour)}:${two(t.minute)}`;
}

/** `14:32:08` */
export function formatClock(at: number, timeZone: string = ZONE): string {
  const t = wallTime(at, timeZone);
  return `${two(t.hour)}:${two(t.minute)}:${two(t.second)}`;
}

/** `6月16日`, `Jun 16`; with `now`, the year too when it is another one's: `2025年6月16日`, `Jun 16, 2025`. */
export function formatDay(at: number, locale: Locale = 'zh-CN', timeZone: string = ZONE, now?: number): string {
  const t = wallTime(at, timeZone);
  if (now !== undefined && wallTime(now, timeZone).year !== t.year)
    return locale === 'zh-CN' ? `${t.year}年${t.month}月${t.day}日` : `${EN_MONTHS[t.month - 1]} ${t.day}, ${t.year}`;
  return locale === 'zh-CN' ? `${t.month}月${t.day}日` : `${EN_MONTHS[t.month - 1]} ${t.day}`;
}

/** `6月16日 周二`, `Tue Jun 16` */
export function formatDate(at: number, locale: Locale = 'zh-CN', timeZone: string = ZONE): string {
  const { weekday } = wallTime(at, timeZone);
  const day = formatDay(at, locale, timeZone);
  return locale === 'zh-CN' ? `${day} 周${ZH_DAYS[weekday]}` : `${EN_DAYS[weekday]} ${day}`;
}

/** Age of a value: `12 秒前`, `3 分前`, `5 时前`, `2 天前`. Never below 0. */
export function formatAge(ms: number, locale: Locale = 'zh-CN'): string {
  const age = Math.max(0, ms);
  const zh = locale === 'zh-CN';
  if (age < MINUTE) return zh ? `${Math.floor(age / SECOND)} 秒前` : `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return zh ? `${Math.floor(age / MINUTE)} 分前` : `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return zh ? `${Math.floor(age / HOUR)} 时前` : `${Math.floor(age / HOUR)} h ago`;
  return zh ? `${Math.floor(age / DAY)} 天前` : `${Math.floor(age / DAY)} d ago`;
}

/** A length of time: `6 天`, `5 时`, `1 时 42 分`, `50 分`, `40 秒`; with `seconds`: `50 分 02 秒`. */
export function formatSpan(ms: number, options: { seconds?: boolean; locale?: Locale } = {}): string {
  const zh = (options.locale ?? 'zh-CN') === 'zh-CN';
  const [d, h, m, s] = zh ? ['天', '时', '分', '秒'] : ['d', 'h', 'min', 's'];
  const span = Math.abs(ms);
  if (span >= DAY) return `${Math.floor(span / DAY)} ${d}`;
  const hours = Math.floor(span / HOUR);
  const minutes = Math.floor((span % HOUR) / MINUTE);
  const seconds = Math.floor((span % MINUTE) / SECOND);
  if (options.seconds) {
    const head = hours > 0 ? `${hours} ${h} ${two(minutes)} ${m}` : minutes > 0 ? `${minutes} ${m}` : '';
    return head === '' ? `${seconds} ${s}` : `${head} ${two(seconds)} ${s}`;
  }
  if (hours >= 5 || (hours > 0 && minutes === 0)) return `${hours} ${h}`;
  if (hours > 0) return `${hours} ${h} ${minutes} ${m}`;
  return minutes > 0 ? `${minutes} ${m}` : `${seconds} ${s}`;
}

/** Remaining time of a clock: `42 分`, or `超 2 时` once it is over. */
export function formatRemaining(ms: number, options: { seconds?: boolean; locale?: Locale } = {}): string {
  const span = formatSpan(ms, options);
  if (ms >= 0) return span;
  return options.locale === 'en' ? `over by ${span}` : `超 ${span}`;
}

/** `14:29 起`; with the day when it is not today's: `6月15日 14:29 起`. */
export function formatSince(at: number, now: number, locale: Locale = 'zh-CN', timeZone: string = ZONE): string {
  const time = formatTime(at, timeZone);
  const today = formatDay(at, locale, timeZone) === formatDay(now, locale, timeZone) && Math.abs(now - at) < DAY;
  const stamp = today ? time : `${formatDay(at, locale, timeZone, now)} ${time}`;
  return locale === 'zh-CN' ? `${stamp} 起` : `since ${stamp}`;
}

/** `截至 5月31日 24:00`: midnight belongs to the day it ends. `now` as for formatDay. */
export function formatAsOf(at: number, locale: Locale = 'zh-CN', timeZone: string = ZONE, now?: number): string {
  const t = wallTime(at, timeZone);
  const midnight = t.hour === 0 && t.minute === 0;
  const day = formatDay(midnight ? at - 1 : at, locale, timeZone, now);
  return `${locale === 'zh-CN' ? '截至' : 'as of'} ${day} ${midnight ? '24:00' : formatTime(at, timeZone)}`;
}

/** Longest week, month and year, as a duration of the dictionary counts them. */
const PERIODS = [
  { ms: 366 * DAY, zh: '每年', en: 'every year' },
  { ms: 31 * DAY, zh: '每月', en: 'every month' },
  { ms: 7 * DAY, zh: '每周', en: 'every week' },
];

/** Cadence of a series in words: `每 1 分`, `每 10 分`, `每 5 时`, `每年`. */
export function formatCadence(ms: number, locale: Locale = 'zh-CN'): string {
  const period = PERIODS.find((p) => p.ms === ms);
  if (period) return locale === 'zh-CN' ? period.zh : period.en;
  return locale === 'zh-CN' ? `每 ${formatSpan(ms)}` : `every ${formatSpan(ms, { locale })}`;
}
