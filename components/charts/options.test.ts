import { describe, expect, it } from 'vitest';
import { canvasTheme, withAlpha } from '../ui/canvas-theme.ts';
import { PLAIN } from '../ui/format.ts';
import { gridDecimals, niceFloor, settleAxis, timeMarks, valueAxis } from './axis.ts';
import { packBand, packPoints } from './excess.ts';
import { linesAxis, linesOption, linesPatch } from './lines-option.ts';
import { axisText, type RenderItem } from './options.ts';
import { areaPath, linePath } from './spark-path.ts';
import { lastOutside, lastPoint, trendAxis, trendOption, trendPatch } from './trend-option.ts';

const HOUR = 3_600_000;
const day = Date.UTC(2026, 5, 15, 16); // 16 June in Shanghai
const theme = canvasTheme('dark');
const scale = { unit: 1, axisFont: 23, textFont: 28, lineWidth: 2.4 };

describe('axes', () => {
  it('writes a day as 0 6 12 18 24 时', () => {
    expect(timeMarks(day, day + 24 * HOUR).map((m) => m.text)).toEqual(['0', '6', '12', '18', '24 时']);
    expect(timeMarks(day, day + 24 * HOUR, 'en').at(-1)?.text).toBe('24 h');
  });

  it('writes hours within an hour and dates over days', () => {
    expect(timeMarks(day + 13 * HOUR, day + 14 * HOUR).map((m) => m.text)).toEqual(['13:00', '13:15', '13:30', '13:45', '14:00']);
    expect(timeMarks(day, day + 30 * 24 * HOUR)[0]?.text).toBe('6月16日');
  });

  it('names at most three months or years of a long span, at their true starts', () => {
    const at = (year: number, month = 0) => Date.UTC(year, month) - 8 * HOUR;
    const texts = (from: number, to: number) => timeMarks(from, to, 'zh-CN', 'Asia/Shanghai').map((m) => m.text);
    expect(texts(at(2024, 5), at(2025, 8))).toEqual(['2024-07', '2025-01', '2025-07']);
    expect(texts(at(2024, 5), at(2026, 5))).toEqual(['2025', '2026']);
    expect(texts(at(2019), at(2026))).toEqual(['2020', '2025']);
    expect(texts(at(2000), at(2026)).length).toBeLessThanOrEqual(3);
    expect(timeMarks(at(2024, 5), at(2026, 5), 'zh-CN', 'Asia/Shanghai').map((m) => m.at)).toEqual([at(2025), at(2026)]);
  });

  it.each([
    [4310, 4000],
    [669, 600],
    [182, 150],
    [0.86, 0.8],
    [0, 0],
  ])('rounds %d down to %d', (value, nice) => expect(niceFloor(value)).toBe(nice));

  it('starts volumes at zero and crops rates, with at most two grid lines', () => {
    expect(valueAxis(100, 4310, true)).toMatchObject({ min: 0, grid: [4000] });
    const rate = valueAxis(98.9, 99.4, false);
    expect(rate.min).toBeLessThan(98.9);
    expect(rate.max).toBeGreaterThan(99.4);
    expect(rate.grid.length).toBeLessThanOrEqual(2);
    expect([10, 9.96, 1.4, 0.25].map((v) => gridDecimals(v, 1))).toEqual([0, 2, 1, 2]);
    expect(valueAxis(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true)).toEqual({ min: 0, max: 1, grid: [] });
  });

  it('sets Chinese larger than digits', () => {
    expect(axisText('24 时')).toBe('24 {w|时}');
  });
});

/** Kinds and colours that a picture series draws, on a plane without projection. */
function picture(render: RenderItem | undefined): [string, unknown][] {
  const api = { coord: (p: [number, number]) => p };
  const group = render?.({} as Parameters<RenderItem>[0], api as unknown as Parameters<RenderItem>[1]) as {
    children: { type: string; style: { fill?: string; stroke?: string } }[];
  };
  return group.children.map((c) => [c.type, c.style.stroke ?? c.style.fill]);
}

