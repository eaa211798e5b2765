import { describe, expect, it } from 'vitest';
import { canvasTheme } from '../ui/canvas-theme.ts';
import { type SankeyInput, sankeyOption, sankeyPatch } from './sankey-option.ts';

const theme = canvasTheme('dark');
const input: SankeyInput = {
  items: [
    { id: '0:a', label: '甲', value: 3, text: '3', dimmed: false },
    { id: '1:a', label: '9610', value: 3, text: '3', dimmed: true },
  ],
  ways: [{ from: '0:a', to: '1:a', value: 3 }],
};

describe('a Sankey diagram', () => {
  it('names things by unique ids, so that one code may stand in two columns', () => {
    const { id, data, links } = sankeyPatch(input, theme);
    expect(id).toBe('sankey');
    expect(data.map((d) => d.name)).toEqual(['0:a', '1:a']);
    expect(links).toEqual([{ source: '0:a', target: '1:a', value: 3 }]);
  });

  it('is grey, keeps the order that it is given, and does not move by itself', () => {
    const option = sankeyOption(input, theme, { unit: 1, axisFont: 14, textFont: 15, lineWidth: 1.8 }) as {
      animation: boolean;
      series: { layoutIterations: number; animation: boolean }[];
    };
    expect(option.animation).toBe(false);
    expect(option.series[0]).toMatchObject({ layoutIterations: 0, animation: false });
    expect(sankeyPatch(input, theme).data[1]?.itemStyle.color).toBe(theme.line2);
  });
});
