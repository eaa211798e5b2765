'use client';
import { type CSSProperties, useEffect, useMemo, useRef } from 'react';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber, PLAIN, type UnitScale } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { useCanvasLook } from '../ui/use-canvas-look.ts';
import { type Mark, timeMarks, type ValueAxis } from './axis.ts';
import { EChart, type EChartHandle } from './echart.tsx';
import { packBand, packPoints } from './excess.ts';
import { type LineInput, linesAxis, linesOption, linesPatch } from './lines-option.ts';
import type { TrendBandRow, TrendPoint } from './trend-chart.tsx';

export type LinesChartProps = {
  label: string;
  /** One to five; more are not drawn. `id` must be stable. */
  lines: { id: string; label: string; points: TrendPoint[] | Float64Array }[];
  band?: TrendBandRow[];
  from: number;
  to: number;
  now?: number | null;
  decimals?: number;
  unit?: UnitScale;
  zero?: boolean;
  annotations?: { at: number; word: string }[];
  limit?: { value: number; text: string } | null;
  marks?: Mark[];
  /** Ink and dashes only: for the wall. */
  ink?: boolean;
  className?: string;
  style?: CSSProperties;
};

const NO_NOTES: { at: number; word: string }[] = [];

/** Several figures over one span, each labelled at its end. */
export function LinesChart(props: LinesChartProps) {
  const { label, lines, band, from, to, now = null, decimals = 0, unit = PLAIN, zero = true, annotations = NO_NOTES, limit = null, marks, ink = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartHandle>(null);
  const look = useCanvasLook(host);
  const { locale, timeZone } = useLocale();
  const packed: LineInput[] = useMemo(
    () => lines.map((l) => ({ id: l.id, label: l.label, points: l.points instanceof Float64Array ? l.points : packPoints(l.points) })),
    [lines],
  );
  const lastAxis = useRef<ValueAxis | null>(null);
  const axis = linesAxis(packed, zero, limit?.value, lastAxis.current);
  lastAxis.current = axis;
  const notes = JSON.stringify([annotations, limit, marks, lines.map((l) => [l.id, l.label])]);
  const latest = useRef(packed);
  latest.current = packed;
  const bandRows = useMemo(() => (band ? packBand(band) : undefined), [band]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: notes stands for annotations, limit, marks and names; latest for data
  const option = useMemo(() => {
    if (!look) return null;
    return linesOption(
      { from, to, now, axis, decimals, unit, marks: marks ?? timeMarks(from, to, locale, timeZone), annotations, limit, band: bandRows, ink },
      latest.current,
      look.theme,
      look.scale,
    );
  }, [look, from, to, now, axis, decimals, unit, notes, bandRows, ink, locale, timeZone]);

  const drawn = useRef(option);
  useEffect(() => {
    if (drawn.current === option) chart.current?.setData(linesPatch(packed));
    drawn.current = option;
  }, [packed, option]);

  const text = [...lines.map((l) => l.label), ...annotations.map((a) => a.word), limit?.text ?? '', '时月日'].join('');
  return (
    <div ref={host} className={props.className} style={props.style}>
      <EChart
        ref={chart}
        option={option}
        label={label}
        text={text}
        className="tg-chart-fill"
        twin={() => <LinesTable label={label} lines={latest.current} decimals={decimals} />}
      />
    </div>
  );
}

function LinesTable({ label, lines, decimals }: { label: string; lines: LineInput[]; decimals: number }) {
  const words = useWords();
  const { locale, timeZone } = useLocale();
  const byTime = new Map<number, Map<string, number>>();
  for (const line of lines) {
    for (let i = 0; i < line.points.length; i += 2) {
      const at = line.points[i] as number;
      const row = byTime.get(at) ?? new Map<string, number>();
      row.set(line.id, line.points[i + 1] as number);
      byTime.set(at, row);
    }
  }
  const rows = [...byTime].sort(([a], [b]) => b - a);
  return (
    <DataTable
      caption={label}
      rows={rows}
      rowKey={([at]) => String(at)}
      maxHeight="100%"
      columns={[
        { id: 'at', head: words.time, cell: ([at]) => `${formatDay(at, locale, timeZone)} ${formatTime(at, timeZone)}`, sort: ([at]) => at },
        ...lines.map((line) => ({
          id: line.id,
          head: line.label,
          align: 'end' as const,
          cell: ([, row]: [number, Map<string, number>]) => {
            const value = row.get(line.id);
            return value === undefined || Number.isNaN(value) ? '—' : formatNumber(value, decimals);
          },
        })),
      ]}
    />
  );
}
