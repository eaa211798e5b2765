import { describe, expect, it } from 'vitest';
import { oklchChroma, saturatedShare } from './saturation.ts';

const hex = (h: string): [number, number, number] => [1, 3, 5].map((i) => Number.parseInt(h.slice(i, i + 2), 16)) as [number, number, number];
const pixels = (...colours: string[]) => Uint8Array.from(colours.flatMap((c) => [...hex(c), 255]));

describe('saturation', () => {
  it('agrees with published OKLCH values', () => {
    expect(oklchChroma(255, 0, 0)).toBeCloseTo(0.2577, 3);
    expect(oklchChroma(0, 0, 255)).toBeCloseTo(0.3132, 3);
    expect(oklchChroma(128, 128, 128)).toBeCloseTo(0, 4);
  });

  it('calls every neutral token grey and every severity colour saturated', () => {
    for (const c of ['#0c0d0f', '#141619', '#24282e', '#3b4149', '#4d545d', '#666d77', '#8a919b', '#b4bac2', '#eceef1', '#f4f4f2', '#868b92', '#9ea29f']) {
      expect(oklchChroma(...hex(c)), c).toBeLessThan(0.05);
    }
    for (const c of ['#ff6257', '#ff9a3c', '#f0d048', '#66aeff', '#c62a21', '#ab4c00', '#7a6000', '#1d62b0']) {
      expect(oklchChroma(...hex(c)), c).toBeGreaterThan(0.05);
    }
  });

  it('counts the share, skips transparent pixels, and samples', () => {
    expect(saturatedShare(pixels('#ff6257', '#141619', '#141619', '#141619'))).toBe(0.25);
    const some = pixels('#ff6257', '#141619');
    some[3] = 0;
    expect(saturatedShare(some)).toBe(0);
    expect(saturatedShare(pixels('#ff6257', '#141619', '#ff6257', '#141619'), { step: 2 })).toBe(1);
    expect(saturatedShare(new Uint8Array(0))).toBe(0);
  });
});
