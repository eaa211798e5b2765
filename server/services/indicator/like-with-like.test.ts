import { expect, test } from 'vitest';
import { makeCatalog } from '../../../db/seed/catalog.ts';
import { NO_TOTALS } from '../../core/indicator/display.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { likeWithLike } from './like-with-like.ts';

const { tree, indicators } = makeCatalog('Asia/Shanghai');
const row = indicators.get('o.count') as IndicatorRow;
const unit = 10 ** row.scale;
const totals = (counts: Record<string, number>) =>
  new Map(Object.entries(counts).map(([region, n]) => [region, { ...NO_TOTALS, n: 1, num: n * unit }] as const));

test('regions that report in both spans are compared, and what is the region’s own', () => {
  const now = totals({ '990100': 60, '990101': 40, '990200': 7 });
  const then = totals({ '990100': 40, '990101': 10, '990300': 9 });
  expect(likeWithLike(row, tree, '990000', now, then)).toEqual({ value: 50, change: 1, regions: 1 });
  // A city most of whose cases are told for itself is not judged by the few that a county of it has.
  expect(likeWithLike(row, tree, '990100', now, then)).toEqual({ value: 50, change: 1, regions: 1 });
  expect(likeWithLike(row, tree, '990100', totals({ '990100': 60 }), totals({ '990100': 40, '990101': 10 }))).toEqual({ value: 40, change: 0.5, regions: 0 });
});

test('nothing that both have is nothing to compare', () => {
  expect(likeWithLike(row, tree, '990000', totals({ '990200': 7 }), totals({ '990300': 9 }))).toBeNull();
});
