import { nextPeriod, type OffsetAt } from '../core/indicator/window.ts';
import { parseTime } from '../ingest/import/parse-time.ts';
import { UsageError } from './command.ts';

const UNIT: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** 90s, 5m, 1h, 7d or ISO 8601 (PT5M, P1D), in milliseconds. @throws UsageError */
export function durationOf(option: string, value: string): number {
  const short = /^(\d+)([smhd])$/.exec(value);
  if (short) return Number(short[1]) * (UNIT[short[2] as string] as number);
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(value);
  const [, d, h, m, s] = (iso ?? []).map((part) => Number(part ?? 0));
  const ms = iso ? (d ?? 0) * 86_400_000 + (h ?? 0) * 3_600_000 + (m ?? 0) * 60_000 + (s ?? 0) * 1_000 : 0;
  if (ms === 0) throw new UsageError(`--${option} ${value} is not a duration such as 5m, 1h, P1D`);
  return ms;
}

/** A day is meant to its end, in the profile's zone; with a clock it is that instant. @throws UsageError */
export function untilOf(value: string, zone: OffsetAt): number {
  const at = parseTime(value, zone);
  if (at === null) throw new UsageError(`--until ${value} is not a date such as 2027-12-31`);
  return /[:T]/.test(value) ? at : nextPeriod(at, 'day', zone);
}

/** @throws UsageError */
export function wholeOf(option: string, value: string): number {
  if (!/^\d{1,12}$/.test(value)) throw new UsageError(`--${option} ${value} is not a whole number`);
  return Number(value);
}

/** A number above 0. @throws UsageError */
export function positiveOf(option: string, value: string): number {
  const number = Number(value);
  if (!(number > 0) || !Number.isFinite(number)) throw new UsageError(`--${option} ${value} is not a number above 0`);
  return number;
}

/** Ids given as words. @throws UsageError */
export function idsOf(words: readonly string[]): number[] {
  const wrong = words.find((word) => !/^\d{1,15}$/.test(word));
  if (wrong !== undefined) throw new UsageError(`${wrong} is not an id`);
  return words.map(Number);
}

export const listOf = (value: string): string[] => value.split(/[,，\s]+/).filter((part) => part !== '');
