import type { CanvasTheme } from '../ui/canvas-theme.ts';
import { CANVAS_FONT } from '../ui/fonts.ts';
import { formatNumber, type UnitScale } from '../ui/format.ts';
import { textWidth } from '../ui/text-width.ts';
import type { CanvasScale } from '../ui/use-canvas-look.ts';
import { extentOf, gridDecimals, type Mark, settleAxis, type ValueAxis } from './axis.ts';
import type { EChartsCoreOption } from './echarts-parts.ts';
import type { BandPoints, Points } from './excess.ts';
import { areaRender, hiddenAxis, lastDot, lineSeries, pictureSeries, rules, timeAxis } from './options.ts';
import { clipBand, lastPoint, type SeriesPatch } from './trend-option.ts';

/** One compared series: its label stands at its end. */
export type LineInput = { id: string; label: string; points: Points };

export type LinesShape = {
  from: number;
  to: number;
  now: number | null;
  axis: ValueAxis;
  decimals: number;
  unit: UnitScale;
  marks: Mark[];
  annotations?: { at: number; word: string }[];
  limit?: { value: number; text: string } | null;
  /** Expected band of the first series. */
  band?: BandPoints;
  /** Colours are classes only on L2 and L3; the wall stays ink with dashes. */
  ink?: boolean;
};

const DASHES: (number[] | 'solid')[] = ['solid', [6, 3], [2, 3], [9, 3, 2, 3], [1, 2]];

/** Axis that holds all series; stays `old` while that serves. */
export function linesAxis(lines: LineInput[], zero: boolean, limit?: number | null, old: ValueAxis | null = null): ValueAxis {
  let low = limit ?? Number.POSITIVE_INFINITY;
  let high = limit ?? Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    const e = extentOf(line.points, 2, [1]);
    low = Math.min(low, e.low);
    high = Math.max(high, e.high);
  }
  return settleAxis(old, low, high, zero);
}

/** Series data of a tick. */
export function linesPatch(lines: LineInput[]): SeriesPatch[] {
  return lines.slice(0, 5).flatMap((line) => [
    { id: line.id, data: line.points },
    { id: `${line.id}-last`, data: lastPoint(line.points) },
  ]);
}

/** Two to five series in class colours, each with its own dash and a label at its end; one series is ink. */
export function linesOption(shape: LinesShape, lines: LineInput[], theme: CanvasTheme, scale: CanvasScale): EChartsCoreOption {
  const u = scale.unit;
  const shown = lines.slice(0, 5);
  const several = shown.length > 1;
  const longest = several ? Math.max(...shown.map((l) => textWidth(l.label, scale.textFont))) : 0;
  const series = shown.flatMap((line, i) => {
    const color = shape.ink ? theme.t1 : (theme.classes[i] ?? theme.t1);
    const dash = DASHES[i] ?? 'solid';
    return [
      {
        ...lineSeries(line.id, color, Math.min(2, scale.lineWidth), {
          lineStyle: { color, width: Math.min(2, scale.lineWidth), type: dash === 'solid' ? dash : dash.map((d) => d * u) },
        }),
        z: 3,
        data: line.points,
        endLabel: several
          ? { show: true, formatter: line.label, color: i === 0 ? theme.t1 : theme.t2, fontSize: scale.textFont, fontFamily: CANVAS_FONT, distance: 8 * u }
          : undefined,
        labelLayout: several ? { moveOverlap: 'shiftY' as const } : undefined,
        markLine:
          i === 0
            ? rules({
                theme,
                scale,
                grid: shape.axis.grid.map((value) => ({ value, text: gridText(value, shape) })),
                now: shape.now,
                annotations: shape.annotations,
                limit: shape.limit,
                gap: (shape.axis.max - shape.axis.min) * 0.08,
              })
            : undefined,
      },
      { ...lastDot(`${line.id}-last`, color, scale), symbolSize: 8 * u, data: lastPoint(line.points) },
    ];
  });
  return {
    animation: false,
    grid: {
      left: 1,
      right: several ? Math.ceil(longest + 14 * u) : Math.ceil(2.6 * scale.lineWidth),
      top: scale.axisFont * 1.4,
      bottom: shape.marks.length > 0 ? Math.ceil(Math.max(scale.axisFont, scale.textFont) * 1.25 + 8 * u) : 2,
      containLabel: false,
    },
    xAxis: timeAxis(theme, scale, shape.from, shape.to, shape.marks),
    yAxis: hiddenAxis(shape.axis),
    series: [...(shape.band ? [pictureSeries('band', areaRender(clipBand(shape.band, shape.axis), theme.band), 1)] : []), ...series],
  };
}

function gridText(value: number, shape: LinesShape): string {
  const scaled = value / shape.unit.divisor;
  return formatNumber(scaled, gridDecimals(scaled, shape.unit.divisor === 1 ? shape.decimals : 1));
}
