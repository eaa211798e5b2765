import { expect, test } from 'vitest';
import { YEAR_2026 } from '../../server/core/kinds/testing.ts';
import { yearDays } from './year-days.ts';

test('a year by its months, from Monday, with what is worked and what is not', () => {
  const { months, working, holidays, exchanged } = yearDays(2026, [YEAR_2026]);
  expect(months.map((m) => m.days.length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  // 1 January 2026 was a Thursday.
  expect([months[0]?.lead, months[0]?.days[3]?.is.kind, months[0]?.days[0]?.is.name]).toEqual([3, 'exchange', '元旦']);
  expect([working, holidays, exchanged]).toEqual([248, 33, 6]);
});

test('a year that nobody has published has its weekends', () => {
  expect(yearDays(2027, [YEAR_2026])).toMatchObject({ working: 261, holidays: 0, exchanged: 0 });
  expect(yearDays(2027, [YEAR_2026]).months[0]?.days[0]?.is.published).toBe(false);
});
