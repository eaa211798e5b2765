import { expect, test } from 'vitest';
import { Buckets } from './buckets.ts';

test('a burst goes through, then so much a second, each key by itself', () => {
  const buckets = new Buckets({ burst: 3, perSecond: 2 });
  expect([1, 2, 3, 4].map(() => buckets.take('a', 1000))).toEqual([true, true, true, false]);
  expect(buckets.take('b', 1000)).toBe(true);
  expect([buckets.take('a', 1400), buckets.take('a', 1500), buckets.take('a', 1500)]).toEqual([false, true, false]);
  expect(buckets.take('a', 60_000, 3)).toBe(true);
  expect(buckets.take('a', 60_000)).toBe(false);
});

test('a clock that goes back gives nothing', () => {
  const buckets = new Buckets({ burst: 1, perSecond: 1 });
  expect(buckets.take('a', 10_000)).toBe(true);
  expect(buckets.take('a', 5_000)).toBe(false);
  expect(buckets.take('a', 10_500)).toBe(false);
  expect(buckets.take('a', 11_000)).toBe(true);
});

test('memory is bounded: the key that was quiet for the longest is forgotten first', () => {
  const buckets = new Buckets({ burst: 1, perSecond: 0, keys: 2 });
  for (const key of ['a', 'b', 'c']) expect(buckets.take(key, 0)).toBe(true);
  expect(buckets.take('b', 0)).toBe(false);
  expect(buckets.take('a', 0)).toBe(true);
});
