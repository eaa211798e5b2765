import { expect, test } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import { briefBeside, briefChoices, briefPeriod, parseBriefUrl, writeBriefUrl } from './brief-url.ts';

const zone = zoneOffset('Asia/Shanghai');
const at = (text: string) => Date.parse(`${text}+08:00`);
const NOW = at('2026-06-17T09:00:00');

test('the address keeps its kind and what others wrote into it', () => {
  const query = new URLSearchParams('r=990100&kind=week');
  expect(parseBriefUrl(query)).toEqual({ kind: 'week' });
  expect(parseBriefUrl(new URLSearchParams('kind=year'))).toEqual({ kind: 'day' });
  expect(writeBriefUrl(query, { kind: 'month' })).toBe('r=990100&kind=month');
  expect(writeBriefUrl(query, { kind: 'day' })).toBe('r=990100');
});

test('a period that is not over is none; without one the newest that is due is shown', () => {
  expect(briefPeriod('day', null, NOW, zone)).toEqual({ from: at('2026-06-16T00:00:00'), to: at('2026-06-17T00:00:00') });
  expect(briefPeriod('week', { from: at('2026-06-03T10:00:00') }, NOW, zone)).toEqual({ from: at('2026-06-01T00:00:00'), to: at('2026-06-08T00:00:00') });
  expect(briefPeriod('month', { from: NOW }, NOW, zone)).toEqual({ from: at('2026-05-01T00:00:00'), to: at('2026-06-01T00:00:00') });
});

test('periods are offered newest first, with the chosen one among them', () => {
  const days = briefChoices('day', at('2026-01-01T00:00:00'), NOW, zone);
  expect(days).toHaveLength(32);
  expect(days[0]).toBe(at('2026-06-16T00:00:00'));
  expect(days.at(-1)).toBe(at('2026-01-01T00:00:00'));
  expect(briefChoices('month', at('2026-05-01T00:00:00'), NOW, zone)).toHaveLength(24);
});

test('one walks from period to period, and not into one that is not over', () => {
  const may = at('2026-05-01T00:00:00');
  expect(briefBeside('month', may, -1, NOW, zone)).toBe(at('2026-04-01T00:00:00'));
  expect(briefBeside('month', may, 1, NOW, zone)).toBeNull();
  expect(briefBeside('month', at('2023-07-01T00:00:00'), 1, NOW, zone)).toBe(at('2023-08-01T00:00:00'));
  expect(briefBeside('week', at('2026-06-01T00:00:00'), 1, NOW, zone)).toBe(at('2026-06-08T00:00:00'));
});
