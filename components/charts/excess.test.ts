import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBand, packPoints, splitExcess } from './excess.ts';

const flat = packBand([
  [0, 10, 20],
  [100, 10, 20],
]);

describe('excess over the band', () => {
  it('is empty inside', () => {
    expect(
      splitExcess(
        packPoints([
          [0, 12],
          [100, 18],
        ]),
        flat,
      ).outside,
    ).toHaveLength(0);
  });

  it('starts and ends at the crossings', () => {
    const { outside, area } = splitExcess(
      packPoints([
        [0, 15],
        [10, 25],
        [20, 15],
      ]),
      flat,
    );
    expect([...outside]).toEqual([5, 20, 10, 25, 15, 20, Number.NaN, Number.NaN]);
    expect([...area]).toEqual([5, 20, 20, 10, 20, 25, 15, 20, 20, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('sees both sides in one step', () => {
    const { outside } = splitExcess(
      packPoints([
        [0, 0],
        [10, 30],
      ]),
      flat,
    );
    const xs = [...outside].filter((_, i) => i % 2 === 0);
    expect(xs[0]).toBe(0);
    expect(xs[1]).toBeCloseTo(10 / 3);
    expect(xs[2]).toBeNaN();
    expect(xs[3]).toBeCloseTo(20 / 3);
    expect(xs[4]).toBe(10);
  });

  it('has no lower side when the band has none, and breaks at gaps', () => {
    const upper = packBand([
      [0, null, 20],
      [100, null, 20],
    ]);
    expect(
      splitExcess(
        packPoints([
          [0, -50],
          [10, 5],
        ]),
        upper,
      ).outside,
    ).toHaveLength(0);
    const { outside } = splitExcess(
      packPoints([
        [0, 30],
        [10, 30],
        [20, null],
        [30, 30],
        [40, 30],
      ]),
      upper,
    );
    expect([...outside].filter(Number.isNaN).length).toBe(4);
  });

  it('gives only points outside or on the band, in time order within a run', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 80 }), { minLength: 2, maxLength: 40 }), (values) => {
        const band = packBand(Array.from({ length: 12 }, (_, i) => [i * 37, 5 + (i % 3) * 4, 20 + (i % 4) * 6] as const));
        const { area } = splitExcess(packPoints(values.map((v, i) => [i * 10, v] as const)), band);
        let last = Number.NEGATIVE_INFINITY;
        for (let i = 0; i < area.length; i += 3) {
          const [x, bound, y] = [area[i] as number, area[i + 1] as number, area[i + 2] as number];
          if (Number.isNaN(x)) {
            last = Number.NEGATIVE_INFINITY;
            continue;
          }
          expect(x).toBeGreaterThanOrEqual(last);
          last = x;
          expect(Number.isFinite(bound)).toBe(true);
          expect(Number.isFinite(y)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
