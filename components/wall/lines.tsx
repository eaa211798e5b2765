'use client';
import type { FigureRef, Panel as PanelSpec } from '../../server/wire/topic.ts';
import { LinesChart } from '../charts/lines-chart.tsx';
import { TrendChart } from '../charts/trend-chart.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { figureScale, figureText, scaledUnit } from '../figure/figure-text.ts';
import { usePageQuery, usePeriodText } from '../figure/page-query.ts';
import { useFigure } from '../figure/use-figure.ts';
import { type LineReading, useLine } from '../figure/use-line.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { wallWords } from './messages.ts';
import styles from './panels.module.css';

type Lines = Extract<PanelSpec, { kind: 'lines' }>;

/** One figure against its band, or several compared. */
export function LinesPanel({ panel }: { panel: Lines }) {
  const first = panel.series[0];
  if (panel.series.length === 1 && first) return <OneLine panel={panel} series={first} />;
  return <SeveralLines panel={panel} />;
}

function lineState(line: LineReading, words: (typeof wallWords)['zh-CN']): PanelState {
  if (line.error) return { kind: 'error', error: line.error, onRetry: line.retry };
  if (line.loading) return { kind: 'loading', skeleton: 'chart' };
  return line.points.length === 0 && line.band.length === 0 ? { kind: 'empty', why: words.noSeries, what: words.noSeriesWhy } : { kind: 'ready' };
}

function OneLine({ panel, series }: { panel: Lines; series: FigureRef }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { indicator } = useConsole();
  const query = usePageQuery()(series);
  const period = usePeriodText()(query);
  const line = useLine(query, 'day');
  const { shown } = useFigure(query);
  const row = indicator(series.indicator);
  if (!row) return <Panel title={panel.title} state={{ kind: 'empty', why: words.noPanel, what: series.indicator }} />;
  const text = figureText(row, shown?.value ?? null, locale);
  const hourly = line.span.grain === 'hour' && (row.kind === 'count' || row.kind === 'sum');
  const scale = figureScale(
    row,
    line.points.map(([, v]) => v),
    locale,
  );
  const unit = scaledUnit(row, scale, locale);
  return (
    <Panel
      className={styles.lines}
      title={panel.title}
      note={[hourly ? words.perHour(unit) : unit, panel.note, row.kind === 'ratio' ? words.cropped : ''].filter(Boolean).join('；')}
      meta={
        <>
          {period} <b className={styles.metaValue}>{text.text}</b> {text.unit}
        </>
      }
      state={lineState(line, words)}
    >
      <TrendChart
        className={styles.chart}
        label={`${panel.title}，${period}，${text.text} ${text.unit}`}
        line={line.points}
        band={line.band}
        from={line.span.from}
        to={line.span.to}
        now={line.now === null ? null : Math.floor(line.now / 600_000) * 600_000}
        severity={shown?.judgement?.severity ?? null}
        decimals={row.display.decimals}
        unit={scale}
        zero={row.kind !== 'ratio'}
      />
    </Panel>
  );
}

/** Up to five: each is a hook of its own, so the list is fixed by the topic's file. */
function SeveralLines({ panel }: { panel: Lines }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { indicator } = useConsole();
  const page = usePageQuery();
  const queries = panel.series.map((s) => page(s));
  const lines = queries.map((query) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the topic's file fixes how many there are while the panel is mounted
    return useLine(query, 'day');
  });
  const period = usePeriodText()(queries[0] ?? { indicator: '', region: '' });
  const first = lines[0];
  const rows = panel.series.map((s) => indicator(s.indicator));
  const row = rows[0];
  if (!first || !row) return <Panel title={panel.title} state={{ kind: 'empty', why: words.noPanel }} />;
  const scale = figureScale(
    row,
    lines.flatMap((l) => l.points.map(([, v]) => v)),
    locale,
  );
  const hourly = first.span.grain === 'hour' && row.kind !== 'ratio';
  const unit = scaledUnit(row, scale, locale);
  return (
    <Panel
      className={styles.lines}
      title={panel.title}
      note={[hourly ? words.perHour(unit) : unit, panel.note].filter(Boolean).join('；')}
      meta={period}
      state={lineState(first, words)}
    >
      <LinesChart
        className={styles.chart}
        label={`${panel.title}，${period}`}
        lines={lines.map((line, i) => ({ id: `s${i}`, label: panel.series[i]?.label ?? rows[i]?.shortName ?? '', points: line.points }))}
        from={first.span.from}
        to={first.span.to}
        now={first.now === null ? null : Math.floor(first.now / 600_000) * 600_000}
        decimals={row.display.decimals}
        unit={scale}
        zero={row.kind !== 'ratio'}
      />
    </Panel>
  );
}
