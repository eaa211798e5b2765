import { describe, expect, it } from 'vitest';
import { judge, measureOf, outsideSince, type Reading, rankAbnormal, type SeverityRule } from './severity.ts';

const count: SeverityRule = { direction: 'none', measure: 'count' };
const percent: SeverityRule = { direction: 'up', measure: 'percent' };
const limit: SeverityRule = { direction: 'down', measure: 'percent' };

describe('judge', () => {
  it.each([
    ['inside', 350, { low: 318, high: 386 }, count, 350, null],
    ['on the bound', 386, { low: 318, high: 386 }, count, 386, null],
    ['73% over', 669, { low: 318, high: 386 }, count, 669, 2],
    ['30% over', 502, { low: 318, high: 386 }, count, 502, 3],
    ['18% over', 455, { low: 318, high: 386 }, count, 455, 4],
    ['over by chance', 56, { low: 40, high: 50 }, count, 56, null],
    ['two where one is due', 2, { low: 0, high: 1 }, count, 2, null],
    ['too few of no known direction', 100, { low: 318, high: 386 }, count, 100, null],
    ['twice the misses', 98, { low: 99, high: null }, percent, 1e6, 2],
    ['a tenth more misses', 98.9, { low: 99, high: null }, percent, 1e6, 4],
    ['the same on five cases', 80, { low: 99, high: null }, percent, 0, 2],
    ['one miss of twenty is chance', 95, { low: 99, high: null }, percent, 20, null],
    ['better than due', 100, { low: 99, high: 99.5 }, percent, 1e6, null],
    ['over an upper limit', 7.9, { low: null, high: 5 }, limit, 1e5, 3],
    ['under an upper limit', 0, { low: 1, high: 5 }, limit, 1e5, null],
    ['many where none is usual', 44, { low: 0, high: 0 }, count, 44, 2],
    ['two where none is usual', 2, { low: 0, high: 0 }, count, 2, null],
    ['no range', 7, null, count, 7, null],
    ['no value', null, { low: 1, high: 5 }, count, 0, null],
  ] as const)('%s', (_, value, range, rule, weight, severity) => {
    expect(judge(value, range, rule, weight)?.severity ?? null).toBe(severity);
  });

  it('never says level 1', () => {
    expect(judge(1e9, { low: 0, high: 1 }, count, 1e9)?.severity).toBe(2);
  });

  it('says how far outside', () => {
    expect(judge(669, { low: 318, high: 386 }, count, 669)).toEqual({ severity: 2, side: 'above', excess: 283 / 386 });
  });

  it('reads the measure from the dictionary', () => {
    expect([measureOf('count', 1), measureOf('ratio', 100), measureOf('ratio', 1), measureOf('sum', 1)]).toEqual(['count', 'percent', 'plain', 'plain']);
  });
});

describe('outsideSince', () => {
  const band = [
    [0, 10, 20],
    [30, 10, 15],
  ] as const;
  it('finds the start of the newest run', () => {
    expect(
      outsideSince(
        [
          [0, 25],
          [10, 12],
          [20, 21],
          [30, 16],
          [40, 17],
        ],
        band,
      ),
    ).toBe(20);
  });
  it('is null once it is back', () =>
    expect(
      outsideSince(
        [
          [20, 21],
          [30, 12],
        ],
        band,
      ),
    ).toBeNull());
  it('skips gaps', () =>
    expect(
      outsideSince(
        [
          [20, 21],
          [25, null],
          [30, 16],
        ],
        band,
      ),
    ).toBe(20));
  it('knows nothing before the first band', () => expect(outsideSince([[-5, 99]], band)).toBeNull());
});

describe('rankAbnormal', () => {
  const reading = (region: string, more: Partial<Reading>): Reading => ({
    indicator: 'x',
    region,
    value: 350,
    expected: { low: 318, high: 386 },
    weight: 350,
    rule: count,
    state: 'fresh',
    lastAt: 1,
    ...more,
  });
  it('makes one item of all that is silent in a region', () => {
    const list = rankAbnormal([
      reading('a', { state: 'stale', lastAt: 5 }),
      reading('a', { indicator: 'y', state: 'dead', lastAt: 9 }),
      reading('b', { state: 'stale', lastAt: null }),
    ]);
    expect(list).toEqual([
      { kind: 'silent', indicator: 'x', indicators: ['x', 'y'], region: 'a', lastAt: 9, state: 'dead' },
      { kind: 'silent', indicator: 'x', indicators: ['x'], region: 'b', lastAt: null, state: 'stale' },
    ]);
  });

  it('orders worst first, silence between Ⅲ and Ⅳ, and counts a region once', () => {
    const list = rankAbnormal([
      reading('a', { value: 455 }),
      reading('b', { state: 'stale', value: 900 }),
      reading('c', { value: 700 }),
      reading('d', { value: 520 }),
      reading('c', { value: 700 }),
      reading('e', {}),
      reading('f', { state: 'no_data', value: null }),
    ]);
    expect(list.map((a) => [a.region, a.kind])).toEqual([
      ['c', 'range'],
      ['d', 'range'],
      ['b', 'silent'],
      ['a', 'range'],
    ]);
  });
});
