import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST_POINTS, forecast, lastRun } from './forecast.ts';

const series = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i));
const season = (i: number) => 100 + 30 * Math.sin((2 * Math.PI * i) / 12);
/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let s = seed;
  return () => {
    s = (s * 48_271) % 2_147_483_647;
    return s / 2_147_483_647;
  };
}
const scatter = (next: () => number) => next() + next() + next() - 1.5;

describe('forecast', () => {
  it('says nothing of too few points, or of fewer since a gap', () => {
    expect(
      forecast(
        series(FEWEST_POINTS - 1, (i) => i),
        1,
      ),
    ).toBeNull();
    expect(forecast([...series(20, (i) => i), null, ...series(11, (i) => i)], 1)).toBeNull();
    expect(forecast([null, ...series(12, (i) => i)], 1)).not.toBeNull();
    expect(lastRun([1, null, 2, 3])).toEqual([2, 3]);
  });

  it('goes on with a line and with a level, and is certain of both', () => {
    const line = forecast(
      series(24, (i) => 8 + 3 * i),
      12,
    );
    expect(line?.points[11]?.value).toBeCloseTo(8 + 3 * 35, 6);
    expect((line?.points[11]?.high ?? 1) - (line?.points[11]?.low ?? 0)).toBeCloseTo(0, 6);
    const level = forecast(
      series(24, () => 9.4),
      3,
    );
    expect(level?.points[2]).toEqual({ value: 9.4, low: 9.4, high: 9.4 });
    expect(level?.error).toMatchObject({ mae: 0, mape: 0 });
  });

  it('knows the seasons after three years, and not before', () => {
    const told = forecast(series(48, season), 12);
    expect(told?.method).toBe('seasonal');
    for (const [h, p] of (told?.points ?? []).entries()) expect(p.value).toBeCloseTo(season(48 + h), 6);
    expect(forecast(series(24, season), 12)?.method).toBe('damped');
  });

  it('grows with its values, to the last digit', () => {
    const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: FEWEST_POINTS, maxLength: 20 });
    // Powers of two change no digit: even what ties is then chosen alike.
    fc.assert(
      fc.property(values, fc.constantFrom(2, 8, 64), (x, times) => {
        const one = forecast(x, 3);
        const other = forecast(
          x.map((v) => v * times),
          3,
        );
        expect(other?.points).toEqual(one?.points.map((p) => ({ value: p.value * times, low: p.low * times, high: p.high * times })));
        expect(other?.error.mae).toBe((one?.error.mae ?? 0) * times);
        for (const p of one?.points ?? []) {
          expect(p.low).toBeLessThanOrEqual(p.value);
          expect(p.high).toBeGreaterThanOrEqual(p.value);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('widens with every step and keeps within its bounds', () => {
    const next = chance(7);
    const told = forecast(
      series(30, (i) => Math.min(100, 92 + i / 5 + scatter(next))),
      24,
      { low: 0, high: 100 },
    );
    const widths = told?.points.map((p) => p.high - p.low) ?? [];
    expect(told?.points.every((p) => p.value <= 100 && p.high <= 100)).toBe(true);
    const free =
      forecast(
        series(30, (i) => 50 + scatter(next) * i),
        24,
      )?.points.map((p) => p.high - p.low) ?? [];
    for (let i = 1; i < free.length; i++) expect(free[i]).toBeGreaterThanOrEqual((free[i - 1] as number) - 1e-9);
    expect(widths).toHaveLength(24);
  });

  it('holds about as much as it says', () => {
    let held = 0;
    const RUNS = 300;
    for (let run = 0; run < RUNS; run++) {
      const next = chance(1_000 + run * 37);
      let level = 100;
      const x = series(37, () => {
        level += 0.5 + 2 * scatter(next);
        return level + scatter(next);
      });
      const point = forecast(x.slice(0, 36), 1)?.points[0];
      if (point && (x[36] as number) >= point.low && (x[36] as number) <= point.high) held++;
    }
    expect(held / RUNS).toBeGreaterThan(0.7);
    expect(held / RUNS).toBeLessThan(0.95);
  });
});
