import { expect, test } from 'vitest';
import { uncountedIn, whyUncounted } from './why-uncounted.ts';

const row = { code: 'x', items: { property: 'a', of: { properties: ['b'] } }, reportedAt: ['province'], additivity: { region: 'none' } };
const added = { ...row, reportedAt: ['province', 'city'], additivity: { region: 'add' } };
const list = (columns: string[], den = 1, over = {}) => ({ columns, counts: { x: { num: 0, den } }, told: true, refused: {}, ...over });
const LEVEL = { kind: 'level', levels: ['province'] };

test('a list says why it will not count a ratio before it is imported', () => {
  expect(uncountedIn(row, 'city', list(['a', 'b']))).toEqual(LEVEL);
  expect(uncountedIn(row, 'province', list(['a']))).toEqual({ kind: 'columns', columns: ['b'] });
  expect(uncountedIn(row, 'province', list(['a', 'b'], 0))).toEqual({ kind: 'empty' });
  expect(uncountedIn(row, 'province', list(['a', 'b']))).toBeNull();
});

test('a region without a figure says whether it is for its level, its lists or their columns', () => {
  expect(whyUncounted(row, 'city', [{ level: 'city', list: list(['a', 'b']) }])).toEqual(LEVEL);
  expect(whyUncounted(row, 'province', [])).toEqual({ kind: 'no_list' });
  const lists = [
    { level: 'city', list: list(['b']) },
    { level: 'province', list: list([]) },
  ];
  expect(whyUncounted(added, 'province', lists)).toEqual({ kind: 'columns', columns: ['a', 'b'] });
  expect(whyUncounted(added, 'province', [...lists, { level: 'city', list: list(['a', 'b'], 0) }])).toEqual({ kind: 'empty' });
});

test('a list that counts and has no figure is not called one that does not count', () => {
  const why = (over: object) => whyUncounted(added, 'city', [{ level: 'city', list: list(['a', 'b'], 1, over) }]).kind;
  expect(why({ told: false })).toBe('waiting');
  expect(why({ refused: { x: 'no' } })).toBe('refused');
  expect(why({})).toBe('dated');
});
