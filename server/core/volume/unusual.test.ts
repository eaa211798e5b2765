import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standing } from './standing.ts';
import { judgeItem, rankItems, UNUSUAL } from './unusual.ts';

const steady = [100, 102, 98, 101, 99, 100, 103, 97];

test('a count far above or below its own past is told with what it was measured by', () => {
  expect(judgeItem(400, steady)).toEqual({ verdict: 'surge', periods: 8, usual: 100, low: 70, high: 130, times: 4, excess: 300 });
  expect(judgeItem(20, steady)).toMatchObject({ verdict: 'drop', times: 0.2, excess: -80 });
  expect(judgeItem(0, steady)).toMatchObject({ verdict: 'drop', times: 0 });
  for (const count of [70, 100, 130]) expect(judgeItem(count, steady).verdict).toBe('usual');
});

test('a past that scatters by itself makes nothing unusual', () => {
  expect(judgeItem(400, [100, 900, 50, 400, 10, 700, 300, 60]).verdict).toBe('usual');
});

test('a handful of cases is no pattern, and a short past no usual', () => {
  expect(judgeItem(29, [1, 2, 1, 0, 1, 2, 1, 1]).verdict).toBe('small');
  expect(judgeItem(30, [1, 2, 1, 0, 1, 2, 1, 1]).verdict).toBe('surge');
  expect(judgeItem(500, [])).toMatchObject({ verdict: 'young', periods: 0, usual: null, times: null });
  expect(judgeItem(500, [100, 100, 0, 0, 0, 0, 0, 0])).toMatchObject({ verdict: 'young', periods: 2 });
  // What stood still in between is part of the past, what was before the first case is not.
  expect(judgeItem(500, [100, 0, 100, 100, 0, 0, 0, 0])).toMatchObject({ verdict: 'surge', periods: 4, usual: 100 });
  // Of what is seldom used nothing is usual, however long ago it began.
  expect(judgeItem(500, [100, 0, 0, 0, 0, 0, 0, 100])).toMatchObject({ verdict: 'young', periods: 8, usual: null });
  expect(judgeItem(500, [0, 0, 0, 100]).times).toBeNull();
});

const counts = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: UNUSUAL.periods });

test('more cases never make a surge less of one, nor fewer a drop', () => {
  const order = ['drop', 'usual', 'surge'];
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 9_000 }), (past, a, b) => {
      const [less, more] = [judgeItem(Math.min(a, b), past), judgeItem(Math.max(a, b), past)];
      if (less.verdict === 'young') expect(more.verdict).toBe('young');
      else if (less.verdict !== 'small' && more.verdict !== 'small') expect(order.indexOf(more.verdict)).toBeGreaterThanOrEqual(order.indexOf(less.verdict));
    }),
    { seed: 301 },
  );
});

test('the usual lies in its range, an unusual count outside it, and the order of the past that has begun decides nothing', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 9_000 }), (past, count) => {
      const judged = judgeItem(count, past);
      if (judged.usual === null || judged.low === null || judged.high === null) return void expect(judged.verdict).toBe('young');
      expect(judged.low).toBeLessThanOrEqual(judged.usual);
      expect(judged.high).toBeGreaterThanOrEqual(judged.usual);
      expect(judged.excess).toBe(count - judged.usual);
      if (judged.verdict === 'surge' || judged.verdict === 'drop') expect(standing(count, { low: judged.low, high: judged.high })).not.toBe('within');
      const begun = past.slice(0, judged.periods);
      const last = begun.pop() as number;
      expect(judgeItem(count, [...begun.reverse(), last])).toEqual(judged);
    }),
    { seed: 302 },
  );
});

test('what is unusual stands first by the size of the difference, whichever way, and equal ones by their key', () => {
  const row = (key: string, count: number, verdict: 'surge' | 'drop' | 'usual' | 'small', excess: number) => ({ key, count, verdict, excess });
  const rows = [row('a', 900, 'usual', 5), row('b', 10, 'small', 9), row('c', 50, 'drop', -400), row('d', 500, 'surge', 300), row('e', 500, 'surge', 400)];
  expect(rankItems(rows).map((r) => r.key)).toEqual(['c', 'e', 'd', 'a', 'b']);
});

test('a value stands above, below or within its range, and nowhere without one', () => {
  const usual = { low: 5, high: 9 };
  expect([4, 5, 9, 10].map((v) => standing(v, usual))).toEqual(['below', 'within', 'within', 'above']);
  expect([standing(null, usual), standing(1, null)]).toEqual([null, null]);
});
