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
  expect(briefPeriod('week', { from: at('2026-06-03T10:00:00'), to: at('2026-06-03T11:00:00') }, NOW, zone)).toEqual({
    from: at('2026-06-01T00:00:00'),
    to: at('2026-06-08T00:00:00'),
  });
  expect(briefPeriod('month', { from: NOW, to: NOW + 1 }, NOW, zone)).toEqual({ from: at('2026-05-01T00:00:00'), to: at('2026-06-01T00:00:00') });
});

test('another kind shows its newest period within the span, and no change of kind leads further back', () => {
  const now = at('2026-12-01T14:00:00');
  const next = (kind: 'day' | 'week' | 'month', span: { from: number; to: number }) => briefPeriod(kind, span, now, zone);
  const november = { from: at('2026-11-01T00:00:00'), to: at('2026-12-01T00:00:00') };
  // The week that begins on 30 November is not over.
  const week = { from: at('2026-11-23T00:00:00'), to: at('2026-11-30T00:00:00') };
  expect(next('week', november)).toEqual(week);
  expect(next('day', week)).toEqual({ from: at('2026-11-29T00:00:00'), to: at('2026-11-30T00:00:00') });
  expect(next('month', next('day', week))).toEqual(november);
  const october = { from: at('2026-10-01T00:00:00'), to: at('2026-11-01T00:00:00') };
  expect(next('month', next('day', next('week', october)))).toEqual(october);
  for (const [kind, span] of [['month', november] as const, ['week', week] as const]) expect(next(kind, span)).toEqual(span);
  // Of a year, its newest month that is over.
  expect(next('month', { from: at('2026-01-01T00:00:00'), to: at('2027-01-01T00:00:00') })).toEqual(november);
  expect(next('week', { from: at('2026-11-30T00:00:00'), to: now })).toEqual(week);
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
