import type { DerivedIndicator } from '../indicator/derive.ts';
import { takesLast } from '../indicator/display.ts';

/** Grains of periods that are filled in by hand. */
export const FILLING_GRAINS = ['month', 'quarter', 'year'] as const;
export type FillingGrain = (typeof FILLING_GRAINS)[number];

/** Statuses of a value of one period. They stand side by side, each a series of its own, and are never added. */
export const FILLING_STATUSES = ['preliminary', 'formal', 'revised'] as const;
export type FillingStatus = (typeof FILLING_STATUSES)[number];

/** A status that is asked for, and within how many days after the end of the period. */
export type Ask = { readonly status: FillingStatus; readonly amount: number; readonly unit: 'natural_day' | 'working_day' };

/** Who fills in what: one indicator of one region, each period from `from` to `until` (both inclusive, by their names). */
export type Duty = {
  readonly id: number;
  readonly indicator: string;
  readonly region: string;
  readonly department: string;
  readonly grain: FillingGrain;
  readonly asks: readonly Ask[];
  readonly from: string;
  readonly until: string | null;
  /** Days before the due instant at which a reminder is noted; 0 = none before it. */
  readonly remindDays: number;
};

/** The most days that a due rule may say. */
export const MOST_DAYS = 400;

/**
 * Whether an indicator is filled in by hand: it is told by observation alone, and its newest value stands for the period.
 * What events count would be counted twice.
 */
export function takesFilling(row: DerivedIndicator): boolean {
  const kind = row.kind === 'manual' || row.kind === 'ratio' || row.kind === 'gauge';
  return kind && row.from.length === 0 && row.reportedAt.length > 0 && takesLast(row);
}

export type DutyFault = 'indicator' | 'level' | 'asks' | 'days' | 'from' | 'until' | 'remind';

/** The first thing that is wrong with a duty; null when it can be asked. `level` is its region's. */
export function dutyFault(duty: Omit<Duty, 'id'>, row: DerivedIndicator | undefined, level: string): DutyFault | null {
  if (!row || !takesFilling(row)) return 'indicator';
  if (!row.reportedAt.includes(level)) return 'level';
  const statuses = new Set(duty.asks.map((a) => a.status));
  if (duty.asks.length === 0 || statuses.size !== duty.asks.length) return 'asks';
  if (duty.asks.some((a) => !Number.isInteger(a.amount) || a.amount < 1 || a.amount > MOST_DAYS)) return 'days';
  if (!isPeriod(duty.grain, duty.from)) return 'from';
  if (duty.until !== null && (!isPeriod(duty.grain, duty.until) || duty.until < duty.from)) return 'until';
  return Number.isInteger(duty.remindDays) && duty.remindDays >= 0 && duty.remindDays <= 60 ? null : 'remind';
}

const NAMES: Record<FillingGrain, RegExp> = { month: /^20\d\d-(0[1-9]|1[0-2])$/, quarter: /^20\d\d-Q[1-4]$/, year: /^20\d\d$/ };

/** Whether a text names a period of the grain: 2026-11, 2026-Q3, 2026. Names of one grain are in the order of time. */
export function isPeriod(grain: FillingGrain, name: string): boolean {
  return NAMES[grain].test(name);
}
