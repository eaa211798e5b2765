'use client';
import { type CSSProperties, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber, PLAIN, type UnitScale } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import type { Severity } from '../ui/types.ts';
import { useCanvasLook } from '../ui/use-canvas-look.ts';
import { type Mark, timeMarks } from './axis.ts';
import { EChart, type EChartHandle } from './echart.tsx';
import { packBand, packPoints } from './excess.ts';
import { type TrendData, trendAxis, trendOption, trendPatch } from './trend-option.ts';

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
  const axisKey = JSON.stringify(trendAxis(data, zero, limit?.value));
  const notes = JSON.stringify([annotations, limit, marks]);
  const latest = useRef(data);
  latest.current = data;

  // The option is rebuilt when the shape changes, not when data do: the grid only moves when a round step is passed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: notes stands for annotations, limit and marks; latest for data
  const option = useMemo(() => {
    if (!look) return null;
    const shape = {
      from,
      to,
      now,
      axis: JSON.parse(axisKey) as ReturnType<typeof trendAxis>,
      decimals,
      unit,
      severity,
      annotations,
      marks: showAxis ? (marks ?? timeMarks(from, to, locale, timeZone)) : [],
      limit,
      faded,
    };
    return trendOption(shape, latest.current, look.theme, look.scale);
  }, [look, from, to, now, axisKey, decimals, unit, severity, notes, showAxis, faded, locale, timeZone]);

  const drawn = useRef(option);
  useEffect(() => {
    if (drawn.current === option) chart.current?.setData(trendPatch(data));
    drawn.current = option;
  }, [data, option]);

  useImperativeHandle(ref, () => ({
    setLine: (points) => {
      const next = { line: points instanceof Float64Array ? points : packPoints(points), band: latest.current.band };
      latest.current = next;
      chart.current?.setData(trendPatch(next));
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
  const long = rows.length > 1 && (rows.at(-1)?.at ?? 0) - (rows[0]?.at ?? 0) > 30 * 3_600_000;
  return (
    <DataTable
      caption={label}
      rows={rows.reverse()}
      rowKey={(r) => String(r.at)}
      maxHeight="100%"
      columns={[
        { id: 'at', head: words.time, cell: (r) => (long ? `${formatDay(r.at, locale, timeZone)} ` : '') + formatTime(r.at, timeZone), sort: (r) => r.at },
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
