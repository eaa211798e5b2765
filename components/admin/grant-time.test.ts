import { expect, test } from 'vitest';
import { barOf, dayEnd, dayStart, lastDay, timeSaid, yearTrack } from './grant-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const offset = () => 8 * HOUR;
const at = (text: string) => Date.parse(`${text}+08:00`);
const now = at('2026-06-18T11:05');
const track = yearTrack(now, offset);
const grant = (from: string, until: string | null, revokedAt: string | null = null) => ({
  from: at(from),
  until: until === null ? null : at(until),
  revokedAt: revokedAt === null ? null : at(revokedAt),
});

test('the track is the year of the zone', () => {
  expect(track).toEqual({ year: 2026, from: at('2026-01-01T00:00'), to: at('2027-01-01T00:00') });
  expect(yearTrack(at('2026-12-31T23:59'), offset).year).toBe(2026);
  expect(yearTrack(at('2027-01-01T00:00'), offset).year).toBe(2027);
});

test('a bar is cut at the year and at the revocation', () => {
  expect(barOf(grant('2020-01-01T00:00', null), track)).toEqual({ start: 0, end: 1, goesOn: true });
  expect(barOf(grant('2026-01-01T00:00', '2027-01-01T00:00'), track)).toEqual({ start: 0, end: 1, goesOn: false });
  expect(barOf(grant('2026-07-02T12:00', '2027-03-01T00:00'), track)).toEqual({ start: 0.5, end: 1, goesOn: true });
  expect(barOf(grant('2026-01-01T00:00', null, '2026-07-02T12:00'), track)).toEqual({ start: 0, end: 0.5, goesOn: false });
  expect(barOf(grant('2025-01-01T00:00', '2026-01-01T00:00'), track)).toBeNull();
  expect(barOf(grant('2027-01-01T00:00', null), track)).toBeNull();
});

test('what is said beside it is what matters next', () => {
  expect(timeSaid(grant('2026-01-01T00:00', null), now)).toEqual({ kind: 'open' });
  expect(timeSaid(grant('2026-01-01T00:00', '2026-12-31T00:00'), now)).toEqual({ kind: 'until', at: at('2026-12-31T00:00') });
  expect(timeSaid(grant('2026-01-01T00:00', '2026-06-20T00:05'), now)).toEqual({ kind: 'left', ms: 37 * HOUR });
  expect(timeSaid(grant('2026-07-01T00:00', null), now)).toEqual({ kind: 'from', at: at('2026-07-01T00:00') });
  expect(timeSaid(grant('2026-01-01T00:00', '2026-06-18T11:05'), now)).toEqual({ kind: 'ended', at: now });
  expect(timeSaid(grant('2026-01-01T00:00', null, '2026-05-10T08:00'), now)).toEqual({ kind: 'revoked', at: at('2026-05-10T08:00') });
});

test('a last day is held to its end', () => {
  expect(dayStart('2026-07-01', offset)).toBe(at('2026-07-01T00:00'));
  expect(dayEnd('2026-12-31', offset)).toBe(at('2027-01-01T00:00'));
  expect(lastDay(at('2027-01-01T00:00'), offset)).toBe('2026-12-31');
  expect(lastDay(at('2027-01-01T00:00') + DAY / 2, offset)).toBe('2027-01-01');
  for (const bad of ['', '2026-02-30', '2026-13-01', '26-1-1']) expect([dayStart(bad, offset), dayEnd(bad, offset)]).toEqual([null, null]);
});
