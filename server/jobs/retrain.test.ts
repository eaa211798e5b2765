import { expect, test } from 'vitest';
import { isRetrainDue } from './retrain.ts';

const HOUR = 3_600_000;
const zone = () => 8 * HOUR;
const NIGHT = Date.UTC(2026, 2, 9, 19, 0);
const DAY = NIGHT + 8 * HOUR;

test('classes are learned once a night, by day only after a night was missed or before there is anything', () => {
  expect(isRetrainDue(null, null, NIGHT, zone)).toBe(true);
  expect(isRetrainDue(null, null, DAY, zone)).toBe(true);
  expect(isRetrainDue(NIGHT - HOUR, null, NIGHT, zone)).toBe(false);
  expect(isRetrainDue(NIGHT - 24 * HOUR, null, NIGHT, zone)).toBe(true);
  expect(isRetrainDue(DAY - 24 * HOUR, null, DAY, zone)).toBe(false);
  expect(isRetrainDue(DAY - 31 * HOUR, null, DAY, zone)).toBe(true);
});

test('a try that found too few tickets is not made again at once', () => {
  expect(isRetrainDue(null, NIGHT, NIGHT + HOUR, zone)).toBe(false);
  expect(isRetrainDue(null, NIGHT, DAY, zone)).toBe(false);
  expect(isRetrainDue(null, NIGHT, NIGHT + 24 * HOUR, zone)).toBe(true);
});
