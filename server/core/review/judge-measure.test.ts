import { expect, it } from 'vitest';
import type { Goal, ReviewRule } from './goal.ts';
import { isWhole, verdictOf } from './judge-measure.ts';

const AT = Date.UTC(2026, 9, 31, 16);
const rule: ReviewRule = {
  unit: '%',
  direction: 'up',
  kind: 'ratio',
  display: { decimals: 2, factor: 100 },
  baseline: null,
  targets: [],
  normalRange: null,
};
const least: Goal = { comparator: '>=', value: 80, period: '任意24小时', path: null };
const rate = (num: number, den: number) => ({ value: den === 0 ? null : (num / den) * 100, num, den, records: 1, points: [] });
const verdict = (num: number, den: number, over: object = {}) => verdictOf(rate(num, den), { rule, goal: least, targetAt: null, at: AT, told: null, ...over });

it('judges what all regions told, and what the region itself told', () => {
  expect(isWhole(null)).toBe(true);
  expect(isWhole({ reporting: 0, of: 21 })).toBe(true);
  expect(isWhole({ reporting: 20, of: 21 })).toBe(false);
  expect(isWhole({ reporting: 21, of: 21 })).toBe(true);
});

it('never calls the sum of some regions kept or missed', () => {
  for (const num of [10, 950]) expect(verdict(num, 1000, { told: { reporting: 1, of: 21 } })).toBe('partial');
  expect(verdict(950, 1000, { told: { reporting: 21, of: 21 } })).toBe('met');
});

it('calls a miss within chance neither missed nor kept', () => {
  expect(verdict(8, 12)).toBe('few');
  expect(verdict(10, 12)).toBe('met');
  expect(verdict(6, 16)).toBe('missed');
  expect(verdict(660, 1000)).toBe('missed');
});

it('calls more than all not good, and what is to come not missed', () => {
  expect(verdict(123, 100)).toBe('over');
  expect(verdict(123, 100, { goal: { ...least, comparator: '<=' } })).toBe('missed');
  const dated = { goal: { ...least, period: '2027' }, targetAt: AT + 1 };
  expect(verdict(700, 1000, dated)).toBe('ahead');
  expect(verdict(700, 1000, { ...dated, targetAt: AT - 1 })).toBe('missed');
});

it('says nothing where nothing was told or nothing is due', () => {
  expect(verdict(0, 0)).toBe('untold');
  expect(verdict(1, 2, { goal: null })).toBe('none');
});
