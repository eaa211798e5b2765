import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weeksBehind, zoneOffset } from '../../server/core/indicator/window.ts';
import { dayAt, daysTo, isAhead, LENGTHS, lengthOf, parseServicesUrl, reportYears, writeServicesUrl } from './services-url.ts';
import { shareRows } from './share-rows.ts';

const zones = ['Asia/Shanghai', 'Europe/Berlin'].map(zoneOffset);
const at = (text: string) => Date.parse(`${text}+08:00`);
const [shanghai] = zones as [(typeof zones)[number]];

test('the address carries what is counted and keeps what others keep in it', () => {
  expect(parseServicesUrl(new URLSearchParams('of=accepted'))).toEqual({ of: 'accepted' });
  expect(parseServicesUrl(new URLSearchParams('of=<script>'))).toEqual({ of: 'closed' });
  expect(writeServicesUrl(new URLSearchParams('r=440300&of=accepted'), { of: 'closed' }).toString()).toBe('r=440300');
  expect(writeServicesUrl(new URLSearchParams('r=440300'), { of: 'accepted' }).toString()).toBe('r=440300&of=accepted');
});

test('a span ends with its day and is told by its length, in any zone and over a change of the clock', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
      fc.constantFrom(...LENGTHS),
      fc.constantFrom(...zones),
      (now, length, zone) => {
        const span = daysTo(now, length, zone);
        expect(lengthOf(span, zone)).toBe(length);
        expect(span.to).toBe(dayAt(now, zone).to);
        expect(daysTo(span.to - 1, length, zone)).toEqual(span);
        expect(weeksBehind(span)).toBe({ '1': 1, '7': 1, '28': 4 }[length]);
        expect(Math.round((span.to - span.from) / 86_400_000)).toBe(Number(length));
      },
    ),
    { seed: 303 },
  );
  expect(lengthOf({ from: at('2026-03-01T00:00'), to: at('2026-03-04T00:00') }, shanghai)).toBeNull();
  expect(lengthOf({ from: at('2026-03-01T08:00'), to: at('2026-03-02T08:00') }, shanghai)).toBeNull();
});

test('yearly reports are looked for in the year of the day and the two before', () => {
  expect(reportYears(at('2026-03-10T16:00'), shanghai)).toEqual({ from: at('2024-01-01T00:00'), to: at('2027-01-01T00:00') });
});

test('parts and the named remainder are the whole, to the last case', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { maxLength: 8 }), fc.integer({ min: 0, max: 1e7 }), (nums, whole) => {
      const table = shareRows(
        nums.map((num, i) => ({ key: String(i), name: String(i), num })),
        whole,
      );
      expect(table.rows.reduce((sum, row) => sum + row.num, 0) + table.rest).toBe(whole);
      for (const row of table.rows) expect(row.share).toBe(whole > 0 ? row.num / whole : null);
    }),
    { seed: 304 },
  );
});

test('a day that has not begun lies ahead, today does not', () => {
  const noon = Date.UTC(2026, 2, 10, 12);
  const today = dayAt(noon, () => 0);
  expect(isAhead(today, noon, () => 0)).toBe(false);
  expect(isAhead({ from: today.to, to: today.to + 86_400_000 }, noon, () => 0)).toBe(true);
  expect(isAhead({ from: today.from, to: today.to + 1 }, noon, () => 0)).toBe(true);
});
