/** The page of B1: ten charts of a thousand points, moved by the product, by plain ECharts or by uPlot. */
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
// biome-ignore lint/plugin: plain ECharts is one of those that are compared
import { getInstanceByDom, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { createRoot } from 'react-dom/client';
import uPlot from 'uplot';
import { TrendChart, type TrendHandle } from '../../components/charts/trend-chart.tsx';

const CHARTS = 10;
const POINTS = 1_000;
const TICK_MS = 100;
/** Events of a chart within a tick: each changes one of the newest minutes. */
const EVENTS = 10;
const FROM = Date.UTC(2026, 2, 10);
const WIDTH = 380;
const HEIGHT = 200;

type Line = { xs: Float64Array; ys: Float64Array };
/** `event` is told of each change, `tick` once after those of a tick; `last` is the newest value that the chart holds. */
type Charts = { event(chart: number): void; tick(): void; last(chart: number): unknown };

const lines: Line[] = Array.from({ length: CHARTS }, (_, c) => ({
  xs: Float64Array.from({ length: POINTS }, (_, i) => FROM + i * 60_000),
  ys: Float64Array.from({ length: POINTS }, (_, i) => 500 + 300 * Math.sin(i / 60 + c) + ((i * 37) % 50)),
}));
const line = (c: number) => lines[c] as Line;
const boxes = Array.from({ length: CHARTS }, () => {
  const box = document.createElement('div');
  box.style.cssText = `display:inline-block;width:${WIDTH}px;height:${HEIGHT}px`;
  document.body.append(box);
  return box;
});

async function product(): Promise<Charts> {
  const handles: (TrendHandle | null)[] = [];
  boxes.forEach((box, c) => {
    const chart = (
      <TrendChart
        label={`图${c}`}
        line={interleaved(c)}
        from={FROM}
        to={FROM + POINTS * 60_000}
        style={{ width: WIDTH, height: HEIGHT }}
        ref={(handle) => {
          handles[c] = handle;
        }}
      />
    );
    createRoot(box).render(chart);
  });
  const style = document.createElement('style');
  style.textContent = `.tg-chart,.tg-chart-canvas{width:${WIDTH}px;height:${HEIGHT}px}`;
  document.head.append(style);
  while (document.querySelectorAll('[data-ready]').length < CHARTS) await new Promise((r) => setTimeout(r, 50));
  return {
    event: () => {},
    // Events of a frame reach a chart together: the store of live values calls its listeners once a frame.
    tick: () => {
      for (let c = 0; c < CHARTS; c++) handles[c]?.setLine(interleaved(c));
    },
    last: (c) => {
      const element = (boxes[c] as HTMLElement).querySelector<HTMLElement>('.tg-chart-canvas');
      const series = (element && (getInstanceByDom(element)?.getOption().series as { data?: unknown }[] | undefined)) ?? [];
      for (const { data } of series) if (data instanceof Float64Array && data.length === 2 * POINTS) return data[2 * POINTS - 1];
      return null;
    },
  };
}

function interleaved(c: number): Float64Array {
  const { xs, ys } = line(c);
  const out = new Float64Array(2 * POINTS);
  for (let i = 0; i < POINTS; i++) {
    out[2 * i] = xs[i] as number;
    out[2 * i + 1] = ys[i] as number;
  }
  return out;
}

function naive(): Charts {
  use([LineChart, GridComponent, CanvasRenderer]);
  const pairs = (c: number) => Array.from(line(c).xs, (x, i) => [x, line(c).ys[i] as number]);
  const charts = boxes.map((box, c) => {
    const chart = init(box);
    chart.setOption({ animation: false, xAxis: { type: 'time' }, yAxis: {}, series: [{ type: 'line', showSymbol: false, data: pairs(c) }] });
    return chart;
  });
  return {
    event: (c) => charts[c]?.setOption({ series: [{ data: pairs(c) }] }),
    tick: () => {},
    last: (c) => (charts[c]?.getOption().series as { data: number[][] }[] | undefined)?.[0]?.data.at(-1)?.[1],
  };
}

function uplot(): Charts {
  const data = (c: number) => [line(c).xs, line(c).ys];
  const options = { width: WIDTH, height: HEIGHT, series: [{}, { stroke: '#246' }], legend: { show: false }, cursor: { show: false } };
  const charts = boxes.map((box, c) => new uPlot(options, data(c), box));
  return {
    event: () => {},
    tick: () => {
      for (const [c, chart] of charts.entries()) chart.setData(data(c));
    },
    last: (c) => charts[c]?.data[1]?.[POINTS - 1],
  };
}

const makers: Record<string, () => Charts | Promise<Charts>> = { product, naive, uplot };

/** Starts ticking; what it answers stops it, and then says whether each chart holds the newest value. */
async function start(mode: string): Promise<() => Promise<boolean>> {
  const charts = await (makers[mode] as () => Charts | Promise<Charts>)();
  let n = 0;
  const timer = setInterval(() => {
    for (let c = 0; c < CHARTS; c++) {
      for (let e = 0; e < EVENTS; e++) {
        const i = POINTS - EVENTS + e;
        line(c).ys[i] = 500 + ((n * 13 + c * 7 + e * 3) % 300);
        charts.event(c);
      }
    }
    n += 1;
    charts.tick();
    Object.assign(window, { benchTicks: n });
  }, TICK_MS);
  return async () => {
    clearInterval(timer);
    await new Promise((r) => setTimeout(r, 1_000));
    return lines.every((l, c) => charts.last(c) === l.ys[POINTS - 1]);
  };
}

Object.assign(window, { startBench: start, benchTicks: 0 });
