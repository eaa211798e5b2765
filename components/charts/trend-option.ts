import { type CanvasTheme, withAlpha } from '../ui/canvas-theme.ts';
import { formatNumber, type UnitScale } from '../ui/format.ts';
import type { Severity } from '../ui/types.ts';
import type { CanvasScale } from '../ui/use-canvas-look.ts';
import { extentOf, gridDecimals, type Mark, settleAxis, type ValueAxis } from './axis.ts';
import type { EChartsCoreOption } from './echarts-parts.ts';
import { type BandPoints, type Points, splitExcess } from './excess.ts';
import { areaRender, hiddenAxis, lineSeries, ONE_ITEM, overRender, pictureSeries, type RenderItem, rules, timeAxis } from './options.ts';

/** What changes with every tick. */
export type TrendData = { line: Points; band: BandPoints };

/** What makes the shape of the chart; a change of it is a full redraw. */
export type TrendShape = {
  /** Span of the time axis, epoch ms. */
  from: number;
  to: number;
  now: number | null;
  axis: ValueAxis;
  decimals: number;
  /** 万 or 亿 of the panel: grid labels are written in it. */
  unit: UnitScale;
  /** Colour of the part outside the band; null leaves it ink (nothing is judged). */
  severity: Severity | null;
  /** At most two, each with one word. */
  annotations: { at: number; word: string }[];
  /** Empty hides the labels of the time axis (small multiples show them once). */
  marks: Mark[];
  limit?: { value: number; text: string } | null;
  /** Late series: the line fades. */
  faded?: boolean;
};

/** New content of one series: its data, and for a picture series what draws it. */
export type SeriesPatch = { id: string; data: Float64Array | number[][] | object[]; links?: object[]; renderItem?: RenderItem };

/** Axis that holds line and band; `zero` for volumes, cropped for rates. Stays `old` while that serves. */
export function trendAxis(data: TrendData, zero: boolean, limit?: number | null, old: ValueAxis | null = null): ValueAxis {
  const line = extentOf(data.line, 2, [1]);
  const band = extentOf(data.band, 3, [1, 2]);
  const low = Math.min(line.low, band.low, limit ?? Number.POSITIVE_INFINITY);
  const high = Math.max(line.high, band.high, limit ?? Number.NEGATIVE_INFINITY);
  return settleAxis(old, low, high, zero);
}

/** What a tick sends: the line, and what lies over it. */
export function trendPatch(shape: TrendShape, data: TrendData, theme: CanvasTheme, scale: CanvasScale): SeriesPatch[] {
  return [
    { id: 'line', data: data.line },
    { id: 'over', data: ONE_ITEM, renderItem: renderOver(shape, data, theme, scale) },
  ];
}

function renderOver(shape: TrendShape, data: TrendData, theme: CanvasTheme, scale: CanvasScale): RenderItem {
  const ink = shape.faded ? theme.t3 : theme.t1;
  const last = lastPoint(data.line);
  const radius = 2.6 * scale.lineWidth;
  if (shape.severity === null)
    return overRender({ area: NO_ROWS, outside: NO_ROWS, last }, { fill: theme.band, color: ink, dot: ink, width: scale.lineWidth, radius });
  const { fill, text } = theme.severity[shape.severity];
  const excess = splitExcess(data.line, data.band);
  const out = endsOutside(excess.outside, last);
  return overRender({ ...excess, last }, { fill: withAlpha(fill, 0.28), color: text, dot: out ? text : ink, width: scale.lineWidth * 1.1, radius });
}

const NO_ROWS = new Float64Array(0);

/** The newest point that has a value; empty when there is none. */
export function lastPoint(line: Points): Float64Array {
  for (let i = line.length - 2; i >= 0; i -= 2) if (!Number.isNaN(line[i + 1] as number)) return line.slice(i, i + 2);
  return new Float64Array(0);
}

/** Whether the newest value lies outside the band. */
export function lastOutside(data: TrendData): boolean {
  return endsOutside(splitExcess(data.line, data.band).outside, lastPoint(data.line));
}

function endsOutside(outside: Float64Array, last: Float64Array): boolean {
  return outside.length >= 4 && last.length === 2 && outside[outside.length - 4] === last[0];
}

/** Today against the expected band. Bounds without limit are clipped to the axis. */
export function trendOption(shape: TrendShape, data: TrendData, theme: CanvasTheme, scale: CanvasScale): EChartsCoreOption {
  const u = scale.unit;
  const ink = shape.faded ? theme.t3 : theme.t1;
  const decimals = shape.unit.divisor === 1 ? shape.decimals : 1;
  const gridText = (value: number) => {
    const scaled = value / shape.unit.divisor;
    return formatNumber(scaled, gridDecimals(scaled, decimals));
  };
  const words = shape.annotations.length > 0 ? scale.textFont * 1.2 : 0;
  return {
    animation: false,
    grid: {
      left: 1,
      right: Math.ceil(2.6 * scale.lineWidth),
      top: Math.max(scale.axisFont, words * 0.6),
      bottom: shape.marks.length > 0 ? Math.ceil(Math.max(scale.axisFont, scale.textFont) * 1.25 + 8 * u) : 2,
      containLabel: false,
    },
    xAxis: timeAxis(theme, scale, shape.from, shape.to, shape.marks),
    yAxis: hiddenAxis(shape.axis),
    series: [
      pictureSeries('band', areaRender(clipBand(data.band, shape.axis), theme.band), 1),
      {
        ...lineSeries('line', ink, scale.lineWidth),
        z: 3,
        data: data.line,
        markLine: rules({
          theme,
          scale,
          grid: shape.axis.grid.map((value) => ({ value, text: gridText(value) })),
          now: shape.now,
          annotations: shape.annotations,
          limit: shape.limit,
          gap: (shape.axis.max - shape.axis.min) * 0.08,
        }),
      },
      pictureSeries('over', renderOver(shape, data, theme, scale), 4),
    ],
  };
}

/** Rows of the band with open sides drawn to the edge of the axis. */
export function clipBand(band: BandPoints, axis: ValueAxis): Float64Array {
  const out = Float64Array.from(band);
  for (let i = 0; i < out.length; i += 3) {
    out[i + 1] = Math.max(axis.min, out[i + 1] as number);
    out[i + 2] = Math.min(axis.max, out[i + 2] as number);
  }
  return out;
}
