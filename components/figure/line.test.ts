import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { daySpan, makeLine, rollingHours, sparkSpan } from './line.ts';

const HOUR = 3_600_000;
const offset = zoneOffset('Asia/Shanghai');
const row = (more: Partial<IndicatorRow>) =>
  ({ kind: 'count', scale: 0, display: { decimals: 0, factor: 1 }, additivity: { region: 'add', time: 'add' }, cadence: 'PT1M', ...more }) as IndicatorRow;
const answer = (points: [number, number][]) => ({
  indicator: 'x',
  region: '1',
  unit: '',
  grain: 'hour' as const,
  points: points.map(([at, v]) => [at, v, v, 0, v] as [number, number, number, number, number | null]),
  band: [
    [0, 1, 2],
    [HOUR, 3, 4],
  ] as [number, number, number][],
});

describe('makeLine', () => {
  const span = { from: 0, to: 24 * HOUR, grain: 'hour' as const };
  it('puts totals at the end of their hour and the last sixty minutes at now', () => {
    const line = makeLine(
      row({}),
      answer([
        [0, 5],
        [HOUR, 7],
        [2 * HOUR, 1],
      ]),
      span,
      2.5 * HOUR,
      { n: 4, num: 6, den: 0, at: null },
    );
    expect(line.points).toEqual([
      [HOUR, 5],
      [2 * HOUR, 7],
      [2.5 * HOUR, 6],
    ]);
    expect(line.band).toEqual([
      [HOUR, 1, 2],
      [2 * HOUR, 3, 4],
    ]);
  });
  it('breaks over a missing hour', () => {
    expect(
      makeLine(
        row({}),
        answer([
          [0, 5],
          [3 * HOUR, 7],
        ]),
        span,
        null,
        null,
      ).points,
    ).toEqual([
      [HOUR, 5],
      [2 * HOUR, null],
      [4 * HOUR, 7],
    ]);
  });
  it('is zero now when a counted source went on without events', () => {
    expect(makeLine(row({}), answer([[0, 5]]), span, HOUR + 60_000, { n: 0, num: 0, den: 0, at: null }).points.at(-1)).toEqual([HOUR + 60_000, 0]);
  });
  it('has nothing for nothing', () => expect(makeLine(row({}), undefined, span, HOUR, null).points).toEqual([]));
});

describe('rollingHours', () => {
  const bucket = (at: number, n: number) => ({ at, n, num: n, den: 0 });
  it('sums the six buckets before each mark', () => {
    const marks = rollingHours([bucket(0, 1), bucket(10, 2), bucket(50, 4), bucket(60, 8)], HOUR - 600_000, HOUR + 1_200_000);
    expect(marks.map((m) => [m.at / 60_000, m.parts.n])).toEqual([
      [50, 3],
      [60, 7],
      [70, 14],
      [80, 12],
    ]);
  });
  it('takes the place of whole hours where it is known', () => {
    const fine = rollingHours([bucket(60, 3)], 1.5 * HOUR, 2 * HOUR);
    const line = makeLine(
      row({}),
      answer([
        [0, 5],
        [HOUR, 7],
      ]),
      { from: 0, to: 24 * HOUR, grain: 'hour' },
      2 * HOUR,
      null,
      fine,
    );
    expect(line.points.map(([at, v]) => [at / 60_000, v])).toEqual([
      [60, 5],
      [90, 3],
      [100, 3],
      [110, 3],
      [120, 3],
    ]);
  });
});

describe('spans', () => {
  const now = Date.parse('2026-06-16T14:32:08+08:00');
  it('takes the local day', () => expect(daySpan(now, offset).from).toBe(Date.parse('2026-06-16T00:00:00+08:00')));
  it('follows the cadence', () => {
    expect(sparkSpan(row({}), now, offset)).toMatchObject({ to: Date.parse('2026-06-16T15:00:00+08:00'), grain: 'hour' });
    expect(sparkSpan(row({ cadence: 'P1D' }), now, offset).grain).toBe('day');
    expect(sparkSpan(row({ cadence: 'P1Y' }), now, offset).grain).toBe('month');
  });
});