describe('trend', () => {
  const data = {
    line: packPoints([
      [day, 10],
      [day + HOUR, 10],
      [day + 2 * HOUR, 40],
      [day + 3 * HOUR, null],
    ]),
    band: packBand([
      [day, 8, 12],
      [day + 24 * HOUR, 8, 12],
    ]),
  };

  const shape = {
    from: day,
    to: day + 24 * HOUR,
    now: null,
    axis: trendAxis(data, true),
    decimals: 0,
    unit: PLAIN,
    severity: 2 as const,
    annotations: [],
    marks: [],
  };

  it('sends data only, by id', () => {
    const patch = trendPatch(shape, data, theme, scale);
    expect(patch.map((p) => p.id)).toEqual(['line', 'over']);
    expect(patch[0]?.data).toBe(data.line);
    expect([...lastPoint(data.line)]).toEqual([day + 2 * HOUR, 40]);
    expect(lastOutside(data)).toBe(true);
  });

  it('colours only what lies outside: 28% fill, line and dot', () => {
    const draw = (severity: 2 | null) => picture(trendPatch({ ...shape, severity }, data, theme, scale)[1]?.renderItem);
    const alarm = theme.severity[2];
    expect(draw(2)).toEqual([
      ['polygon', withAlpha(alarm.fill, 0.28)],
      ['polyline', alarm.text],
      ['circle', alarm.text],
    ]);
    expect(draw(null)).toEqual([['circle', theme.t1]]);
  });

  it('never animates', () => {
    const option = trendOption(shape, data, theme, scale) as {
      animation: boolean;
      series: { id: string; lineStyle?: { color: string }; animation: boolean }[];
    };
    expect(option.animation).toBe(false);
    expect(option.series.every((s) => s.animation === false)).toBe(true);
    expect(option.series.find((s) => s.id === 'line')?.lineStyle?.color).toBe(theme.t1);
  });

  it('keeps its axis while the values still fit', () => {
    const old = { min: 0, max: 50, grid: [40] };
    expect(settleAxis(old, 0, 49, true)).toBe(old);
    expect(settleAxis(old, 0, 51, true)).not.toBe(old);
    expect(settleAxis(old, 0, 10, true)).not.toBe(old);
    expect(settleAxis({ min: 98, max: 99, grid: [] }, 97, 98.5, false).min).toBeLessThan(97);
  });

  it('keeps at most two annotations', () => {
    const notes = [1, 2, 3].map((i) => ({ at: day + i * HOUR, word: '暴雨' }));
    const option = trendOption({ ...shape, now: day, annotations: notes }, data, theme, scale) as {
      series: { id: string; markLine?: { data: { xAxis?: number }[] } }[];
    };
    const rules = option.series.find((s) => s.id === 'line')?.markLine?.data ?? [];
    expect(rules.filter((r) => r.xAxis !== undefined)).toHaveLength(3);
  });
});

describe('lines', () => {
  const lines = ['广州', '深圳'].map((label, i) => ({
    id: `l${i}`,
    label,
    points: packPoints([
      [day, i],
      [day + HOUR, i + 1],
    ]),
  }));

  it('draws one or five, each with its end label and dot', () => {
    const option = linesOption(
      { from: day, to: day + HOUR, now: null, axis: linesAxis(lines, true), decimals: 0, unit: PLAIN, marks: [] },
      lines,
      theme,
      scale,
    ) as {
      series: { id: string; endLabel?: { formatter: string } }[];
    };
    expect(option.series.map((s) => s.id)).toEqual(['l0', 'l0-last', 'l1', 'l1-last']);
    expect(option.series[2]?.endLabel?.formatter).toBe('深圳');
    expect(linesPatch(lines).map((p) => p.id)).toEqual(['l0', 'l0-last', 'l1', 'l1-last']);
  });
});

describe('sparkline paths', () => {
  const box = { from: 0, to: 10, low: 0, high: 10, width: 100, height: 100 };

  it('breaks at gaps and makes lone points dots', () => {
    expect(linePath(Float64Array.of(0, 0, 5, 10, 6, Number.NaN, 10, 5), box)).toBe('M0 90L50 10M100 50h0');
  });

  it('closes the band', () => {
    expect(areaPath(Float64Array.of(0, 0, 10, 10, 0, 10), box)).toBe('M0 10L100 10L100 90L0 90Z');
  });
});
