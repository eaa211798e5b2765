import type { StandingOf } from '../core/volume/standing.ts';
import type { Verdict } from '../core/volume/unusual.ts';
import type { Span } from './figure.ts';

/** What an hour of a weekday usually brings: the middle of the past weeks and the margin around it, in display units. */
export type UsualHour = { low: number; middle: number; high: number /** Weeks behind it. */; weeks: number };

/** One hour of a day; `value` null: nothing was recorded, or the hour has not begun. */
export type HourRow = {
  from: number;
  to: number;
  value: number | null;
  records: number;
  /** It still runs: value and usual are of the part that is over. */
  running: boolean;
  usual: UsualHour | null;
  stands: StandingOf | null;
};

/** A day by hours against the same weekday and hours of the weeks before it. */
export type DayHours = {
  span: Span;
  now: number;
  /** How many weeks are looked at; 0: the dictionary declares no usual for this figure. */
  weeks: number;
  hours: HourRow[];
};

/** One value of a dimension against its own past; what is not known yet is null. */
export type UnusualRow = {
  key: string;
  name: string;
  count: number;
  records: number;
  usual: number | null;
  low: number | null;
  high: number | null;
  /** Count ÷ usual; null where nothing is usual. */
  times: number | null;
  excess: number | null;
  /** Past spans behind the usual. */
  periods: number;
  /** `young`: too few past spans; `small`: too few cases to say anything. */
  verdict: Verdict;
};

export type UnusualItems = {
  span: Span;
  /** Until when the span is over: the past spans are read to the same instant of theirs. */
  until: number;
  /** How far apart the past spans lie, in weeks, and how many are looked at. */
  stepWeeks: number;
  periods: number;
  rule: { fewest: number; least: number; tolerance: number; deviations: number };
  /** Unusual ones first, by the size of the difference; at most `most`. */
  rows: UnusualRow[];
  /** Values beyond `most` that were left out. */
  left: number;
};
