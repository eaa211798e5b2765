const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Totals by start of hour (epoch ms). */
export type Hourly = ReadonlyMap<number, number>;

/**
 * What a span usually brings: for every hour of it the median of the same weekday's hour in the last `weeks` weeks,
 * whole or in the part that the span covers, ± the declared tolerance. Few events scatter by themselves: the margin
 * is never under twice the root of the expected count. Values are in the unit of `hourly`.
 * `weeks` is how many weeks the hour with the fewest has behind it.
 * @returns null where fewer than three of the weeks have a record.
 */
export function expectedRange(
  hourly: Hourly,
  span: { from: number; to: number },
  rule: { weeks: number; tolerance: number; counts: boolean },
  firstKnown: number,
): { low: number; high: number; middle: number; weeks: number } | null {
  let middle = 0;
  let weeks = rule.weeks;
  for (let hour = Math.floor(span.from / HOUR) * HOUR; hour < span.to; hour += HOUR) {
    const usual = usualHour(hourly, hour, rule.weeks, firstKnown);
    if (usual === null) return null;
    const share = (Math.min(span.to, hour + HOUR) - Math.max(span.from, hour)) / HOUR;
    middle += usual.middle * share;
    weeks = Math.min(weeks, usual.weeks);
  }
  const margin = Math.max(rule.tolerance * middle, rule.counts ? 2 * Math.sqrt(middle) : 0);
  return { low: Math.max(0, middle - margin), high: middle + margin, middle, weeks };
}

function usualHour(hourly: Hourly, hour: number, weeks: number, firstKnown: number): { middle: number; weeks: number } | null {
  const seen: number[] = [];
  for (let w = 1; w <= weeks; w++) {
    const at = hour - w * WEEK;
    if (at >= firstKnown) seen.push(hourly.get(at) ?? 0);
  }
  if (seen.length < 3) return null;
  return { middle: median(seen), weeks: seen.length };
}

/** The middle of some numbers, of two middle ones their mean; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const mid = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[mid] as number) : ((sorted[mid - 1] as number) + (sorted[mid] as number)) / 2;
}
