import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Grain, nextPeriod, type OffsetAt, periodStart, windowSpan, zoneOffset } from '../indicator/window.ts';
import { cover, dateStart, localDate, type PackGrain, packLength, packSlot, slotStart } from './slots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Days around a change of the clock, and a plain one: gaps and repeats at two in the morning and at midnight. */
const PLACES = [
  ['Asia/Shanghai', '2026-03-10'],
  ['Asia/Kolkata', '2026-12-31'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2019-02-17'],
  ['America/Havana', '2026-03-08'],
  ['America/Havana', '2026-11-01'],
] as const;

const localText = (at: number, zone: OffsetAt, length: number) => new Date(at + zone(at)).toISOString().slice(0, length);
const LENGTH: Record<Exclude<Grain, 'minute' | 'hour'>, number> = { day: 10, month: 7, year: 4 };

test.each(PLACES)('days, months and years begin at their first minute in %s around %s', (name, date) => {
  const zone = zoneOffset(name);
  const from = Date.parse(`${date}T00:00:00Z`) - 3 * DAY;
  for (const grain of ['day', 'month', 'year'] as const) {
    let text = '';
    let start = Number.NaN;
    for (let at = from; at < from + 6 * DAY; at += 15 * MINUTE) {
      const now = localText(at, zone, LENGTH[grain]);
      if (text && now !== text) {
        if (!Number.isNaN(start)) expect(nextPeriod(at - 15 * MINUTE, grain, zone)).toBe(at);
        start = at;
      }
      text = now;
      if (!Number.isNaN(start)) expect(periodStart(at, grain, zone)).toBe(start);
    }
  }
});

test.each(PLACES)('hours are an hour long, also those that come twice, in %s around %s', (name, date) => {
  const zone = zoneOffset(name);
  const from = Date.parse(`${date}T00:00:00Z`) - DAY;
  for (let at = from; at < from + 3 * DAY; at += 15 * MINUTE) {
    const start = periodStart(at, 'hour', zone);
    expect([at - start >= 0 && at - start < HOUR, localText(start, zone, 16).slice(14), nextPeriod(at, 'hour', zone) - start]).toEqual([true, '00', HOUR]);
  }
});

test.each(PLACES)('every minute has one slot of each grain in %s around %s', (name, date) => {
  const zone = zoneOffset(name);
  const from = Date.parse(`${date}T00:00:00Z`) - 2 * DAY;
  for (const grain of [1, 2, 3] as PackGrain[]) {
    let last = { start: -1, slot: -1 };
    for (let at = from; at < from + 4 * DAY; at += 15 * MINUTE) {
      const { start, slot } = packSlot(grain, at, zone);
      expect(slot).toBeLessThan(packLength(grain, start, zone));
      expect(slotStart(grain, start, slot, zone)).toBeLessThanOrEqual(at);
      expect(slotStart(grain, start, slot + 1, zone)).toBeGreaterThan(at);
      expect(dateStart(localDate(start, zone), zone)).toBe(start);
      if (last.start === start) expect(slot - last.slot).toBeLessThanOrEqual(grain === 1 ? 15 : 1);
      else expect(slot === 0 || last.start === -1).toBe(true);
      last = { start, slot };
    }
  }
});

test.each(PLACES)('a span is covered once, by the largest slots that fit, in %s around %s', (name, date) => {
  const zone = zoneOffset(name);
  const middle = Date.parse(`${date}T00:00:00Z`);
  const minute = fc.integer({ min: -4 * 1440, max: 4 * 1440 });
  fc.assert(
    fc.property(minute, minute, (a, b) => {
      const span = { from: middle + Math.min(a, b) * MINUTE, to: middle + Math.max(a, b) * MINUTE };
      const parts = cover(span, zone).flatMap((run) =>
        Array.from(
          { length: run.to - run.from },
          (_, i) => [slotStart(run.grain, run.start, run.from + i, zone), slotStart(run.grain, run.start, run.from + i + 1, zone)] as const,
        ),
      );
      let at = span.from;
      for (const [from, to] of parts) {
        expect(from).toBe(at);
        at = to;
      }
      expect(at).toBe(span.to);
      expect(parts.length).toBeLessThanOrEqual(2 * 59 + 2 * 24 + 8);
    }),
    { seed: 20264, numRuns: 60 },
  );
});

test('windows end with the running minute', () => {
  const zone = zoneOffset('Asia/Shanghai');
  const now = Date.parse('2026-03-10T10:07:30+08:00');
  const iso = (w: Parameters<typeof windowSpan>[0]) => Object.values(windowSpan(w, now, zone)).map((at) => localText(at, zone, 16));
  expect(iso('PT10M')).toEqual(['2026-03-10T09:58', '2026-03-10T10:08']);
  expect(iso('PT24H')).toEqual(['2026-03-09T10:00', '2026-03-10T10:08']);
  expect(iso('today')).toEqual(['2026-03-10T00:00', '2026-03-10T10:08']);
  expect(iso('month')).toEqual(['2026-03-01T00:00', '2026-03-10T10:08']);
  expect(iso('year')).toEqual(['2026-01-01T00:00', '2026-03-10T10:08']);
});
