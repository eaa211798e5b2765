import { expect, test } from 'vitest';
import type { DeadlineLine } from '../../server/core/case/explain.ts';
import { datesFrom, ledgerDays, lineAmount, weekday, weeksOf } from './ledger-days.ts';

const source = '日历';
const LINES: DeadlineLine[] = [
  { line: 'start', at: 0, reason: 'dispatched', unit: null },
  { line: 'limit', rule: null, amount: 4, unit: 'working_day' },
  { line: 'counted', from: '2026-09-17', to: '2026-09-18', amount: 2, source },
  { line: 'weekend', from: '2026-09-19', to: '2026-09-19' },
  { line: 'exchange', from: '2026-09-20', to: '2026-09-20', amount: 1, source },
  { line: 'not_counted', from: '2026-09-21', to: '2026-09-21' },
  { line: 'counted', from: '2026-09-22', to: '2026-09-22', amount: 1, source },
  { line: 'extension', at: 0, reason: 'granted', rule: null, amount: 1, unit: 'working_day' },
  { line: 'holiday', from: '2026-09-25', to: '2026-09-25', name: '中秋节', source },
  { line: 'counted', from: '2026-09-28', to: '2026-09-28', amount: 1, source },
  { line: 'pause', from: 0, to: 1, reason: 'hold' },
  { line: 'due', at: 0, date: '2026-09-28', provisional: false },
];

test('counted days carry their number, and the limit’s with its extensions is the last', () => {
  const days = ledgerDays(LINES, '2026-09-16', '2026-09-22') ?? [];
  expect(days.map((d) => `${d.date.slice(5)} ${d.kind} ${d.nth ?? '-'}`)).toEqual([
    '09-16 start -',
    '09-17 counted 1',
    '09-18 counted 2',
    '09-19 weekend -',
    '09-20 exchange 3',
    '09-21 paused -',
    '09-22 counted 4',
    '09-25 holiday -',
    '09-28 counted 5',
  ]);
  expect(days.filter((d) => d.extended).map((d) => d.date)).toEqual(['2026-09-28']);
  expect(days.filter((d) => d.today).map((d) => d.date)).toEqual(['2026-09-22']);
  expect(days.filter((d) => d.due).map((d) => d.date)).toEqual(['2026-09-28']);
  expect(days.find((d) => d.kind === 'holiday')?.name).toBe('中秋节');
});

test('weeks begin on Monday', () => {
  const weeks = weeksOf(ledgerDays(LINES, '2026-09-16', '2026-09-22') ?? []);
  expect(weeks.map((w) => w.map((d) => d.date.slice(8)))).toEqual([['16', '17', '18', '19', '20'], ['21', '22', '25'], ['28']]);
  expect([weekday('2026-09-20'), weekday('2026-09-21')]).toEqual([0, 1]);
});

test('a deadline in hours has no strip', () => {
  expect(ledgerDays([{ line: 'limit', rule: null, amount: 24, unit: 'natural_hour' }], '2026-09-16', '2026-09-16')).toBeNull();
  expect(datesFrom('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(LINES.map(lineAmount).filter((a) => a !== null)).toEqual([4, 1]);
});
