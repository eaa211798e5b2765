/**
 * Spans of time that figures are asked for. The same rules run on the server and in the browser, so that a number
 * on the wall and the card behind it mean the same minutes.
 */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export type WindowName = 'PT10M' | 'PT1H' | 'PT24H' | 'today' | 'month' | 'year';

/** Offset of `timeZone` at instant `at`, in milliseconds east of UTC. */
export type OffsetAt = (at: number) => number;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Offset function of an IANA zone, exact at every instant (also across daylight-saving changes). */
export function zoneOffset(timeZone: string): OffsetAt {
  let format = formatters.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, format);
  }
  const parts = format;
  // One hour of the same offset is asked for thousands of times; zones change on whole quarter hours.
  const cache = new Map<number, number>();
  return (at) => {
    const key = Math.floor(at / 900_000);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const p = Object.fromEntries(parts.formatToParts(new Date(key * 900_000)).map((x) => [x.type, Number(x.value)]));
    const local = Date.UTC(p.year as number, (p.month as number) - 1, p.day as number, p.hour as number, p.minute as number, p.second as number);
    const offset = local - key * 900_000;
    if (cache.size > 20_000) cache.clear();
    cache.set(key, offset);
    return offset;
  };
}

export type Grain = 'minute' | 'hour' | 'day' | 'month' | 'year';

/** Start (epoch ms) of the period of `grain` that contains `at`, in the zone of `offset`. */
export function periodStart(at: number, grain: Grain, offset: OffsetAt): number {
  if (grain === 'minute') return Math.floor(at / MINUTE) * MINUTE;
  // Straight from the instant: in autumn the same local hour comes twice, and each is an hour of its own.
  if (grain === 'hour') return Math.floor((at + offset(at)) / HOUR) * HOUR - offset(at);
  const local = new Date(at + offset(at));
  const y = local.getUTCFullYear();
  const m = grain === 'year' ? 0 : local.getUTCMonth();
  const d = grain === 'year' || grain === 'month' ? 1 : local.getUTCDate();
  return fromLocal(Date.UTC(y, m, d), offset);
}

/** Start of the next period after the one that contains `at`. */
export function nextPeriod(at: number, grain: Grain, offset: OffsetAt): number {
  const start = periodStart(at, grain, offset);
  if (grain === 'minute') return start + MINUTE;
  if (grain === 'hour') return start + HOUR;
  const local = new Date(start + offset(start));
  const y = local.getUTCFullYear();
  const m = local.getUTCMonth();
  const d = local.getUTCDate();
  if (grain === 'day') return fromLocal(Date.UTC(y, m, d + 1), offset);
  if (grain === 'month') return fromLocal(Date.UTC(y, m + 1, 1), offset);
  return fromLocal(Date.UTC(y + 1, 0, 1), offset);
}

/** First instant whose local time is `local` (a midnight), or the end of the gap that swallowed it. */
function fromLocal(local: number, offset: OffsetAt): number {
  const before = local - offset(local - DAY);
  const after = local - offset(local + DAY);
  const [first, second] = before < after ? [before, after] : [after, before];
  if (first + offset(first) === local) return first;
  return second + offset(second) === local ? second : before;
}

/**
 * The half-open span of a window at `now`. Rolling windows end with the current minute; PT24H starts on a
 * ten-minute mark, so that it can be summed from ten-minute parts; calendar windows end with the current minute too.
 */
export function windowSpan(window: WindowName, now: number, offset: OffsetAt): { from: number; to: number } {
  const to = Math.floor(now / MINUTE) * MINUTE + MINUTE;
  if (window === 'PT10M') return { from: to - 10 * MINUTE, to };
  if (window === 'PT1H') return { from: to - 60 * MINUTE, to };
  if (window === 'PT24H') return { from: Math.floor((to - DAY) / (10 * MINUTE)) * 10 * MINUTE, to };
  return { from: periodStart(now, window === 'today' ? 'day' : window, offset), to };
}

const WEEK = 7 * DAY;

/** Whole weeks that a span lies behind itself, the fewest without an overlap; a day that is an hour longer makes no week more. */
export const weeksBehind = ({ from, to }: { from: number; to: number }): number => Math.max(1, Math.ceil((to - from - HOUR) / WEEK));
