import { expect, it } from 'vitest';
import { ITEM_SCOPE } from '../items/item-rules.ts';
import { reportsWhole, standingIn } from './own-report.ts';

const row = { from: [], computed: null, additivity: { region: 'add' } };

it('takes a report of a period for the whole region, and nothing that is counted from events or item lists', () => {
  expect(reportsWhole(row, '', 'year')).toBe(true);
  expect(reportsWhole(row, '口径', 'month')).toBe(true);
  expect(reportsWhole(row, ITEM_SCOPE, 'year')).toBe(false);
  expect(reportsWhole(row, '', 'minute')).toBe(false);
  expect(reportsWhole({ ...row, from: [{}] }, '', 'year')).toBe(false);
  expect(reportsWhole({ ...row, additivity: { region: 'none' } }, '', 'year')).toBe(false);
});

it('lets a region’s own report stand for all below it, at every level', () => {
  const below: Record<string, string[]> = { p: ['a', 'b'], a: ['a1', 'a2'], b: ['b1'] };
  const tree = { childrenOf: (r: string) => below[r] ?? [] };
  const of = (...told: string[]) => standingIn(tree, 'p', (r) => told.includes(r));
  expect(of('p', 'a', 'b')).toEqual(['p']);
  expect(of('a', 'a1', 'b1')).toEqual(['a', 'b1']);
  expect(of('a1', 'a2')).toEqual(['a1', 'a2']);
  expect(of()).toEqual([]);
});
