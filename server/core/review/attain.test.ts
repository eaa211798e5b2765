import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../indicator/window.ts';
import { attain, compare, pace, wilson } from './attain.ts';
import { defaultPeriod, type Goal, goalFor, goalOf, periodEnd, type ReviewRule, targetPeriods } from './goal.ts';

const zone = zoneOffset('Asia/Shanghai');
const rule = (over: Partial<ReviewRule> = {}): ReviewRule => ({
  unit: '分',
  direction: 'up',
  kind: 'manual',
  display: { decimals: 1, factor: 1 },
  baseline: null,
  targets: [],
  normalRange: null,
  ...over,
});
const goal = (value: number, over: Partial<Goal> = {}): Goal => ({ comparator: '>=', value, period: '2025', path: null, ...over });
const at = (value: number | null, num = 0, den = 0) => ({ value, num, den });

describe('attain', () => {
  it('measures the way from a baseline, far or narrow, up or down', () => {
    const far = attain(rule({ baseline: { value: 8, asOf: null } }), goal(80), at(63.4));
    expect(far).toMatchObject({ form: 'span', narrow: false, from: 8, to: 80, met: false });
    expect(far.form === 'span' && far.share).toBeCloseTo(0.7694, 4);
    const near = attain(rule({ baseline: { value: 9.3, asOf: null } }), goal(9.5), at(9.46));
    expect(near).toMatchObject({ form: 'span', narrow: true });
    expect(near.form === 'span' && near.share).toBeCloseTo(0.8, 10);
    expect(near.form === 'span' && near.gap).toBeCloseTo(0.04, 10);
    const down = attain(rule({ direction: 'down', baseline: { value: 20, asOf: null } }), goal(10, { comparator: '<=' }), at(12));
    expect(down).toMatchObject({ form: 'span', from: 20, to: 10, share: 0.8, gap: 2, met: false });
  });

  it('says a share of the target where no baseline is printed', () => {
    expect(attain(rule(), goal(100), at(82.6))).toMatchObject({ form: 'ratio', to: 100, met: false, share: 0.826 });
    expect(attain(rule(), goal(100), at(null))).toEqual({ form: 'ratio', to: 100, share: null, gap: null, met: null });
  });

  it('holds a standing target as a limit, with the distance', () => {
    const least = attain(rule({ unit: '%' }), goal(95, { period: '任意24小时' }), at(94));
    expect(least).toMatchObject({ form: 'limit', bound: 95, side: 'least', gap: 1, met: false });
    const most = attain(rule({ unit: '%', direction: 'down' }), goal(5, { comparator: '<=', period: '每月' }), at(4.1));
    expect(most).toMatchObject({ form: 'limit', side: 'most', met: true });
    expect(most.form === 'limit' && most.gap).toBeCloseTo(-0.9, 10);
  });

  it('holds the declared range as a limit where no target is printed', () => {
    expect(attain(rule({ normalRange: { kind: 'fixed', low: 80, high: null } }), null, at(79))).toMatchObject({ form: 'limit', bound: 80, gap: 1, met: false });
    expect(attain(rule({ direction: 'down', normalRange: { kind: 'fixed', low: null, high: 5 } }), null, at(4))).toMatchObject({ side: 'most', met: true });
    expect(attain(rule({ normalRange: { kind: 'pattern' } }), null, at(4))).toEqual({ form: 'none' });
  });

  it('counts what is missed where all are due', () => {
    const all = rule({ unit: '%', kind: 'ratio', display: { decimals: 2, factor: 100 } });
    expect(attain(all, goal(100), at((1244 / 1249) * 100, 1244, 1249))).toMatchObject({ form: 'all', missed: 5, of: 1249, met: false });
    expect(attain(all, goal(100), at((1249 / 1249) * 100, 1249, 1249))).toMatchObject({ missed: 0, met: true });
    // 99.996% is printed 100.00% and is not all.
    expect(attain(all, goal(100), at((24_999 / 25_000) * 100, 24_999, 25_000))).toMatchObject({ missed: 1, met: false });
  });

  it('is 0 at the baseline, 1 at the target, and grows on the way, whichever way', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, part) => {
        fc.pre(Math.abs(to - from) > 1e-3);
        const up = to > from;
        const r = rule({ baseline: { value: from, asOf: null }, direction: up ? 'up' : 'down' });
        const g = goal(to, { comparator: up ? '>=' : '<=' });
        const share = (value: number) => {
          const a = attain(r, g, at(value));
          return a.form === 'span' ? (a.share ?? Number.NaN) : Number.NaN;
        };
        expect(share(from)).toBeCloseTo(0, 9);
        expect(share(to)).toBeCloseTo(1, 9);
        expect(share(from + (to - from) * part)).toBeCloseTo(part, 6);
        expect(attain(r, g, at(to))).toMatchObject({ met: true });
      }),
    );
  });
});

