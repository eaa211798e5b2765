import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dashLine, hatchPolygon, hatchRings } from './hatch.ts';
import { project } from './view.ts';

const square = [
  [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ],
];
const hole = [
  [4, 4],
  [6, 4],
  [6, 6],
  [4, 6],
];

describe('hatch', () => {
  it('covers a square with lines as long as its width', () => {
    const lines = hatchRings(square, 1, 0);
    expect(lines).toHaveLength(10);
    for (const l of lines) {
      const [a, b] = [l.from[0], l.to[0]].sort((x, y) => x - y);
      expect(a).toBeCloseTo(0);
      expect(b).toBeCloseTo(10);
    }
  });

  it('leaves holes open', () => {
    const through = hatchRings([...square, hole], 1, 0).filter((l) => Math.abs(l.from[1] - 5) < 1e-9);
    expect(through).toHaveLength(2);
  });

  it('draws about area ÷ spacing of line at any angle', () => {
    fc.assert(
      fc.property(fc.integer({ min: -89, max: 89 }), (angle) => {
        const length = hatchRings(square, 0.05, angle).reduce((sum, l) => sum + Math.hypot(l.to[0] - l.from[0], l.to[1] - l.from[1]), 0);
        expect(length * 0.05).toBeGreaterThan(99);
        expect(length * 0.05).toBeLessThan(101);
      }),
      { numRuns: 40 },
    );
  });

  it('stands at 45° and the asked distance on the screen', () => {
    const polygon = [
      [
        [113, 23],
        [114, 23],
        [114, 24],
        [113, 24],
      ],
    ];
    const view = { longitude: 113.5, latitude: 23.5, zoom: 7 };
    const size = { width: 800, height: 600 };
    const lines = hatchPolygon(polygon, 7, 9).map((l) => [project(view, size, ...l.from), project(view, size, ...l.to)] as const);
    const offsets = lines.map(([[ax, ay], [bx, by]]) => {
      expect(Math.abs((by - ay) / (bx - ax))).toBeCloseTo(1, 6);
      return (ax + ay) / Math.SQRT2;
    });
    const sorted = offsets.sort((a, b) => a - b);
    expect((sorted[1] as number) - (sorted[0] as number)).toBeCloseTo(9, 3);
  });
});

describe('dashes', () => {
  it('cuts a line into dashes and gaps', () => {
    const dashes = dashLine(
      [
        [113, 23],
        [114, 23],
      ],
      7,
      5,
      4,
    );
    const px = (512 / 360) * 2 ** 7;
    expect(dashes).toHaveLength(Math.ceil(px / 9));
    const first = dashes[0] as number[][];
    expect(((first.at(-1)?.[0] ?? 0) - (first[0]?.[0] ?? 0)) * px).toBeCloseTo(5, 6);
  });

  it('goes round corners without losing its beat', () => {
    const dashes = dashLine(
      [
        [113, 23],
        [113.001, 23],
        [113.001, 23.4],
      ],
      7,
      5,
      4,
    );
    expect(dashes[0]).toHaveLength(3);
  });
});
