import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MADE_INDICATORS } from '../../../db/seed/catalog.ts';
import { derive, deriveObserved, dimsKey, indexDerivations, NotExact } from './derive.ts';
import { displayValue, pairOf, scaled } from './display.ts';
import { expectedRange } from './expected.ts';
import { slotEnd, slotOf } from './period.ts';
import { durationMs, freshness } from './staleness.ts';
import { zoneOffset } from './window.ts';

const zone = zoneOffset('Asia/Shanghai');
const row = (code: string) => MADE_INDICATORS.find((r) => r.code === code) as (typeof MADE_INDICATORS)[number];
const index = indexDerivations(MADE_INDICATORS);
const HOUR = 3_600_000;

test('money up to the largest declared value is kept to the 分, and what is finer is refused', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e12 }),
      fc.integer({ min: 0, max: 99 }),
      (yuan, fen) => void expect(scaled(Number(`${yuan}.${String(fen).padStart(2, '0')}`), 2)).toBe(yuan * 100 + fen),
    ),
    { seed: 20265 },
  );
  for (const value of [0.001, 1.005, 1234567890.123, -0.125, 98765432.101]) expect(scaled(value, 2)).toBeNull();
  expect(scaled(0.1 + 0.2, 2)).toBe(30);
  expect(scaled(1e14, 2)).toBeNull();
});

test('periods are whole in the zone, and no period is made of an impossible date', () => {
  const slot = (p: string) => slotOf(p, 0, zone);
  const local = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10);
  const told = (p: string) => {
    const s = slot(p);
    return s && [s.grain, local(s.slot), local(slotEnd(s.slot, s.grain, zone))];
  };
  expect(told('2026-02-28')).toEqual(['day', '2026-02-28', '2026-03-01']);
  expect(told('2026-12')).toEqual(['month', '2026-12-01', '2027-01-01']);
  expect(told('2026-Q4')).toEqual(['quarter', '2026-10-01', '2027-01-01']);
  expect(told('2024')).toEqual(['year', '2024-01-01', '2025-01-01']);
  for (const bad of ['2026-02-30', '2026-13', '2026-Q5', '26', '2026-00', '2026-1', '2026-04-31']) expect(slot(bad)).toBeNull();
  expect(slotOf(undefined, 90_000, zone)).toEqual({ grain: 'minute', slot: 60_000 });
});

test('an event counts once for the region and once for each kept set of dimensions', () => {
  const parts = derive(index, 'cn.tongguan.ticket.reported.v1', { category: '0401', channel: '' });
  expect(parts.map((p) => [dimsKey(p.dims), p.num])).toEqual([
    ['', 1],
    ['category=0401', 1],
    ['category=0401&channel=-', 1],
  ]);
  expect(derive(index, 'cn.tongguan.service.handled.v1', { outcome: 'closed', count: 7 })).toMatchObject([{ num: 7, den: 7 }]);
  expect(derive(index, 'cn.tongguan.service.handled.v1', { outcome: 'accepted' })).toMatchObject([{ num: 0, den: 1 }]);
  expect(derive(index, 'cn.tongguan.ticket.progressed.v1', { step: 'sign' })).toEqual([]);
  expect(derive(index, 'cn.tongguan.trade.declared.v1', { valueCny: 12.34, mode: '9610', scope: 's', status: 'formal' })[0]).toEqual({
    indicator: 't.trade',
    dims: {},
    scope: 's',
    status: 'formal',
    num: 1234,
    den: 0,
  });
  expect(dimsKey({ b: '&=', a: '甲' })).toBe(dimsKey({ a: '甲', b: '&=' }));
});

test('observed values: shown units become kept ones, rates need their parts, a part is not the whole', () => {
  expect(deriveObserved(row('o.rate'), { value: 98.7 })).toMatchObject([{ num: 987, den: 1000 }]);
  expect(() => deriveObserved(row('o.share'), { value: 98 })).toThrow(NotExact);
  expect(deriveObserved(row('o.share'), { numerator: 3, denominator: 4 })).toMatchObject([{ num: 3, den: 4 }]);
  expect(deriveObserved(row('o.stock'), { value: 1.5, dims: { depot: 'a' } }).map((p) => p.dims)).toEqual([{ depot: 'a' }]);
  expect(deriveObserved(row('o.count'), { value: 2, dims: { line: 'a' } }).map((p) => dimsKey(p.dims))).toEqual(['', 'line=a', 'kind=-&line=a']);
  expect(() => deriveObserved(row('o.sum'), { value: 0.001 })).toThrow(NotExact);
});

test('folds: sums for what adds, the newest pair for what does not', () => {
  const sum = { n: 4, num: 232, den: 4, lastAt: 9, lastNum: 91, lastDen: 1 };
  expect(pairOf(row('o.count'), sum)).toEqual({ num: 232, den: 4 });
  expect(pairOf(row('o.stock'), sum)).toEqual({ num: 91, den: 1 });
  expect(displayValue(row('o.share'), 3, 0, 5)).toBeNull();
  expect(displayValue(row('o.share'), 3, 4, 1)).toBe(75);
  expect(displayValue(row('o.count'), 0, 0, 0)).toBeNull();
});

test('freshness by the declared interval', () => {
  expect([299, 300, 600, 1_500].map((s) => freshness(0, durationMs('PT5M'), s * 1000))).toEqual(['fresh', 'late', 'stale', 'dead']);
  expect(freshness(null, 1, 0)).toBe('no_data');
  expect(['P1D', 'PT1H30M', 'P1M', 'P1W', 'P1Y'].map(durationMs)).toEqual([86_400_000, 5_400_000, 31 * 86_400_000, 7 * 86_400_000, 366 * 86_400_000]);
  for (const bad of ['', 'P', 'PT', '5M', 'P1H']) expect(() => durationMs(bad)).toThrow();
});

test('what is usual is the median of the same hour of the last weeks, and unknown before three of them', () => {
  const WEEK = 7 * 24 * HOUR;
  const now = Math.floor(Date.UTC(2026, 2, 10) / HOUR) * HOUR;
  const hourly = new Map([100, 10, 90, 95, 105].map((v, i) => [now - (i + 1) * WEEK, v]));
  const rule = { weeks: 5, tolerance: 0.1, counts: false };
  const from = now - 10 * WEEK;
  expect(expectedRange(hourly, { from: now, to: now + HOUR }, rule, from)).toEqual({ low: 85.5, high: 104.5, middle: 95, weeks: rule.weeks });
  expect(expectedRange(hourly, { from: now + HOUR / 2, to: now + HOUR }, rule, from)?.middle).toBe(47.5);
  expect(expectedRange(hourly, { from: now, to: now + HOUR }, rule, now - 2 * WEEK)).toBeNull();
  expect(expectedRange(new Map(), { from: now, to: now + HOUR }, { ...rule, counts: true }, from)).toEqual({ low: 0, high: 0, middle: 0, weeks: rule.weeks });
  expect(expectedRange(hourly, { from: now, to: now + HOUR }, { ...rule, counts: true }, from)?.high).toBeCloseTo(95 + 2 * Math.sqrt(95));
});
