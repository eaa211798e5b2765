import { expect, test } from 'vitest';
import type { FoldPart } from '../../server/wire/figure.ts';
import { isFiled, isTold, toldSort, toldText } from './fold-told.ts';

const part = (over: Partial<FoldPart>): FoldPart => ({
  ...{ region: '9901', name: '甲市', num: 0, den: 0, records: 0, value: null, excluded: false, since: null, unlocated: false },
  ...over,
});

test('a region that told nothing shows no zero, one that told zero does', () => {
  expect(toldText(part({}), '0')).toBeNull();
  expect(toldText(part({ records: 1 }), '0')).toBe('0');
  expect(toldSort(part({}), 0)).toBeNull();
  expect(toldSort(part({ records: 1 }), 0)).toBe(0);
  expect([isFiled({ kind: 'ratio', cadence: 'P1Y' }), isFiled({ kind: 'count', cadence: 'PT10M' })]).toEqual([true, false]);
  // One side of a computed figure was told and the other was not: what was told is shown.
  expect(isTold(part({ den: 5 }))).toBe(true);
});
