import { type CanvasTheme, withAlpha } from '../ui/canvas-theme.ts';
import { formatNumber, type UnitScale } from '../ui/format.ts';
import type { Severity } from '../ui/types.ts';
import type { CanvasScale } from '../ui/use-canvas-look.ts';
import { extentOf, type Mark, type ValueAxis, valueAxis } from './axis.ts';
import type { EChartsCoreOption } from './echarts-parts.ts';
import { type BandPoints, type Points, splitExcess } from './excess.ts';
import { areaSeries, hiddenAxis, lastDot, lineSeries, rules, timeAxis } from './options.ts';

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

export type SeriesPatch = { id: string; data: Float64Array };

/** Axis that holds line and band; `zero` for volumes, cropped for rates. */
export function trendAxis(data: TrendData, zero: boolean, limit?: number | null): ValueAxis {
  const line = extentOf(data.line, 2, [1]);
  const band = extentOf(data.band, 3, [1, 2]);
  const low = Math.min(line.low, band.low, limit ?? Number.POSITIVE_INFINITY);
  const high = Math.max(line.high, band.high, limit ?? Number.NEGATIVE_INFINITY);
  return valueAxis(low, high, zero);
}

/** Series data of a tick: band, line, the part outside, its area and the last dot. */
export function trendPatch(data: TrendData): SeriesPatch[] {
  const { outside, area } = splitExcess(data.line, data.band);
  return [
    { id: 'line', data: data.line },
    { id: 'area', data: area },
    { id: 'outside', data: outside },
    { id: 'last', data: lastPoint(data.line) },
  ];
}

/** The newest point that has a value; empty when there is none. */
export function lastPoint(line: Points): Float64Array {
  for (let i = line.length - 2; i >= 0; i -= 2) if (!Number.isNaN(line[i + 1] as number)) return line.slice(i, i + 2);
  return new Float64Array(0);
}

/** Whether the newest value lies outside the band. */
export function lastOutside(data: TrendData): boolean {
  const { outside } = splitExcess(data.line, data.band);
  const last = lastPoint(data.line);
  return outside.length >= 4 && last.length === 2 && outside[outside.length - 4] === last[0];
}

/** Today against the expected band. Bounds without limit are clipped to the axis. */
export function trendOption(shape: TrendShape, data: TrendData, theme: CanvasTheme, scale: CanvasScale): EChartsCoreOption {
  const u = scale.unit;
  const alarm = shape.severity ? theme.severity[shape.severity] : null;
  const color = alarm?.text ?? theme.t1;
  const ink = shape.faded ? theme.t3 : theme.t1;
  const patch = Object.fromEntries(trendPatch(data).map((p) => [p.id, p.data]));
  const decimals = shape.unit.divisor === 1 ? shape.decimals : 1;
  const gridText = (value: number) => {
    const scaled = value / shape.unit.divisor;
    return formatNumber(scaled, Number.isInteger(scaled) ? 0 : Math.max(decimals, 1));
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
      { ...areaSeries('band', theme.band, 1), data: clipBand(data.band, shape.axis) },
      { ...areaSeries('area', alarm ? withAlpha(alarm.fill, 0.28) : theme.band, 2), data: patch.area },
      {
        ...lineSeries('line', ink, scale.lineWidth),
        z: 3,
        data: patch.line,
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
      { ...lineSeries('outside', color, scale.lineWidth * 1.1), z: 4, data: patch.outside },
      { ...lastDot('last', lastOutside(data) ? color : ink, scale), data: patch.last },
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