describe('targets', () => {
  const targets = [goal(20), goal(30, { period: '2030' }), goal(25, { path: '提前' }), goal(95, { period: '任意24小时' })];
  it('takes the one of the period without a path, then one that always holds', () => {
    expect(goalOf({ targets }, '2025')?.value).toBe(20);
    expect(goalOf({ targets }, '2030')?.value).toBe(30);
    expect(goalOf({ targets }, '2028')?.value).toBe(95);
    expect(goalOf({ targets: [] }, '2025')).toBeNull();
  });
  it('ends a period where its calendar ends', () => {
    expect(periodEnd('2025', zone)).toBe(Date.UTC(2025, 11, 31, 16));
    expect(periodEnd('2025-Q2', zone)).toBe(Date.UTC(2025, 5, 30, 16));
    expect(periodEnd('2025-06', zone)).toBe(Date.UTC(2025, 5, 30, 16));
    expect(periodEnd('任意24小时', zone)).toBeNull();
  });
  it('is held against the next that is due, else the last', () => {
    const periods = targetPeriods([{ targets }]);
    expect(periods).toEqual(['2025', '2030']);
    expect(defaultPeriod(periods, Date.UTC(2024, 1, 1), zone)).toBe('2025');
    expect(defaultPeriod(periods, Date.UTC(2026, 1, 1), zone)).toBe('2030');
    expect(defaultPeriod(periods, Date.UTC(2036, 1, 1), zone)).toBe('2030');
    expect(defaultPeriod([], 0, zone)).toBeNull();
  });
});

describe('pace', () => {
  const span = { baselineAt: Date.UTC(2020, 11, 31, 16), targetAt: Date.UTC(2025, 11, 31, 16) };
  it('is where time alone would be', () => {
    const half = (span.baselineAt + span.targetAt) / 2;
    expect(pace({ from: 8, to: 80 }, span, half, 40)).toEqual({ share: 0.5, value: 44, behind: 4 });
    expect(pace({ from: 20, to: 10 }, span, half, 14)?.behind).toBe(-1);
    expect(pace({ from: 8, to: 80 }, span, span.targetAt + 1e12, 80)?.value).toBe(80);
  });
  it('is not invented where no date is printed', () => {
    expect(pace({ from: 8, to: 80 }, { ...span, baselineAt: null }, 0, 40)).toBeNull();
    expect(pace({ from: 8, to: 80 }, { ...span, targetAt: null }, 0, 40)).toBeNull();
  });
});

describe('compare', () => {
  it('tells direction and judgement apart', () => {
    expect(compare(11, 10, 'up')).toEqual({ change: 1, share: 0.1, arrow: 'up', judged: 'good' });
    expect(compare(11, 10, 'down')).toMatchObject({ arrow: 'up', judged: 'bad' });
    expect(compare(9, 10, 'down')).toMatchObject({ arrow: 'down', judged: 'good' });
    expect(compare(9, 10, 'none').judged).toBeNull();
    expect(compare(10, 10, 'up')).toEqual({ change: 0, share: 0, arrow: 'still', judged: null });
    expect(compare(10, 0, 'up').share).toBeNull();
  });
});

describe('wilson', () => {
  it('holds the rate, lies in 0 to 1, and narrows with the number of cases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (den, part) => {
        const num = Math.round(den * part);
        const one = wilson(num, den);
        const many = wilson(num * 10, den * 10);
        if (!one || !many) throw new Error('there are cases');
        expect(one.low).toBeGreaterThanOrEqual(0);
        expect(one.high).toBeLessThanOrEqual(1);
        expect(one.low).toBeLessThanOrEqual(num / den);
        expect(one.high).toBeGreaterThanOrEqual(num / den);
        expect(many.high - many.low).toBeLessThan(one.high - one.low);
      }),
    );
  });
  it('says nothing of nothing', () => {
    expect(wilson(0, 0)).toBeNull();
    expect(wilson(3, 2)).toBeNull();
    expect(wilson(0, 10)?.low).toBe(0);
    expect(wilson(10, 10)?.high).toBe(1);
  });
});

describe('a region’s own target', () => {
  const own = (value: number, period: string, region = '01') => ({
    ...goal(value, { period }),
    region,
    version: 1,
    from: 0,
    source: { document: 'd', line: '1' },
  });
  const to = { period: '2025', at: Date.UTC(2026, 5, 1), zone };
  it('stands before the dictionary’s: of the period asked for, else what is due next', () => {
    const printed = rule({ targets: [goal(80)] });
    expect(goalFor(printed, [], to)).toMatchObject({ value: 80 });
    expect(goalFor(printed, [own(70, '2025'), own(75, '2027')], to)).toMatchObject({ value: 70, version: 1 });
    // One for a later year leaves the one that is due in force.
    expect(goalFor(printed, [own(75, '2027'), own(72, '2026')], to)).toMatchObject({ value: 80 });
    expect(goalFor(rule(), [own(75, '2027'), own(72, '2026')], to)).toMatchObject({ value: 72 });
    expect(goalFor(printed, [own(60, '任意时')], to)).toMatchObject({ value: 60 });
    expect(goalFor(rule(), [own(70, '2024')], to)).toMatchObject({ value: 70 });
  });
});
