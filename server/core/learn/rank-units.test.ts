import { expect, test } from 'vitest';
import { rankUnits, type UnitCandidate } from './rank-units.ts';

const unit = (name: string, over: Partial<UnitCandidate> = {}): UnitCandidate => ({
  unit: name,
  history: { num: 0, den: 0 },
  open: 0,
  usual: null,
  onTime: { num: 0, den: 0 },
  returned: { num: 0, den: 0 },
  distanceKm: null,
  named: null,
  returnedThis: false,
  ...over,
});
const codes = (u: { against: readonly { code: string }[] } | undefined) => u?.against.map((a) => a.code);

test('rows of the catalogue come first, as specific as they are; then who closed the most of the class', () => {
  const ranked = rankUnits([
    unit('few', { history: { num: 3, den: 100 } }),
    unit('most', { history: { num: 90, den: 100 } }),
    unit('second', { named: 1 }),
    unit('first', { named: 0, history: { num: 7, den: 100 } }),
  ]);
  expect(ranked.map((u) => u.unit)).toEqual(['first', 'second', 'most']);
  expect(codes(ranked[2])).toEqual(['no_rule']);
  for (const { score } of ranked) expect(score).toBeGreaterThan(0);
});

test('what speaks against a unit is said with its numbers, and only from enough of them', () => {
  const [loaded] = rankUnits([unit('a', { named: 0, open: 21, usual: 12, returned: { num: 3, den: 12 }, onTime: { num: 8, den: 10 }, distanceKm: 41.4 })]);
  expect(loaded?.against).toEqual([
    { code: 'load', params: { open: 21, usual: 12 } },
    { code: 'returned', params: { num: 3, den: 12 } },
    { code: 'late', params: { num: 8, den: 10 } },
    { code: 'far', params: { km: 41 } },
  ]);
  const [fine] = rankUnits([unit('b', { named: 0, open: 4, usual: 1, returned: { num: 4, den: 9 }, onTime: { num: 0, den: 9 }, distanceKm: 5 })]);
  expect(fine?.against).toEqual([]);
});

test('who gave this ticket back goes behind who closed as much', () => {
  const same = { history: { num: 10, den: 30 } };
  const ranked = rankUnits([unit('gave back', { ...same, returnedThis: true }), unit('other', same)]);
  expect(ranked.map((u) => u.unit)).toEqual(['other', 'gave back']);
  expect(codes(ranked[1])).toEqual(['returned_this', 'no_rule']);
});

test('one closed ticket is no large share', () => {
  const [one, many] = rankUnits([unit('one', { history: { num: 1, den: 1 } }), unit('many', { history: { num: 40, den: 60 } })]);
  expect([one?.unit, many?.unit]).toEqual(['many', 'one']);
});
