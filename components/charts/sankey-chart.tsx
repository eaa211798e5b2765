'use client';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useCanvasLook } from '../ui/use-canvas-look.ts';
import { EChart, type EChartHandle } from './echart.tsx';
import { type SankeyInput, sankeyOption, sankeyPatch } from './sankey-option.ts';

/** Ribbons from column to column. A tick moves the data of the one series. */
export function SankeyChart(props: { label: string; input: SankeyInput; onPick?: (id: string) => void; twin: () => ReactNode; className?: string }) {
  const { label, input, onPick, twin, className } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartHandle>(null);
  const look = useCanvasLook(host);
  const latest = useRef(input);
  latest.current = input;
  const option = useMemo(() => (look ? sankeyOption(latest.current, look.theme, look.scale) : null), [look]);
  useEffect(() => {
    if (look) chart.current?.setData([sankeyPatch(input, look.theme)]);
  }, [input, look]);
  const text = [...new Set(input.items.flatMap((item) => [...item.label]))].sort().join('');
  return (
    <div ref={host} className={className}>
      <EChart ref={chart} option={option} label={label} text={text} className="tg-chart-fill" twin={twin} onPick={onPick} />
    </div>
  );
}
