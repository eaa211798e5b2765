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

const WORD_WITHIN = /[\u3400-\u9fff]\d/;

/** A time axis at the bottom with labels inside its ends, one baseline, no ticks. */
export function timeAxis(theme: CanvasTheme, scale: CanvasScale, from: number, to: number, marks: Mark[]) {
  const at = new Map(marks.map((m) => [m.at, m.text]));
  // Words in the middle of a text are laid over its digits where the label is aligned to an end: such a text has one size.
  const mixed = marks.some((m) => WORD_WITHIN.test(m.text));
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
      formatter: (value: number) => (mixed ? (at.get(value) ?? '') : axisText(at.get(value) ?? '')),
      color: theme.t3,
      fontSize: mixed ? scale.textFont : scale.axisFont,
      fontFamily: CANVAS_FONT,
      margin: 8 * scale.unit,
      alignMinLabel: 'left' as const,
      alignMaxLabel: 'right' as const,
      hideOverlap: true,
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

/** Draws a custom series: one item whose picture comes from typed rows, since a data item a point costs ten times as much. */
export type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;

/** What a custom series of this kind takes as data: it draws once, from its own rows. */
export const ONE_ITEM = [[0]];

/** A custom series that draws `render` once. A tick sends the same id with a new `render`. */
export function pictureSeries(id: string, render: RenderItem, z: number): CustomSeriesOption {
  return { animation: false, silent: true, id, type: 'custom', encode: { x: -1, y: -1 }, progressive: 0, clip: false, z, data: ONE_ITEM, renderItem: render };
}

type ToPx = (point: [number, number]) => number[];

/** Pixel polygons between the bounds of rows [at, low, high]; NaN rows break them. */
export function areaPolygons(rows: Float64Array, px: ToPx): number[][][] {
  const polygons: number[][][] = [];
  let upper: number[][] = [];
  let lower: number[][] = [];
  for (let i = 0; i <= rows.length; i += 3) {
    const at = i < rows.length ? (rows[i] as number) : Number.NaN;
    if (Number.isNaN(at)) {
      if (upper.length > 1) polygons.push([...upper, ...lower.reverse()]);
      upper = [];
      lower = [];
      continue;
    }
    lower.push(px([at, rows[i + 1] as number]));
    upper.push(px([at, rows[i + 2] as number]));
  }
  return polygons;
}

/** Pixel polylines of [at, value] points; NaN breaks them. */
export function polylines(points: Float64Array, px: ToPx): number[][][] {
  const lines: number[][][] = [];
  let line: number[][] = [];
  for (let i = 0; i <= points.length; i += 2) {
    const value = i < points.length ? (points[i + 1] as number) : Number.NaN;
    if (Number.isNaN(value)) {
      if (line.length > 1) lines.push(line);
      line = [];
      continue;
    }
    line.push(px([points[i] as number, value]));
  }
  return lines;
}

/** Fills the rows [at, low, high]. */
export function areaRender(rows: Float64Array, fill: string): RenderItem {
  return (_params, api) => ({
    type: 'group',
    silent: true,
    children: areaPolygons(rows, (p) => api.coord(p)).map((points) => ({ type: 'polygon' as const, shape: { points }, style: { fill }, silent: true })),
  });
}

/** What lies over the line: the excess area, the line's part outside, and the last dot. */
export function overRender(
  over: { area: Float64Array; outside: Float64Array; last: Float64Array },
  paint: { fill: string; color: string; dot: string; width: number; radius: number },
): RenderItem {
  return (_params, api) => {
    const px: ToPx = (p) => api.coord(p);
    const dot = over.last.length === 2 ? px([over.last[0] as number, over.last[1] as number]) : null;
    return {
      type: 'group',
      silent: true,
      children: [
        ...areaPolygons(over.area, px).map((points) => ({ type: 'polygon' as const, shape: { points }, style: { fill: paint.fill }, silent: true })),
        ...polylines(over.outside, px).map((points) => ({
          type: 'polyline' as const,
          shape: { points },
          style: { stroke: paint.color, lineWidth: paint.width, fill: 'none', lineCap: 'round' as const, lineJoin: 'round' as const },
          silent: true,
        })),
        ...(dot
          ? [{ type: 'circle' as const, shape: { cx: dot[0] as number, cy: dot[1] as number, r: paint.radius }, style: { fill: paint.dot }, silent: true }]
          : []),
      ],
    };
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
