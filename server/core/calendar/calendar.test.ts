import { expect, test } from 'vitest';
import { calendarOf, local, shown, YEAR_2026 } from '../kinds/testing.ts';
import { buildCalendar, dateOfDay, dayOf, dayOfDate } from './calendar.ts';
import { type Amount, instantOfLeft, leftOf, reach, workdaysIn } from './reach.ts';

const calendar = calendarOf();
const due = (from: string, amount: number, unit: Amount['unit'], pauses: [string, string][] = [], on = calendar) =>
  shown(
    reach(
      on,
      local(from),
      { amount, unit },
      pauses.map(([a, b]) => ({ from: local(a), to: local(b) })),
    ).due,
  );

test('weekends and holidays are no working days, weekend days worked in exchange are', () => {
  const kind = (date: string) => calendar.day(dayOfDate(date)).kind;
  expect(['2026-09-18', '2026-09-19', '2026-09-20', '2026-09-25', '2026-10-10', '2026-10-11'].map(kind)).toEqual([
    'workday',
    'weekend',
    'exchange',
    'holiday',
    'exchange',
    'weekend',
  ]);
  expect(calendar.day(dayOfDate('2026-10-01'))).toEqual({ kind: 'holiday', name: '国庆节', source: '国办发明电〔2025〕7号', published: true });
});

test('a year without a published calendar has its weekends only, and says so', () => {
  expect(calendar.day(dayOfDate('2027-01-01'))).toEqual({ kind: 'workday', name: null, source: null, published: false });
  expect(calendar.day(dayOfDate('2027-01-02')).kind).toBe('weekend');
});

test('the first day does not count and the last ends at 24:00 (民法典 §201, §203)', () => {
  expect(due('2026-09-14 00:00', 1, 'working_day')).toBe('2026-09-16 00:00:00');
  expect(due('2026-09-14 23:59', 1, 'working_day')).toBe('2026-09-16 00:00:00');
  expect(due('2026-09-18 10:00', 1, 'working_day')).toBe('2026-09-21 00:00:00'); // Friday → Sunday the 20th, worked
  expect(due('2026-09-30 10:00', 2, 'working_day')).toBe('2026-10-10 00:00:00'); // 8 and 9 October
  expect(due('2026-09-14 10:00', 1, 'working_day', [], calendarOf([YEAR_2026], 'closing'))).toBe('2026-09-15 17:30:00');
  expect(due('2026-09-18 10:00', 3, 'natural_day')).toBe('2026-09-22 00:00:00');
});

test('a pause takes out the working days at whose end the clock stands, and no others', () => {
  expect(due('2026-09-14 10:00', 3, 'working_day', [['2026-09-15 09:00', '2026-09-15 17:00']])).toBe('2026-09-18 00:00:00');
  expect(due('2026-09-14 10:00', 3, 'working_day', [['2026-09-15 09:00', '2026-09-16 09:00']])).toBe('2026-09-19 00:00:00');
  expect(due('2026-09-14 10:00', 1, 'working_day', [['2026-09-18 09:00', '2026-09-21 09:00']])).toBe('2026-09-16 00:00:00');
});

test('working hours run in office hours and rest at noon', () => {
  expect(due('2026-09-14 11:00', 2, 'working_hour')).toBe('2026-09-14 15:00:00');
  expect(due('2026-09-14 12:30', 1, 'working_hour')).toBe('2026-09-14 15:00:00');
  expect(due('2026-09-14 09:00', 6.5, 'working_hour')).toBe('2026-09-14 17:30:00');
  expect(due('2026-09-18 17:00', 1, 'working_hour')).toBe('2026-09-20 09:30:00');
  expect(due('2026-09-14 11:00', 2, 'working_hour', [['2026-09-14 11:30', '2026-09-14 15:00']])).toBe('2026-09-14 16:30:00');
});

test('natural hours run always, and stand in a pause', () => {
  expect(due('2026-10-01 22:00', 2, 'natural_hour')).toBe('2026-10-02 00:00:00');
  expect(due('2026-10-01 22:00', 15, 'natural_minute')).toBe('2026-10-01 22:15:00');
  expect(due('2026-10-01 22:00', 2, 'natural_hour', [['2026-10-01 23:00', '2026-10-02 08:00']])).toBe('2026-10-02 09:00:00');
});

test('what is left runs off evenly over the working days, and its instant is found again', () => {
  const { parts } = reach(calendar, local('2026-09-14 10:00'), { amount: 2, unit: 'working_day' });
  expect(leftOf(parts, local('2026-09-14 10:00'))).toBe(2);
  expect(leftOf(parts, local('2026-09-15 12:00'))).toBe(1.5);
  expect(leftOf(parts, local('2026-09-17 00:00'))).toBe(0);
  expect(shown(instantOfLeft(parts, 0.5))).toBe('2026-09-16 12:00:00');
});

test('a span in working days leaves out its first day', () => {
  expect(workdaysIn(calendar, { from: local('2026-09-24 10:00'), to: local('2026-09-29 09:00') })).toEqual({ days: 2, provisional: false });
  expect(workdaysIn(calendar, { from: local('2026-12-31 10:00'), to: local('2027-01-04 09:00') })).toEqual({ days: 2, provisional: true });
  expect(workdaysIn(calendar, { from: local('2026-09-24 10:00'), to: local('2026-09-24 09:00') })).toEqual({ days: 0, provisional: false });
});

test('days are local, and wrong hours or limits are faults', () => {
  expect(dateOfDay(dayOf(calendar, local('2026-09-14 00:00')))).toBe('2026-09-14');
  expect(() => buildCalendar([], () => 0, [])).toThrow('office hours');
  expect(() => buildCalendar([], () => 0, [{ from: 600, to: 540 }])).toThrow('in order');
  for (const [amount, unit] of [
    [0, 'working_day'],
    [-1, 'natural_hour'],
    [1.5, 'working_day'],
    [Number.NaN, 'working_hour'],
  ] as const)
    expect(() => reach(calendar, 0, { amount, unit })).toThrow('limit');
});
