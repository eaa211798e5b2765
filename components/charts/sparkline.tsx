'use client';
import { type CSSProperties, memo } from 'react';
import { cx } from '../ui/class-names.ts';
import type { Freshness, Severity } from '../ui/types.ts';
import { extentOf } from './axis.ts';
import { packBand, packPoints, splitExcess } from './excess.ts';
import { areaPath, linePath, type SparkBox } from './spark-path.ts';
import type { TrendBandRow, TrendPoint } from './trend-chart.tsx';
import { lastOutside, lastPoint } from './trend-option.ts';

export type SparklineProps = {
  points: TrendPoint[] | Float64Array;
  band?: TrendBandRow[] | Float64Array;
  /** Span of the axis; the data's own when left out. */
  from?: number;
  to?: number;
  /** Shared scale of a small-multiple set. */
  low?: number;
  high?: number;
  severity?: Severity | null;
  state?: Freshness;
  /** Times of revised values: hollow points. */
  revisions?: number[];
  /** Dashed target line. */
  target?: number | null;
  className?: string;
  style?: CSSProperties;
};

const WIDTH = 1000;
const HEIGHT = 100;
const NONE = new Float64Array(0);

/** 24 hours with their band in plain SVG: stretches to its box, strokes keep their width. The value next to it says the number. */
export const Sparkline = memo(function Sparkline(props: SparklineProps) {
  const { points, band, severity = null, state = 'fresh', revisions = [], target = null, className, style } = props;
  const line = points instanceof Float64Array ? points : packPoints(points);
  const bounds = band === undefined ? NONE : band instanceof Float64Array ? band : packBand(band);
  const lineExtent = extentOf(line, 2, [1]);
  const bandExtent = extentOf(bounds, 3, [1, 2]);
  const low = props.low ?? Math.min(lineExtent.low, bandExtent.low, target ?? Number.POSITIVE_INFINITY);
  const high = props.high ?? Math.max(lineExtent.high, bandExtent.high, target ?? Number.NEGATIVE_INFINITY);
  const box: SparkBox = {
    from: props.from ?? line[0] ?? 0,
    to: props.to ?? line[line.length - 2] ?? 1,
    low: Number.isFinite(low) ? low : 0,
    high: Number.isFinite(high) ? high : 1,
    width: WIDTH,
    height: HEIGHT,
  };
  const { outside } = splitExcess(line, bounds);
  const last = lastPoint(line);
  const outsideNow = severity !== null && lastOutside({ line, band: bounds });
  const revised = revisions.flatMap((at) => {
    const i = line.findIndex((v, k) => k % 2 === 0 && v === at);
    return i < 0 ? [] : [linePath(line.slice(i, i + 2), box)];
  });
  return (
    <svg
      className={cx('tg-spark', `tg-spark-${state}`, severity && `tg-sev-${severity}`, className)}
      style={style}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {bounds.length > 0 ? <path className="tg-spark-band" d={areaPath(bounds, box)} /> : null}
      {target === null ? null : <path className="tg-spark-target" d={linePath(Float64Array.of(box.from, target, box.to, target), box)} />}
      <path className="tg-spark-line" d={linePath(line, box)} />
      {severity && outside.length > 0 ? <path className="tg-spark-outside" d={linePath(outside, box)} /> : null}
      {revised.map((d) => (
        <g key={d}>
          <path className="tg-spark-dot" d={d} />
          <path className="tg-spark-hole" d={d} />
        </g>
      ))}
      {last.length === 2 ? <path className={cx('tg-spark-dot', outsideNow && 'tg-spark-dot-out')} d={linePath(last, box)} /> : null}
    </svg>
  );
});
