import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Columns, decodeFrame, encodeSegment, joinSegments, makeColumns } from './signal-codec.ts';

type Cell = [region: number, minute: number, n: number, num: number, den: number];

function columns(cells: Cell[]): Columns {
  const c = makeColumns(Math.max(1, cells.length));
  c.count = cells.length;
  cells.forEach(([region, minute, n, num, den], i) => {
    c.region[i] = region;
    c.minute[i] = minute;
    c.n[i] = n;
    c.num[i] = num;
    c.den[i] = den;
  });
  return c;
}

function decode(body: Uint8Array): { topic: number; snapshot: boolean; cells: Cell[] }[] {
  const out: { topic: number; snapshot: boolean; cells: Cell[] }[] = [];
  decodeFrame(body, ({ topic, snapshot, columns: c }) => {
    const cells: Cell[] = [];
    for (let i = 0; i < c.count; i++) cells.push([c.region[i], c.minute[i], c.n[i], c.num[i], c.den[i]] as Cell);
    out.push({ topic, snapshot, cells });
  });
  return out;
}

const value = fc.oneof(fc.integer({ min: -300, max: 70_000 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), fc.maxSafeInteger());
const cell = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 40_000_000 }), value, value, value);
const segment = fc.record({
  topic: fc.integer({ min: 1, max: 1_000_000 }),
  snapshot: fc.boolean(),
  cells: fc.array(cell as fc.Arbitrary<Cell>, { maxLength: 60 }),
});

test('[S8] a frame decodes to what was encoded', () => {
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
      const body = joinSegments(segments.map((s) => encodeSegment(s.topic, columns(s.cells), s.snapshot)));
      expect(decode(body)).toEqual(segments);
    }),
    { numRuns: 300 },
  );
});

test('[S8] counts that are their own numerator take few bytes', () => {
  const cells = Array.from({ length: 22 }, (_, i): Cell => [i, 29_000_000, i * 11, i * 11, 0]);
  expect(encodeSegment(3, columns(cells)).length / 22).toBeLessThan(3);
});

test('[S8] the example of the specification', () => {
  const bytes = encodeSegment(
    7,
    columns([
      [0, 29_000_000, 300, 300, 0],
      [4, 29_000_000, 45, 45, 0],
    ]),
  );
  expect(Buffer.from(bytes).toString('hex')).toBe('0712' + '0200' + '008085d41b' + '01000004' + '015aff00' + '08' + '0000');
});

test('[S8] cut bytes are an error, never wrong values', () => {
  const whole = encodeSegment(
    7,
    columns([
      [0, 29_000_000, 300, 5, 0],
      [4, 29_000_000, 45, 8, 70_000],
    ]),
  );
  for (let end = 1; end < whole.length; end++) expect(() => decode(whole.subarray(0, end))).toThrow(RangeError);
});

test('[S8] random bytes never do more than throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      try {
        decode(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 500 },
  );
});
