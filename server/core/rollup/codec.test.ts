import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToSlot, clearSlot, decodeSlots, emptySlots, encodeSlots, type Slots } from './codec.ts';

const whole = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer(), fc.maxSafeInteger());
const slotsOf = fc
  .record({
    length: fc.constantFrom(1, 23, 366, 744, 1380, 1440, 1500),
    last: fc.boolean(),
    plain: fc.boolean(),
    filled: fc.array(fc.tuple(fc.nat(1499), whole, whole, whole, fc.nat(2 ** 41)), { maxLength: 500 }),
  })
  .map(({ length, last, plain, filled }) => {
    const s = emptySlots(length, last);
    for (const [i, n, num, den, at] of filled) {
      const slot = i % length;
      s.n[slot] = n;
      s.num[slot] = plain ? n : num;
      s.den[slot] = plain ? 0 : den;
      if (s.lastAt && s.lastNum && s.lastDen && at > 0) {
        s.lastAt[slot] = at;
        s.lastNum[slot] = num;
        s.lastDen[slot] = den;
      }
    }
    return s;
  });
const plain = (s: Slots) => Object.fromEntries(Object.entries(s).map(([k, v]) => [k, v instanceof Float64Array ? [...v].map((x) => x + 0) : v]));

test('slots come back as they were, dense or sparse, small or large', () => {
  fc.assert(
    fc.property(slotsOf, (s) => void expect(plain(decodeSlots(encodeSlots(s)))).toEqual(plain(s))),
    { seed: 20261, numRuns: 300 },
  );
});

test('bytes that are cut anywhere are refused', () => {
  fc.assert(
    fc.property(slotsOf, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (s, share) => {
      const bytes = encodeSlots(s);
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      expect(() => decodeSlots(cut)).toThrow();
    }),
    { seed: 20262, numRuns: 300 },
  );
});

test('bytes inside a larger buffer are read from where they begin', () => {
  const s = emptySlots(1440, true);
  addToSlot(s, 700, { n: 1, num: -12, den: 3, lastAt: 1_773_100_000_000, lastNum: -12, lastDen: 3 });
  const bytes = encodeSlots(s);
  const inside = new Uint8Array(bytes.length + 7);
  inside.set(bytes, 7);
  expect(plain(decodeSlots(inside.subarray(7)))).toEqual(plain(s));
  expect(bytes.length).toBeLessThan(60);
});

test('deltas add up in any order, and the newest value stays', () => {
  const delta = fc.record({
    n: fc.integer({ min: -3, max: 3 }),
    num: fc.integer(),
    den: fc.integer(),
    lastAt: fc.option(fc.integer({ min: 1, max: 9 })),
    lastNum: fc.integer(),
    lastDen: fc.integer(),
  });
  fc.assert(
    fc.property(fc.array(delta, { maxLength: 20 }), (deltas) => {
      const s = emptySlots(1, true);
      for (const d of deltas) addToSlot(s, 0, d);
      const newest = deltas.reduce<(typeof deltas)[number] | null>(
        (best, d) => (d.lastAt !== null && (best === null || d.lastAt >= (best.lastAt as number)) ? d : best),
        null,
      );
      const sum = (k: 'n' | 'num' | 'den') => deltas.reduce((t, d) => t + d[k], 0);
      expect([s.n[0], s.num[0], s.den[0], s.lastNum?.[0], s.lastDen?.[0]].map((x) => (x as number) + 0)).toEqual(
        [sum('n'), sum('num'), sum('den'), newest?.lastNum ?? 0, newest?.lastDen ?? 0].map((x) => x + 0),
      );
      clearSlot(s, 0);
      expect(plain(s)).toEqual(plain(emptySlots(1, true)));
    }),
    { seed: 20263 },
  );
});
