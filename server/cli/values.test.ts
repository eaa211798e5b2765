import { expect, test } from 'vitest';
import { zoneOffset } from '../core/indicator/window.ts';
import { UsageError } from './command.ts';
import { durationOf, idsOf, listOf, positiveOf, untilOf, wholeOf } from './values.ts';

const shanghai = zoneOffset('Asia/Shanghai');

test('durations, days, numbers and lists as people write them', () => {
  expect(['90s', '5m', 'PT5M', '1h', '7d', 'P1DT1H1M1S'].map((v) => durationOf('cadence', v))).toEqual([
    90_000, 300_000, 300_000, 3_600_000, 604_800_000, 90_061_000,
  ]);
  expect(new Date(untilOf('2027-12-31', shanghai)).toISOString()).toBe('2027-12-31T16:00:00.000Z');
  expect(new Date(untilOf('2027-12-31 08:00', shanghai)).toISOString()).toBe('2027-12-31T00:00:00.000Z');
  expect([wholeOf('rate', '20'), positiveOf('speed', '0.5')]).toEqual([20, 0.5]);
  expect(listOf('a, b，c')).toEqual(['a', 'b', 'c']);
  expect(idsOf(['1', '22'])).toEqual([1, 22]);
});

test.each([
  () => durationOf('cadence', 'P'),
  () => durationOf('cadence', '5 minutes'),
  () => untilOf('2027-02-30', shanghai),
  () => wholeOf('rate', '-1'),
  () => positiveOf('speed', '0'),
  () => positiveOf('speed', 'fast'),
  () => idsOf(['1', 'x']),
])('anything else is told as wrong usage: %#', (read) => {
  expect(read).toThrow(UsageError);
});
