import { expect, test } from 'vitest';
import type { ClockView } from '../../server/wire/desk.ts';
import { clocksInOrder, rowClock, splitSpan, viewSeverity } from './clock-look.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = (whole: number, soon = 0.2) => ({ startedAt: 0, dueAt: whole, soonAt: whole * (1 - soon), paused: false });

test('words by what is left: days, hours, hours with minutes, minutes', () => {
  expect(rowClock(clock(10 * DAY), 4 * DAY).text).toBe('6 天');
  expect(rowClock(clock(10 * HOUR), 5 * HOUR).text).toBe('5 时');
  expect(rowClock(clock(2 * HOUR), 18 * MINUTE).text).toBe('1 时 42 分');
  expect(rowClock(clock(HOUR), 10 * MINUTE).text).toBe('50 分');
  expect(rowClock(clock(HOUR), 3 * HOUR).text).toBe('超 2 时');
  expect(rowClock(clock(HOUR), 9 * MINUTE + 58_000, 'zh-CN', true).text).toBe('50 分 02 秒');
});

test('colour by the share: grey, Ⅲ at half, Ⅱ from soon, Ⅰ when over; the deadline itself is on time', () => {
  const c = clock(100 * MINUTE);
  expect(rowClock(c, 49 * MINUTE)).toMatchObject({ severity: null, late: false });
  expect(rowClock(c, 50 * MINUTE).severity).toBe(3);
  expect(rowClock(c, 80 * MINUTE).severity).toBe(2);
  expect(rowClock(c, 100 * MINUTE)).toMatchObject({ severity: 2, late: false, share: 0 });
  expect(rowClock(c, 100 * MINUTE + 1)).toMatchObject({ severity: 1, late: true, share: 1 });
  // The rule's own soon decides, however much natural time a holiday adds.
  expect(rowClock({ ...c, soonAt: 10 * MINUTE }, 20 * MINUTE).severity).toBe(2);
});

test('a clock that stands still has no colour and is not late', () => {
  expect(rowClock({ ...clock(HOUR), paused: true }, 3 * HOUR)).toEqual({ text: '0 秒', severity: null, share: 0, late: false });
});

test('a span splits into large digits and the rest', () => {
  expect(splitSpan('50 分 02 秒')).toEqual({ head: '50', unit: '分', rest: '02 秒' });
  expect(splitSpan('超 2 时')).toEqual({ head: '超 2', unit: '时', rest: '' });
  expect(splitSpan('1 时 42 分 09 秒')).toEqual({ head: '1', unit: '时', rest: '42 分 09 秒' });
});

test('the next running clock comes first, then what has stopped', () => {
  const view = (kind: ClockView['kind'], over: Partial<ClockView>) =>
    ({ kind, stoppedAt: null, paused: false, dueAt: 0, share: 1, state: 'ok', ...over }) as ClockView; // only what is ordered by
  const order = clocksInOrder([
    view('sign', { stoppedAt: 5 }),
    view('handling', { dueAt: 9 }),
    view('first_contact', { dueAt: 3 }),
    view('follow_up', { dueAt: 1, paused: true }),
  ]);
  expect(order.map((c) => c.kind)).toEqual(['first_contact', 'handling', 'follow_up', 'sign']);
  expect(viewSeverity({ state: 'ok', share: 0.4 })).toBe(3);
  expect(viewSeverity({ state: 'missed', share: 0 })).toBe(1);
  expect(viewSeverity({ state: 'met', share: 0.1 })).toBeNull();
});
