/**
 * A forecast by plain means, each of which can be done again by hand:
 * - `damped`: Holt's linear trend, damped. level = a·x + (1−a)(level + d·trend), trend = b·(level − last level) +
 *   (1−b)·d·trend; a, b and d from a fixed grid, by the least squared error of one step ahead.
 * - `seasonal`: the value of the same season a year before, and as much again as the last year changed on its average.
 * The one with the smaller error in the backtest is taken. Backtest: from each of the last origins the method is fitted to
 * what was known then and its errors are kept by how many steps they look ahead. The interval of a step is the 80%
 * quantile of those errors, never narrower than the step before; steps further than any error grow with the root.
 */
export type Forecast = {
  method: 'damped' | 'seasonal';
  points: { value: number; low: number; high: number }[];
  /** Errors of the backtest one step ahead: mean absolute, the same as a share of the values, and how many. */
  error: { mae: number; mape: number | null; tries: number };
};

/** Points that a forecast needs at least; a backtest of fewer says nothing. */
export const FEWEST_POINTS = 12;
/** What the interval is said to hold. */
export const FORECAST_LEVEL = 0.8;

const FIRST_ORIGIN = 4;
const MOST_ORIGINS = 24;
const FEWEST_ERRORS = 5;
const LEVELS = [0.1, 0.3, 0.5, 0.8, 1];
const TRENDS = [0, 0.1, 0.3, 0.6];
const DAMPINGS = [0.8, 0.9, 0.98, 1];

export type ForecastOptions = { season?: number; low?: number; high?: number };

/** The unbroken run of values at the end: what a gap is made of nobody knows. */
export function lastRun(values: readonly (number | null)[]): number[] {
  const run: number[] = [];
  for (let i = values.length - 1; i >= 0; i--) {
    const v = values[i];
    if (v === null || v === undefined || !Number.isFinite(v)) break;
    run.unshift(v);
  }
  return run;
}

/**
 * The next `steps` values after an evenly spaced series; null when its last unbroken run has fewer than FEWEST_POINTS.
 * `season` is the number of points of a year; `low` and `high` are bounds that no value can leave.
 */
export function forecast(values: readonly (number | null)[], steps: number, options: ForecastOptions = {}): Forecast | null {
  const x = lastRun(values);
  if (x.length < FEWEST_POINTS || steps < 1) return null;
  const { season = 12, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = options;
  const damped = backtest(x, steps, holt, FIRST_ORIGIN);
  let method: Forecast['method'] = 'damped';
  let { errors } = damped;
  let ahead = holt(x, steps);
  if (x.length >= 2 * season + FEWEST_ERRORS + 1) {
    const seasonal = (y: readonly number[], n: number) => seasonalDrift(y, n, season);
    const tried = backtest(x, steps, seasonal, 2 * season + 1);
    // Judged at the same origins, or the younger method would be spared the hard ones.
    const fair = backtest(x, steps, holt, 2 * season + 1);
    if (meanOf(tried.errors) < meanOf(fair.errors)) {
      method = 'seasonal';
      errors = tried.errors;
      ahead = seasonal(x, steps);
    }
  }
  const half = halves(errors, steps);
  const clip = (v: number) => Math.min(high, Math.max(low, v));
  const first = errors[0] ?? [];
  const tail = x.slice(-first.length);
  const size = tail.reduce((sum, v) => sum + Math.abs(v), 0) / Math.max(1, tail.length);
  const mae = mean(first);
  return {
    method,
    points: ahead.map((v, h) => ({ value: clip(v), low: clip(v - (half[h] as number)), high: clip(v + (half[h] as number)) })),
    error: { mae, mape: size > 0 ? mae / size : null, tries: first.length },
  };
}

type Method = (x: readonly number[], steps: number) => number[];

function holt(x: readonly number[], steps: number): number[] {
  let best = { error: Number.POSITIVE_INFINITY, level: 0, trend: 0, damping: 1 };
  for (const damping of DAMPINGS) {
    for (const b of TRENDS) {
      for (const a of LEVELS) {
        const run = smooth(x, a, b, damping);
        if (run.error < best.error) best = { ...run, damping };
      }
    }
  }
  const out: number[] = [];
  let { level, trend } = best;
  for (let h = 0; h < steps; h++) {
    trend *= best.damping;
    level += trend;
    out.push(level);
  }
  return out;
}

function smooth(x: readonly number[], a: number, b: number, damping: number): { error: number; level: number; trend: number } {
  let level = x[0] as number;
  // The first slope is that of the first three points, which a single odd one turns less.
  let trend = x.length > 2 ? ((x[2] as number) - (x[0] as number)) / 2 : (x[1] as number) - (x[0] as number);
  let error = 0;
  for (let i = 1; i < x.length; i++) {
    const due = level + damping * trend;
    const miss = (x[i] as number) - due;
    error += miss * miss;
    const next = due + a * miss;
    trend = b * (next - level) + (1 - b) * damping * trend;
    level = next;
  }
  return { error, level, trend };
}

function seasonalDrift(x: readonly number[], steps: number, season: number): number[] {
  const n = x.length;
  const year = x.slice(n - season);
  const before = x.slice(n - 2 * season, n - season);
  const drift = mean(year) - mean(before);
  return Array.from({ length: steps }, (_, h) => (year[h % season] as number) + drift * (Math.floor(h / season) + 1));
}

/** Absolute errors by steps ahead. */
function backtest(x: readonly number[], steps: number, method: Method, first: number): { errors: number[][] } {
  const errors: number[][] = Array.from({ length: steps }, () => []);
  for (let origin = Math.max(first, x.length - MOST_ORIGINS); origin < x.length; origin++) {
    const told = method(x.slice(0, origin), Math.min(steps, x.length - origin));
    for (const [h, v] of told.entries()) errors[h]?.push(Math.abs((x[origin + h] as number) - v));
  }
  return { errors };
}

function halves(errors: readonly number[][], steps: number): number[] {
  const out: number[] = [];
  let known = 0;
  for (let h = 0; h < steps; h++) {
    const here = errors[h] ?? [];
    const last = out[h - 1] ?? 0;
    if (here.length >= FEWEST_ERRORS) {
      known = h + 1;
      out.push(Math.max(last, quantile(here, FORECAST_LEVEL)));
    } else out.push((out[known - 1] ?? 0) * Math.sqrt((h + 1) / Math.max(1, known)));
  }
  return out;
}

/** The rank of n + 1, so that few errors are not called more certain than they are. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * (sorted.length + 1)) - 1)] as number;
}

const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, v) => sum + v, 0) / values.length);
const meanOf = (errors: readonly number[][]) => mean((errors[0] ?? []).concat(errors[1] ?? [], errors[2] ?? []));
