import { expect, test } from 'vitest';
import { type Cell, joinRows, sumLevels } from './figure-rows.ts';

const cell = (key: string | null, num: number, den: number): Cell => ({
  key,
  name: key ?? 'rest',
  value: den ? num / den : num,
  num,
  den,
  records: num + den,
  card: null,
});

test('rows come by bad reviews, then by size; what lies beyond the limit is last and what has nothing is left out', () => {
  const rows = joinRows(
    new Map([
      ['bad', [cell('a', 1, 0), cell('b', 3, 0), cell(null, 9, 0), cell('none', 0, 0)]],
      ['good', [cell('a', 9, 10), cell('b', 7, 10), cell('c', 5, 5), cell('d', 50, 50)]],
    ] as const),
  );
  expect(rows.map((r) => r.key)).toEqual(['b', 'a', 'd', 'c', null]);
  expect(rows[0]?.cells.bad?.num).toBe(3);
});

test('levels sum to points over counts', () => {
  const sum = sumLevels(
    new Map([
      [5, 90],
      [4, 8],
      [1, 2],
    ]),
    (level) => ({ 5: 10, 4: 8 })[level] ?? 0,
  );
  expect([sum.count, sum.points, sum.lines.length]).toEqual([100, 964, 3]);
});
