import { describe, expect, it } from 'vitest';
import { nextPeriod, zoneOffset } from '../../server/core/indicator/window.ts';
import { courseOf, courseSpan } from './course.ts';

const offset = zoneOffset('Asia/Shanghai');
const start = (year: number, month: number) => Date.UTC(year, month - 1, 1) - 8 * 3_600_000;
const months = (n: number, of: (i: number) => number | null) => {
  const points: [number, number | null][] = [];
  for (let i = 0, at = start(2025, 1); i < n; i++, at = nextPeriod(at, 'month', offset)) points.push([at, of(i)]);
  return points;
};
const score = { unit: '分', kind: 'manual' } as const;

describe('a course', () => {
  it('ends with a whole month', () => {
    const span = courseSpan({ from: start(2026, 6), to: start(2026, 7) }, start(2026, 6) + 5, offset);
    expect(span).toEqual({ from: start(2021, 6), to: start(2026, 6) });
    expect(courseSpan({ from: start(2026, 5), to: start(2026, 6) }, start(2026, 6) + 5, offset).to).toBe(start(2026, 6));
  });

  it('goes on to the date of the target, and says when it is reached', () => {
    const course = courseOf(
      months(14, (i) => 8 + i / 10),
      score,
      { at: start(2026, 7), kept: (v) => v >= 9.5 },
      offset,
    );
    expect(course.ahead.map((p) => p.at)).toEqual([start(2026, 3), start(2026, 4), start(2026, 5), start(2026, 6)]);
    expect(course.reaches).toBe(start(2026, 4));
  });

  it('looks six months on where the date has passed, and keeps within 100%', () => {
    const course = courseOf(
      months(14, (i) => 90 + i / 2),
      { unit: '%', kind: 'ratio' },
      { at: start(2025, 12), kept: (v) => v >= 101 },
      offset,
    );
    expect(course.ahead).toHaveLength(6);
    expect(Math.max(...course.ahead.map((p) => p.high))).toBeLessThanOrEqual(100);
    expect(course.reaches).toBeNull();
  });

  it('says how many points it has where they are too few', () => {
    const course = courseOf(
      months(14, (i) => (i < 10 ? null : i)),
      score,
      null,
      offset,
    );
    expect([course.told, course.have, course.need, course.line.length]).toEqual([null, 4, 12, 4]);
  });
});
