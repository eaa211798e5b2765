export type Freshness = 'fresh' | 'late' | 'stale' | 'dead' | 'no_data' | 'not_connected';

/**
 * How a series with a declared cadence looks at `now`: past the cadence it is late, at twice stale, at five times
 * dead. `lastAt` null = it never reported.
 */
export function freshness(lastAt: number | null, cadenceMs: number, now: number): Freshness {
  if (lastAt === null) return 'no_data';
  const age = now - lastAt;
  if (age < cadenceMs) return 'fresh';
  if (age < 2 * cadenceMs) return 'late';
  return age < 5 * cadenceMs ? 'stale' : 'dead';
}

/** A silent source is one whose figures no longer stand for now. */
export function isSilent(state: Freshness): boolean {
  return state === 'stale' || state === 'dead' || state === 'no_data' || state === 'not_connected';
}

const UNITS: Record<string, number> = { D: 86_400_000, W: 7 * 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 };

/** Milliseconds of an ISO 8601 duration (PT5M, P1D, P1M = 31 days, P1Y = 366 days). @throws Error when it is none. */
export function durationMs(text: string): number {
  const m = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!m || text === 'P' || text.endsWith('T')) throw new Error(`${text} is not a duration such as PT5M or P1D`);
  const [, y, mo, w, d, h, mi, s] = m.map((x) => Number(x ?? 0)) as [number, number, number, number, number, number, number, number];
  const day = UNITS.D as number;
  return y * 366 * day + mo * 31 * day + w * 7 * day + d * day + h * 3_600_000 + mi * 60_000 + s * 1_000;
}
