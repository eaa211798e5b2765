'use client';
import { type CSSProperties, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber, PLAIN, type UnitScale } from '../ui/format.ts';
import { formatDay, formatTime, wallTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import type { Severity } from '../ui/types.ts';
import { useCanvasLook } from '../ui/use-canvas-look.ts';
import { type Mark, timeMarks, type ValueAxis } from './axis.ts';
import { EChart, type EChartHandle } from './echart.tsx';
import { packBand, packPoints } from './excess.ts';
import { type TrendData, type TrendShape, trendAxis, trendOption, trendPatch } from './trend-option.ts';

export type TrendPoint = readonly [at: number, value: number | null];
export type TrendBandRow = readonly [at: number, low: number | null, high: number | null];

export type TrendHandle = {
  /** Replaces the line outside React; the band stays. The axis grows when the line leaves it. */
  setLine: (points: TrendPoint[] | Float64Array) => void;
};

export type TrendChartProps = {
  /** For readers, and the caption of the table twin. */
  label: string;
  line: TrendPoint[] | Float64Array;
  band?: TrendBandRow[] | Float64Array;
  from: number;
  to: number;
  now?: number | null;
  severity?: Severity | null;
  decimals?: number;
  unit?: UnitScale;
  /** false crops the axis (rates): then say so near the title. */
  zero?: boolean;
  annotations?: { at: number; word: string }[];
  limit?: { value: number; text: string } | null;
  /** false hides the labels of the time axis. */
  axis?: boolean;
  marks?: Mark[];
  faded?: boolean;
  className?: string;
  style?: CSSProperties;
  ref?: Ref<TrendHandle>;
};

const NO_BAND = new Float64Array(0);
const NO_NOTES: { at: number; word: string }[] = [];

/** Today against its expected band. New data of the same shape only moves series; a new shape redraws. */
export function TrendChart(props: TrendChartProps) {
  const { label, line, band, from, to, now = null, severity = null, decimals = 0, unit = PLAIN, zero = true, annotations = NO_NOTES, limit = null } = props;
  const { axis: showAxis = true, marks, faded = false, className, style, ref } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartHandle>(null);
  const look = useCanvasLook(host);
  const { locale, timeZone } = useLocale();

  const data: TrendData = useMemo(
    () => ({
      line: line instanceof Float64Array ? line : packPoints(line),
      band: band === undefined ? NO_BAND : band instanceof Float64Array ? band : packBand(band),
    }),
    [line, band],
  );
  const live = useRef<{ base: TrendData; data: TrendData } | null>(null);
  const current = live.current?.base === data ? live.current.data : data;
  const lastAxis = useRef<ValueAxis | null>(null);
  const axis = trendAxis(current, zero, limit?.value, lastAxis.current);
  lastAxis.current = axis;
  const [, redraw] = useState(0);
  const notes = JSON.stringify([annotations, limit, marks]);

  // The shape changes with the axis and the words, not with data.
  // biome-ignore lint/correctness/useExhaustiveDependencies: notes stands for annotations, limit and marks
  const shape: TrendShape = useMemo(() => {
    const timeLabels = showAxis ? (marks ?? timeMarks(from, to, locale, timeZone)) : [];
    return { from, to, now, axis, decimals, unit, severity, annotations, marks: timeLabels, limit, faded };
  }, [from, to, now, axis, decimals, unit, severity, notes, showAxis, faded, locale, timeZone]);
  const latest = useRef(current);
  latest.current = current;
  const option = useMemo(() => (look ? trendOption(shape, latest.current, look.theme, look.scale) : null), [look, shape]);
  const push = (next: TrendData) => {
    if (look) chart.current?.setData(() => trendPatch(shape, next, look.theme, look.scale));
  };

  const drawn = useRef({ option, current });
  useEffect(() => {
    if (drawn.current.option === option && drawn.current.current !== current) push(current);
    drawn.current = { option, current };
  });

  useImperativeHandle(ref, () => ({
    setLine: (points) => {
      const next = { line: points instanceof Float64Array ? points : packPoints(points), band: data.band };
      live.current = { base: data, data: next };
      latest.current = next;
      if (trendAxis(next, zero, limit?.value, axis) === axis) push(next);
      else redraw((n) => n + 1);
    },
  }));

  const text = [...annotations.map((a) => a.word), limit?.text ?? '', ...(marks ?? []).map((m) => m.text), '时月日'].join('');
  return (
    <div ref={host} className={className} style={style}>
      <EChart
        ref={chart}
        option={option}
        label={label}
        text={text}
        className="tg-chart-fill"
        twin={() => <TrendTable label={label} data={latest.current} decimals={decimals} />}
      />
    </div>
  );
}

function TrendTable({ label, data, decimals }: { label: string; data: TrendData; decimals: number }) {
  const words = useWords();
  const { locale, timeZone } = useLocale();
  const rows = Array.from({ length: data.line.length / 2 }, (_, i) => ({
    at: data.line[2 * i] as number,
    value: data.line[2 * i + 1] as number,
    ...bandAt(data.band, data.line[2 * i] as number),
  }));
  const say = (v: number | null) => (v === null || !Number.isFinite(v) ? '—' : formatNumber(v, decimals));
  const [first, last] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  const long = last - first > 30 * 3_600_000;
  // Days of several years name theirs, which is never that of instant 0.
  const years = wallTime(first, timeZone).year !== wallTime(last, timeZone).year;
  const day = (at: number) => formatDay(at, locale, timeZone, years ? 0 : undefined);
  return (
    <DataTable
      caption={label}
      rows={rows.reverse()}
      rowKey={(r) => String(r.at)}
      maxHeight="100%"
      columns={[
        { id: 'at', head: words.time, cell: (r) => (long ? `${day(r.at)} ` : '') + formatTime(r.at, timeZone), sort: (r) => r.at },
        { id: 'value', head: words.value, align: 'end', cell: (r) => say(r.value), sort: (r) => (Number.isNaN(r.value) ? null : r.value) },
        ...(data.band.length > 0
          ? [
              { id: 'low', head: words.low, align: 'end' as const, cell: (r: { low: number | null }) => say(r.low) },
              { id: 'high', head: words.high, align: 'end' as const, cell: (r: { high: number | null }) => say(r.high) },
            ]
          : []),
      ]}
    />
  );
}

/** Band row at or before a time. */
function bandAt(band: Float64Array, at: number): { low: number | null; high: number | null } {
  let found: { low: number | null; high: number | null } = { low: null, high: null };
  for (let i = 0; i < band.length && (band[i] as number) <= at; i += 3) found = { low: band[i + 1] as number, high: band[i + 2] as number };
  return found;
}
