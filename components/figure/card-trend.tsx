'use client';
import { useQuery } from '@tanstack/react-query';
import { takesLast } from '../../server/core/indicator/display.ts';
import { nextPeriod } from '../../server/core/indicator/window.ts';
import type { FigureCard, FigureQuery } from '../../server/wire/figure.ts';
import { TrendChart } from '../charts/trend-chart.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { figureScale, scaledUnit } from './figure-text.ts';
import { grainOf } from './time-text.ts';

/** The figure over its span, at the grain that the span can carry. Rates have a cropped axis and say so. */
export function CardTrend({ card, query }: { card: FigureCard; query: FigureQuery }) {
  const { locale } = useLocale();
  const words = cardWords[locale];
  const trpc = useTRPC();
  const { offset } = useConsole();
  const { definition: row } = card;
  const span = trendSpan(card.figure.span);
  const grain = grainOf(span);
  const { indicator, region, dims, scope, status, knownAt } = query;
  const series = useQuery(
    trpc.figure.series.queryOptions(
      { queries: [{ indicator, region, dims, scope, status, knownAt, span }], grain, band: grain === 'hour' },
      { staleTime: 30_000 },
    ),
  );
  const answer = series.data?.[0];
  const ratio = row.kind === 'ratio';
  if (series.isPending) return <PanelStateBody state={{ kind: 'loading', skeleton: 'chart' }} />;
  if (series.isError || !answer) {
    return <PanelStateBody state={{ kind: 'error', error: series.error, onRetry: () => void series.refetch() }} />;
  }
  // The sum of a period that has just begun is no fall of the line.
  const whole = ratio || takesLast(row) ? answer.points : answer.points.filter(([at]) => nextPeriod(at, grain, offset) <= span.to);
  const values = (whole.length > 1 ? whole : answer.points).map(([at, , , , value]) => [at, value] as const);
  const scale = figureScale(
    row,
    values.map(([, v]) => v),
    locale,
  );
  return (
    <>
      <p className={styles.trendHead}>
        <span>
          {words.trend}，{words.grains[grain]}
        </span>
        <span>{ratio ? words.cropped : scaledUnit(row, scale, locale)}</span>
      </p>
      <TrendChart
        className={styles.trend}
        label={`${row.name} ${words.trend}`}
        line={values}
        band={answer.band}
        from={span.from}
        to={span.to}
        decimals={row.display.decimals}
        unit={scale}
        zero={!ratio}
      />
    </>
  );
}

/** Less than a day says little as a line: it is shown in the day before it, with its band. */
function trendSpan(span: { from: number; to: number }): { from: number; to: number } {
  return { from: Math.min(span.from, span.to - 24 * 3_600_000), to: span.to };
}
