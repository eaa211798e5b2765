const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Totals by start of hour (epoch ms). */
export type Hourly = ReadonlyMap<number, number>;

/**
 * What a span usually brings: for every hour of it the median of the same weekday's hour in the last `weeks` weeks,
 * whole or in the part that the span covers, ± the declared tolerance. Few events scatter by themselves: the margin
 * is never under twice the root of the expected count. Values are in the unit of `hourly`.
 * @returns null where fewer than three of the weeks have a record.
 */
export function expectedRange(
  hourly: Hourly,
  span: { from: number; to: number },
  rule: { weeks: number; tolerance: number; counts: boolean },
  firstKnown: number,
): { low: number; high: number; middle: number } | null {
  let middle = 0;
  for (let hour = Math.floor(span.from / HOUR) * HOUR; hour < span.to; hour += HOUR) {
    const usual = usualHour(hourly, hour, rule.weeks, firstKnown);
    if (usual === null) return null;
    const share = (Math.min(span.to, hour + HOUR) - Math.max(span.from, hour)) / HOUR;
    middle += usual * share;
  }
  const margin = Math.max(rule.tolerance * middle, rule.counts ? 2 * Math.sqrt(middle) : 0);
  return { low: Math.max(0, middle - margin), high: middle + margin, middle };
}

function usualHour(hourly: Hourly, hour: number, weeks: number, firstKnown: number): number | null {
  const seen: number[] = [];
  for (let w = 1; w <= weeks; w++) {
    const at = hour - w * WEEK;
    if (at >= firstKnown) seen.push(hourly.get(at) ?? 0);
  }
  if (seen.length < 3) return null;
  seen.sort((a, b) => a - b);
  const mid = seen.length >> 1;
  return seen.length % 2 ? (seen[mid] as number) : ((seen[mid - 1] as number) + (seen[mid] as number)) / 2;
}
