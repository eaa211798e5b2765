import type { OffsetAt } from '../../server/core/indicator/window.ts';

/** Times as people type them and as the URL carries them, in the profile's zone. Pure. */

const TEXT = /^(\d{4})(?:[-/年.](\d{1,2})月?)?(?:[-/.]?(\d{1,2})日?)?(?:[T ](\d{1,2})(?::(\d{1,2}))?)?$/;

/** Epoch ms of a wall clock reading in the zone of `offset`. */
export function fromWall(local: number, offset: OffsetAt): number {
  return local - offset(local - offset(local));
}

/**
 * The period that a text names: `2019`, `2019-01`, `2019-01-05`, `2019-01-05 08:30`. `to` is exclusive: the end of the
 * year, month, day, hour or minute named. Null when it names none (2019-02-30 too).
 */
export function parsePeriod(text: string, offset: OffsetAt): { from: number; to: number } | null {
  const m = TEXT.exec(text.trim());
  if (!m) return null;
  const parts = m.slice(1).map((x) => (x === undefined ? null : Number(x)));
  const depth = parts.indexOf(null);
  const precision = depth < 0 ? parts.length : depth;
  if (parts.slice(precision).some((x) => x !== null)) return null;
  const [y, mo, d, h, mi] = [parts[0] ?? 0, (parts[1] ?? 1) - 1, parts[2] ?? 1, parts[3] ?? 0, parts[4] ?? 0];
  const start = new Date(Date.UTC(y, mo, d, h, mi));
  const same =
    start.getUTCFullYear() === y && start.getUTCMonth() === mo && start.getUTCDate() === d && start.getUTCHours() === h && start.getUTCMinutes() === mi;
  if (!same) return null;
  const next = [y, mo, d, h, mi];
  next[precision - 1] = (next[precision - 1] ?? 0) + 1;
  const end = Date.UTC(next[0] ?? y, next[1] ?? 0, next[2] ?? 1, next[3] ?? 0, next[4] ?? 0);
  return { from: fromWall(start.getTime(), offset), to: fromWall(end, offset) };
}

/** `2019-01-05T08:30` in the zone. */
export function wallText(at: number, offset: OffsetAt): string {
  return new Date(at + offset(at)).toISOString().slice(0, 16);
}

/** Inverse of wallText; null for anything else. */
export function parseWall(text: string | null, offset: OffsetAt): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  return parsePeriod(text, offset)?.from ?? null;
}

/** The coarsest grain at which a span has at least about a dozen points and at most some hundreds. */
export function grainOf(span: { from: number; to: number }): 'minute' | 'hour' | 'day' | 'month' {
  const hours = (span.to - span.from) / 3_600_000;
  if (hours <= 6) return 'minute';
  if (hours <= 24 * 8) return 'hour';
  return hours <= 24 * 200 ? 'day' : 'month';
}
