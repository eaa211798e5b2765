'use client';
import { useMemo } from 'react';
import type { FigureQuery } from '../../server/wire/figure.ts';
import type { Panel as PanelSpec } from '../../server/wire/topic.ts';
import { TrendChart } from '../charts/trend-chart.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { figureScale, figureText } from '../figure/figure-text.ts';
import { usePageQuery } from '../figure/page-query.ts';
import { cardAttribute } from '../figure/shortcuts.tsx';
import type { Shown } from '../figure/shown.ts';
import { type ChildReading, useChildren, useFigure } from '../figure/use-figure.ts';
import { useLine } from '../figure/use-line.ts';
import { useUrl } from '../figure/use-url.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { wallWords } from './messages.ts';
import styles from './panels.module.css';

type Trends = Extract<PanelSpec, { kind: 'trends' }>;

/** Today against the expected band: the region itself, then the regions below that stand out most. */
export function TrendsPanel({ panel }: { panel: Trends }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { region, indicator, root } = useConsole();
  const page = usePageQuery();
  const [url] = useUrl();
  // A day's line is read at the rate of the last hour, whatever span the panel names.
  const query: FigureQuery = url.span ? page(panel) : { ...page(panel), window: 'PT1H' };
  const children = useChildren(query);
  const own = useFigure(query);
  const first = useStandouts(children.rows, panel.count - 1);
  const row = indicator(panel.indicator);
  const at = url.region ?? root.adcode;
  if (!row) return <Panel title={panel.title} state={{ kind: 'empty', why: words.noPanel, what: panel.indicator }} />;
  return (
    <Panel
      className={styles.trends}
      title={panel.title}
      meta={
        <span className={styles.bandKey}>
          <i aria-hidden />
          {words.expectedRange}
        </span>
      }
    >
      <TrendRow
        key={at}
        query={query}
        shown={own.shown}
        name={at === root.adcode ? wholeName(region(at)?.level, locale) : (region(at)?.shortName ?? at)}
        last={first.length === 0}
      />
      {first.map((child, i) => (
        <TrendRow
          key={child.region.adcode}
          query={{ ...query, region: child.region.adcode }}
          shown={child.shown}
          name={child.region.shortName}
          last={i === first.length - 1}
        />
      ))}
    </Panel>
  );
}

function wholeName(level: string | undefined, locale: 'zh-CN' | 'en'): string {
  return locale === 'zh-CN' ? (level === 'province' ? '全省' : '全域') : 'All';
}

/** The regions that stand out: abnormal first, then the largest. The choice is held while the order of severity holds. */
function useStandouts(rows: ChildReading[], count: number): ChildReading[] {
  const ordered = [...rows].sort(
    (a, b) => rank(a.shown) - rank(b.shown) || excess(b.shown) - excess(a.shown) || (b.shown.base?.value ?? 0) - (a.shown.base?.value ?? 0),
  );
  const ids = ordered.slice(0, count).map((r) => r.region.adcode);
  const key = ids.join();
  const chosen = useMemo(() => key.split(',').filter(Boolean), [key]);
  return chosen.flatMap((id) => rows.find((r) => r.region.adcode === id) ?? []);
}

const rank = (s: Shown) => s.judgement?.severity ?? 9;
const excess = (s: Shown) => (s.judgement ? Math.round(s.judgement.excess * 20) : 0);

function TrendRow({ query, shown, name, last }: { query: FigureQuery; shown: Shown | null; name: string; last: boolean }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { indicator } = useConsole();
  const [, setUrl] = useUrl();
  const line = useLine(query, 'day');
  const row = indicator(query.indicator);
  const limit = useMemo(() => fixedLimit(row), [row]);
  if (!row) return null;
  const text = figureText(row, shown?.value ?? null, locale);
  const perHour = !query.span && (row.kind === 'count' || row.kind === 'sum');
  const card = { ...query, window: query.window ?? null };
  const severity = shown?.judgement?.severity ?? null;
  return (
    <div className={styles.trend} data-region={query.region} data-grow={last ? '1.28' : '1'}>
      <button type="button" className={styles.trendHead} {...cardAttribute(card)} onClick={() => setUrl({ card })}>
        <span className={styles.trendName}>
          {name}
          {severity ? <SeverityMark severity={severity} /> : null}
        </span>
        <span className={styles.trendValue}>
          {text.text} <span>{perHour ? words.perHour(text.unit) : text.unit}</span>
        </span>
      </button>
      {line.error ? (
        <PanelStateBody state={{ kind: 'error', error: line.error, onRetry: line.retry }} />
      ) : line.loading ? (
        <PanelStateBody state={{ kind: 'loading', skeleton: 'chart' }} />
      ) : (
        <TrendChart
          className={styles.chart}
          label={`${name} ${row.shortName}，${text.text} ${text.unit}`}
          line={line.points}
          band={line.band}
          from={line.span.from}
          to={line.span.to}
          now={line.now === null ? null : Math.floor(line.now / 600_000) * 600_000}
          severity={severity}
          decimals={row.display.decimals}
          unit={figureScale(
            row,
            line.points.map(([, v]) => v),
            locale,
          )}
          zero={row.kind !== 'ratio'}
          limit={limit}
          axis={last}
          faded={shown?.state === 'late' || shown?.state === 'stale' || shown?.state === 'dead'}
        />
      )}
    </div>
  );
}

/** A declared bound stands as a line only when there is no band to draw. */
function fixedLimit(row: ReturnType<ReturnType<typeof useConsole>['indicator']>): { value: number; text: string } | null {
  const range = row?.normalRange;
  if (range?.kind !== 'fixed') return null;
  const value = range.low ?? range.high;
  return value === null ? null : { value, text: '' };
}
