import { DAY, type Grain, HOUR, MINUTE, nextPeriod, type OffsetAt, periodStart, type WindowName, weeksBehind } from './window.ts';

type Span = { from: number; to: number };
/** A part of a span and the span before that it is compared with, of the same length or both a whole period. */
export type ComparedPair = { part: Span; before: Span };

/** What `previous` is told of: the span before, or the same weekdays of the fewest whole weeks before that lie outside the span. */
export type Against = 'before' | 'week';

const WEEK = 7 * DAY;

/** The least that a source tells at once. */
export type Step = Grain | 'quarter';
const COARSE = ['year', 'quarter', 'month', 'day', 'hour'] as const;

/** What a source's slots hold at least, or what its cadence says where that is coarser: a part of it is compared with nothing. */
export function tellingStep(grain: string, cadenceMs: number): Step {
  const due = cadenceMs >= 360 * DAY ? 'year' : cadenceMs >= 28 * DAY ? 'month' : cadenceMs >= DAY ? 'day' : cadenceMs >= HOUR ? 'hour' : 'minute';
  return COARSE.find((step) => step === grain || step === due) ?? 'minute';
}

function stepStart(at: number, step: Exclude<Step, 'minute'>, zone: OffsetAt): number {
  if (step !== 'quarter') return periodStart(at, step, zone);
  const month = periodStart(at, 'month', zone);
  return startsBefore(month, new Date(month + zone(month)).getUTCMonth() % 3, 'month', zone);
}

/**
 * What of a span is compared, with the span before and with a year before (环比, 同比). A span that is over is compared as a
 * whole. Of one that runs it is what is over, in whole steps of its source, with the same part of the one before: a month
 * or a year never with more days than the earlier one has. Null while no step of it is over.
 */
export function comparedSpans(
  { from, to }: Span,
  { window, against, step, now, zone }: { window: WindowName | undefined; against: Against; step: Step; now: number; zone: OffsetAt },
): { previous: ComparedPair; yearAgo: ComparedPair } | null {
  const over = to <= now;
  const end = over ? to : Math.min(to, step === 'minute' ? Math.ceil(now / MINUTE) * MINUTE : stepStart(now, step, zone));
  if (end <= from) return null;
  const shift = (ms: number): ComparedPair => ({ part: { from, to: end }, before: { from: from - ms, to: end - ms } });
  const like = (start: number, until: number): ComparedPair => {
    if (over) return { part: { from, to }, before: { from: start, to: until } };
    const length = Math.min(end - from, until - start);
    return { part: { from, to: from + length }, before: { from: start, to: start + length } };
  };
  const period = against === 'week' ? null : calendarOf({ from, to }, window, zone);
  const yearBefore = startsBefore(from, period === 'year' ? 1 : 12, period ?? 'month', zone);
  return {
    previous: period
      ? like(periodStart(from - 1, period, zone), from)
      : shift(against === 'week' ? weeksBehind({ from, to }) * WEEK : window === 'today' ? DAY : to - from),
    yearAgo: period ? like(yearBefore, nextPeriod(yearBefore, period, zone)) : shift(yearBack(from)),
  };
}

/** Month or year, of a span that is one, or of the running one. */
function calendarOf({ from, to }: Span, window: WindowName | undefined, zone: OffsetAt): 'month' | 'year' | null {
  if (window === 'month' || window === 'year') return window;
  if (window !== undefined) return null;
  return (['month', 'year'] as const).find((p) => periodStart(from, p, zone) === from && nextPeriod(from, p, zone) === to) ?? null;
}

function startsBefore(from: number, count: number, period: 'month' | 'year', zone: OffsetAt): number {
  let start = from;
  for (let i = 0; i < count; i++) start = periodStart(start - 1, period, zone);
  return start;
}

function yearBack(at: number): number {
  const then = new Date(at);
  then.setUTCFullYear(then.getUTCFullYear() - 1);
  return at - then.getTime();
}
