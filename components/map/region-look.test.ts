import { describe, expect, it } from 'vitest';
import { canvasTheme } from '../ui/canvas-theme.ts';
import { oklchChroma } from '../ui/saturation.ts';
import { classOf, hexOf, rampStep, ratioText, regionFill } from './region-look.ts';
import type { MapRegion } from './types.ts';

const theme = canvasTheme('dark');
const grey = { kind: 'ratio' } as const;
const region = (over: Partial<MapRegion>): MapRegion => ({
  adcode: '990100',
  name: '甲市',
  labelPos: null,
  value: 10,
  ratio: 1,
  severity: null,
  state: 'fresh',
  ...over,
});

describe('look of a region', () => {
  it.each([
    [0.5, 0],
    [0.8, 0],
    [0.88, 1],
    [0.97, 2],
    [1.04, 3],
    [1.13, 4],
    [1.9, 4],
  ])('ratio %d is step %d', (ratio, step) => expect(rampStep(ratio)).toBe(step));

  it('is grey while normal, tinted while abnormal', () => {
    const chroma = (r: Partial<MapRegion>) => {
      const [red, green, blue] = regionFill(region(r), grey, theme);
      return oklchChroma(red, green, blue);
    };
    for (const ratio of [null, 0.7, 0.9, 1, 1.1, 1.4]) expect(chroma({ ratio })).toBeLessThan(0.05);
    for (const severity of [1, 2, 3] as const) expect(chroma({ severity })).toBeGreaterThan(0.05);
  });

  it('gives silence, no data and not connected looks that are not a value', () => {
    const fills = (['stale', 'dead', 'no_data'] as const).map((state) => hexOf(regionFill(region({ state, ratio: 1.9, severity: 1 }), grey, theme)));
    expect(new Set(fills)).toEqual(new Set([theme.panel]));
    expect(hexOf(regionFill(region({ state: 'not_connected' }), grey, theme))).toBe('none');
    expect(hexOf(regionFill(undefined, grey, theme))).toBe('none');
  });

  it('takes classes of an analysis layer, and leaves severity to the outline there', () => {
    const shade = { kind: 'sequential' as const, breaks: [3, 4, 5], label: '退单率' };
    expect(classOf(2.9, shade.breaks)).toBe(0);
    expect(classOf(5, shade.breaks)).toBe(3);
    expect(hexOf(regionFill(region({ value: 4.5, severity: 1 }), shade, theme))).toBe(theme.sequential[2]);
    expect(hexOf(regionFill(region({ value: null }), shade, theme))).toBe(theme.panel);
  });

  it('writes shares with an arrow', () => {
    expect(ratioText(1.9)).toBe('▲ 90%');
    expect(ratioText(0.88)).toBe('▼ 12%');
    expect(ratioText(1.001)).toBe('0%');
    expect(ratioText(null)).toBeNull();
  });
});
