import { displayValue } from '../../server/core/indicator/display.ts';
import { type Judgement, judge, measureOf, type SeverityRule } from '../../server/core/indicator/severity.ts';
import { durationMs, freshness } from '../../server/core/indicator/staleness.ts';
import type { Coverage, FigureValue, Freshness } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';

/** Totals of a window out of the live lane; `at` is when the newest of them arrived. */
export type LiveParts = { n: number; num: number; den: number; at: number | null /** Start of the newest minute with a total. */; minute?: number | null };

/** A figure as the screen shows it now: live totals over the last answer's context. */
export type Shown = {
  row: IndicatorRow;
  value: number | null;
  num: number;
  den: number;
  records: number;
  state: Freshness;
  /** Newest arrival. */
  lastAt: number | null;
  /** Newest event, from which a silence is counted, as coverage counts it. */
  eventAt: number | null;
  expected: { low: number | null; high: number | null } | null;
  judgement: Judgement | null;
  coverage: Coverage | null;
  notReported: boolean;
  /** How often its source is due. */
  cadenceMs: number;
  base: FigureValue | null;
  /** Totals come from the live lane. */
  live: boolean;
};

/** `below` the level that reports; `vouched`: the place above reports, so that silence here is a zero. */
export type Place = { below: boolean; vouched: boolean };
const REPORTING: Place = { below: false, vouched: false };

/**
 * Folds the live totals over the answer of the last read.
 * @param now null when a past span is looked at: the past does not age.
 * @param place where the figure is of: below the level that reports, other things prove it alive.
 */
export function show(row: IndicatorRow, base: FigureValue | null, live: LiveParts | null, now: number | null, place: Place = REPORTING): Shown {
  const parts = live && (live.n > 0 || base === null || base.records === 0) ? live : null;
  const num = parts?.num ?? base?.num ?? 0;
  const den = parts?.den ?? base?.den ?? 0;
  const records = parts?.n ?? base?.records ?? 0;
  // A difference between two reads is no reason to lose a value that the server computed by other rules.
  const read = parts && parts.n > 0 ? displayValue(row, num, den, records) : (base?.value ?? null);
  const value = read === null && place.vouched && (row.kind === 'count' || row.kind === 'sum') ? 0 : read;
  const lastAt = newest(base?.arrivedAt ?? base?.asOf ?? null, live?.at ?? null);
  const expected = usable(base?.expected ?? null, place.below);
  const state = place.vouched && value !== null ? 'fresh' : stateOf(row, base, value, lastAt, live?.at ?? null, now);
  const quiet = state === 'stale' || state === 'dead' || state === 'no_data' || state === 'not_connected';
  return {
    row,
    value,
    num,
    den,
    records,
    state,
    lastAt,
    eventAt: newest(base?.asOf ?? null, live?.minute ?? null) ?? lastAt,
    expected,
    judgement: quiet ? null : judge(value, expected, severityRule(row), row.kind === 'count' ? (value ?? 0) : den),
    coverage: base?.coverage ?? null,
    notReported: base?.notReported ?? false,
    cadenceMs: cadenceOf(row, base),
    base,
    live: parts !== null,
  };
}

/** Actual ÷ the middle of the expected range; null when nothing is expected. */
export function expectedRatio(shown: Shown | null | undefined): number | null {
  const range = shown?.expected;
  if (!shown || shown.value === null || !range) return null;
  const middle = range.low !== null && range.high !== null ? (range.low + range.high) / 2 : (range.low ?? range.high ?? 0);
  return middle > 0 ? shown.value / middle : null;
}

export function severityRule(row: IndicatorRow): SeverityRule {
  return { direction: row.direction, measure: measureOf(row.kind, row.display.factor) };
}

/** Nothing to nothing is knowledge where the past was told place by place, and none below that. */
function usable(range: Shown['expected'], below: boolean): Shown['expected'] {
  return below && range && range.low === 0 && range.high === 0 ? null : range;
}

function newest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}

function stateOf(
  row: IndicatorRow,
  base: FigureValue | null,
  value: number | null,
  lastAt: number | null,
  liveAt: number | null,
  now: number | null,
): Freshness {
  if (value === null) return base?.state === 'not_connected' ? 'not_connected' : 'no_data';
  if (now === null) return 'fresh';
  // Whether a rare event's source lives is known by another series, which the server has looked at.
  if (row.aliveBy !== null && base) return base.state === 'no_data' ? 'fresh' : base.state;
  if (liveAt === null && base && base.asOf === null) return base.state;
  return freshness(lastAt, cadenceOf(row, base), now);
}

/** The feed's own interval as the server read it; the dictionary's while nothing was read. */
function cadenceOf(row: IndicatorRow, base: FigureValue | null): number {
  return base?.cadenceMs ?? durationMs(row.cadence);
}
