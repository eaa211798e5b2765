'use client';
import { init } from 'echarts/core';
import { type CSSProperties, type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { cx } from '../ui/class-names.ts';
import { loadFonts } from '../ui/fonts.ts';
import { useWords } from '../ui/locale.tsx';
import { type Beat, chartClock } from './chart-clock.ts';
import type { ECharts, EChartsCoreOption } from './echarts-parts.ts';
import './echarts-parts.ts';
import type { SeriesPatch } from './trend-option.ts';

export type EChartHandle = {
  /**
   * New data of some series, by id. Cheap to call at any rate: drawn at most once a frame and five times a second,
   * the newest wins. A function is asked only when it is drawn. */
  setData: (patch: SeriesPatch[] | (() => SeriesPatch[])) => void;
  /** Draws what waits, now. For tests and benchmarks. */
  flush: () => void;
  /** null until the fonts are there and the chart is drawn. */
  instance: () => ECharts | null;
};

export type EChartProps = {
  /** The whole shape. A new identity replaces it, so memoise it; ticks go through the handle. null waits. */
  option: EChartsCoreOption | null;
  /** What the picture says, for readers: "全省受理量，今日，2,902 件，高于预期". */
  label: string;
  /** Table twin, rendered when asked for. */
  twin?: () => ReactNode;
  /** Characters that the canvas will show beyond digits, so that their font is loaded first. */
  text?: string;
  className?: string;
  style?: CSSProperties;
  /** Name of the thing that was clicked, for charts whose things may be chosen; the table twin is the keyboard's way. */
  onPick?: (name: string) => void;
  ref?: Ref<EChartHandle>;
};

/** The only place that makes an ECharts instance: sizes itself to its box, never animates, gives its twin on request. */
export function EChart({ option, label, twin, text = '', className, style, onPick, ref }: EChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const pending = useRef(new Map<string, SeriesPatch>());
  const late = useRef<(() => SeriesPatch[]) | null>(null);
  const newest = useRef<EChartsCoreOption | null>(option);
  const beat = useRef<Beat>({ lastAt: Number.NEGATIVE_INFINITY, flush: () => undefined });
  const firstText = useRef(text);
  const pick = useRef(onPick);
  pick.current = onPick;
  const [asTable, setAsTable] = useState(false);
  const words = useWords();
  const twinId = useId();

  useEffect(() => {
    newest.current = option;
    if (option && chart.current) {
      pending.current.clear();
      late.current = null;
      chart.current.setOption(option, { notMerge: true, lazyUpdate: true });
    }
  }, [option]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const mine = beat.current;
    let gone = false;
    mine.flush = () => {
      for (const p of late.current?.() ?? []) pending.current.set(p.id, p);
      late.current = null;
      if (!chart.current || pending.current.size === 0) return;
      const series = [...pending.current.values()];
      pending.current.clear();
      chart.current.setOption({ series }, { lazyUpdate: false, silent: true });
    };
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientHeight > 0) chart.current?.resize({ animation: { duration: 0 } });
    });
    void loadFonts(`0123456789,.${firstText.current}`).then(() => {
      if (gone) return;
      chart.current = init(element, undefined, { renderer: 'canvas', useDirtyRect: false });
      if (newest.current) chart.current.setOption(newest.current, { notMerge: true });
      chart.current.on('click', (event) => pick.current?.(event.name));
      if (pending.current.size > 0 || late.current) chartClock.request(mine);
      observer.observe(element);
      element.dataset.ready = 'true';
    });
    return () => {
      gone = true;
      observer.disconnect();
      chartClock.cancel(mine);
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    if (text === firstText.current) return;
    let gone = false;
    void loadFonts(text).then(() => {
      if (!gone && newest.current) chart.current?.setOption(newest.current, { notMerge: true, lazyUpdate: true });
    });
    return () => {
      gone = true;
    };
  }, [text]);

  useImperativeHandle(
    ref,
    () => ({
      setData: (patch) => {
        if (typeof patch === 'function') late.current = patch;
        else for (const p of patch) pending.current.set(p.id, p);
        if (chart.current) chartClock.request(beat.current);
      },
      flush: () => {
        chartClock.cancel(beat.current);
        beat.current.flush();
      },
      instance: () => chart.current,
    }),
    [],
  );

  return (
    <div className={cx('tg-chart', className)} style={style}>
      <div ref={box} className="tg-chart-canvas" role="img" aria-label={label} hidden={asTable} />
      {twin ? (
        <button type="button" className="tg-chart-toggle" aria-expanded={asTable} aria-controls={twinId} onClick={() => setAsTable(!asTable)}>
          {asTable ? words.asChart : words.asTable}
        </button>
      ) : null}
      <div id={twinId} className="tg-chart-twin" hidden={!asTable}>
        {asTable && twin ? twin() : null}
      </div>
    </div>
  );
}
