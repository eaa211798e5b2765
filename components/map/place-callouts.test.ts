import { describe, expect, it } from 'vitest';
import { landGrid, overlap, placeCallouts } from './place-callouts.ts';

const size = { width: 800, height: 600 };
/** Land is the left half; the sea lies right. */
const land = landGrid(
  [
    [
      [
        [0, 0],
        [400, 0],
        [400, 600],
        [0, 600],
      ],
    ],
  ],
  size,
  8,
);
const ask = (adcode: string, x: number, y: number) => ({ adcode, anchor: [x, y] as [number, number], width: 150, height: 50 });

describe('call-outs', () => {
  it('rasters land', () => {
    const filled = land.filled.reduce((a, b) => a + b, 0) / land.filled.length;
    expect(filled).toBeGreaterThan(0.48);
    expect(filled).toBeLessThan(0.54);
  });

  it('stand in the sea, near their region', () => {
    const [place] = placeCallouts([ask('a', 380, 300)], land, size, [], 220);
    expect(place?.box.x).toBeGreaterThanOrEqual(370);
    expect(Math.abs((place?.box.y ?? 0) + 25 - 300)).toBeLessThan(120);
  });

  it('cover neither each other nor what is taken', () => {
    const taken = [{ x: 400, y: 280, width: 400, height: 60 }];
    const places = placeCallouts([ask('a', 390, 250), ask('b', 390, 330), ask('c', 390, 420)], land, size, taken, 260);
    expect(places.length).toBeGreaterThanOrEqual(2);
    const boxes = [...places.map((p) => p.box), ...taken];
    for (const a of boxes) for (const b of boxes) if (a !== b) expect(overlap(a, b)).toBe(0);
  });

  it('are left out far inland', () => {
    expect(placeCallouts([ask('a', 60, 300)], land, size, [], 200)).toHaveLength(0);
  });

  it('stay inside the picture', () => {
    const [place] = placeCallouts([ask('a', 790, 10)], land, size, [], 220);
    expect((place?.box.x ?? 0) + 150).toBeLessThanOrEqual(size.width);
    expect(place?.box.y).toBeGreaterThanOrEqual(0);
  });
});
