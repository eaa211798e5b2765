import type { CanvasTheme } from '../ui/canvas-theme.ts';
import { CANVAS_FONT } from '../ui/fonts.ts';
import type { CanvasScale } from '../ui/use-canvas-look.ts';
import type { Mark, ValueAxis } from './axis.ts';
import type { CustomSeriesOption, LineSeriesOption, MarkLineComponentOption, ScatterSeriesOption } from './echarts-parts.ts';

/** Pieces that all option builders share. Nothing here animates, reacts to hover or draws boxes. */

export const QUIET = { animation: false, silent: true, emphasis: { disabled: true } } as const;

/** Text before the first and after the last Chinese character: digits at axis size, words at the readable size. */
export function axisText(text: string): string {
  return text.replace(/[\u3400-\u9fff]+/g, (words) => `{w|${words}}`);
}

/** A time axis at the bottom with labels inside its ends, one baseline, no ticks. */
export function timeAxis(theme: CanvasTheme, scale: CanvasScale, from: number, to: number, marks: Mark[]) {
  const at = new Map(marks.map((m) => [m.at, m.text]));
  return {
    type: 'value' as const,
    min: from,
    max: to,
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.line2, width: Math.max(1, scale.unit * 1.5) } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      show: marks.length > 0,
      customValues: marks.map((m) => m.at),
      formatter: (value: number) => axisText(at.get(value) ?? ''),
      color: theme.t3,
      fontSize: scale.axisFont,
      fontFamily: CANVAS_FONT,
      margin: 8 * scale.unit,
      alignMinLabel: 'left' as const,
      alignMaxLabel: 'right' as const,
      hideOverlap: false,
      rich: { w: { fontSize: scale.textFont, color: theme.t3, fontFamily: CANVAS_FONT } },
    },
  };
}

/** The invisible value axis; grid lines are drawn by `rules`. */
export function hiddenAxis(axis: ValueAxis) {
  return { type: 'value' as const, min: axis.min, max: axis.max, show: false };
}

/** Grid lines with their labels at the right end, the now line, and at most two annotations with a word. */
export function rules(args: {
  theme: CanvasTheme;
  scale: CanvasScale;
  grid: { value: number; text: string }[];
  now?: number | null;
  annotations?: { at: number; word: string }[];
  limit?: { value: number; text: string } | null;
  /** Grid lines nearer than this to the limit give way to it. */
  gap?: number;
}): MarkLineComponentOption {
  const { theme, scale, grid, now, annotations = [], limit, gap = 0 } = args;
  const u = scale.unit;
  const text = { fontFamily: CANVAS_FONT, fontSize: scale.axisFont, color: theme.t3 };
  const words = { fontFamily: CANVAS_FONT, fontSize: scale.textFont, color: theme.t2 };
  type Rule = NonNullable<MarkLineComponentOption['data']>[number];
  const clear = grid.filter((g) => !limit || Math.abs(g.value - limit.value) > gap);
  const data: Rule[] = clear.map((g) => ({
    yAxis: g.value,
    lineStyle: { color: theme.line, width: 1, type: 'solid' as const },
    label: { ...text, show: true, position: 'insideEndTop' as const, formatter: g.text, distance: [0, 2 * u] as unknown as number },
  }));
  if (limit) {
    data.push({
      yAxis: limit.value,
      lineStyle: { color: theme.t1, width: Math.max(1, 1.5 * u), type: [3 * u, 3 * u] },
      label: { ...words, show: limit.text !== '', position: 'insideEndTop' as const, formatter: limit.text },
    });
  }
  if (now !== null && now !== undefined) {
    data.push({ xAxis: now, lineStyle: { color: theme.t4, width: Math.max(1, u), type: [1.5 * u, 4 * u] }, label: { show: false } });
  }
  for (const a of annotations.slice(0, 2)) {
    data.push({
      xAxis: a.at,
      lineStyle: { color: theme.t3, width: Math.max(1, 1.5 * u), type: 'solid' as const },
      label: {
        ...words,
        show: true,
        rotate: 0,
        position: 'end' as const,
        formatter: a.word,
        align: 'right' as const,
        verticalAlign: 'top' as const,
        padding: [2 * u, 8 * u, 0, 0],
      },
    });
  }
  return { silent: true, animation: false, symbol: 'none', data, z: 1 };
}

/** A plain line of typed points under `id`. */
export function lineSeries(id: string, color: string, width: number, extra: LineSeriesOption = {}): LineSeriesOption {
  return {
    ...QUIET,
    id,
    type: 'line',
    dimensions: ['at', 'value'],
    showSymbol: false,
    connectNulls: false,
    legendHoverLink: false,
    lineStyle: { color, width, cap: 'round', join: 'round' },
    itemStyle: { color },
    clip: false,
    ...extra,
  };
}

/** Fills between two bounds of rows [at, low, high]; NaN rows break it into several areas. Drawn once, by its first row. */
export function areaSeries(id: string, fill: string, z: number): CustomSeriesOption {
  return {
    animation: false,
    silent: true,
    id,
    type: 'custom',
    dimensions: ['at', 'low', 'high'],
    encode: { x: 0, y: [1, 2] },
    progressive: 0,
    clip: false,
    z,
    renderItem: (params, api) => {
      if (params.dataIndexInside !== 0) return null;
      const polygons: number[][][] = [];
      let upper: number[][] = [];
      let lower: number[][] = [];
      const close = () => {
        if (upper.length > 1) polygons.push([...upper, ...lower.reverse()]);
        upper = [];
        lower = [];
      };
      for (let i = 0; i < params.dataInsideLength; i++) {
        const x = api.value(0, i) as number;
        if (Number.isNaN(x)) {
          close();
          continue;
        }
        lower.push(api.coord([x, api.value(1, i)]));
        upper.push(api.coord([x, api.value(2, i)]));
      }
      close();
      return {
        type: 'group',
        silent: true,
        children: polygons.map((points) => ({ type: 'polygon' as const, shape: { points }, style: { fill }, silent: true })),
      };
    },
  };
}

/** The last point as a dot. */
export function lastDot(id: string, color: string, scale: CanvasScale): ScatterSeriesOption {
  return {
    ...QUIET,
    id,
    type: 'scatter',
    dimensions: ['at', 'value'],
    symbol: 'circle',
    symbolSize: 5.2 * scale.lineWidth,
    itemStyle: { color, opacity: 1 },
    z: 6,
    clip: false,
  };
}
