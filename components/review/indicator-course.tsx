'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { FORECAST_LEVEL } from '../../server/core/review/forecast.ts';
import { boundsOf, keeps } from '../../server/core/review/goal.ts';
import { monthMarks } from '../charts/axis.ts';
import { TrendChart } from '../charts/trend-chart.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { figureScale, scaledUnit } from '../figure/figure-text.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatPercent } from '../ui/format.ts';
import { formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { courseOf, courseSpan } from './course.ts';
import styles from './indicator.module.css';
import type { ReviewItem } from './review-model.ts';
import { dueText, gapText, missingText, periodText, valueText } from './review-text.ts';
import { type Place, useReviewWords } from './use-review.ts';

/** The course of an indicator by months and its forecast with interval and error; nothing is told from too few points. */
export function IndicatorCourse({ item, place }: { item: ReviewItem; place: Place }) {
  const words = useReviewWords();
  const { locale, timeZone } = useLocale();
  const { meta, offset } = useConsole();
  const trpc = useTRPC();
  const { row, def, goal, targetAt } = item;
  const { region, month } = place;
  const span = useMemo(() => courseSpan(month, meta.now, offset), [month, meta.now, offset]);
  const query = { indicator: row.code, region, scope: row.scope || undefined, status: row.status || undefined, span };
  const answer = useQuery(trpc.figure.series.queryOptions({ queries: [query], grain: 'month' }, { staleTime: 60_000 }));
  const points = answer.data?.[0]?.points;
  const course = useMemo(
    () =>
      points &&
      courseOf(
        points.map((p) => [p[0], p[4]] as const),
        def,
        goal && { at: targetAt, kept: (v) => keeps(goal, v) },
        offset,
      ),
    [points, def, goal, targetAt, offset],
  );
  const state: PanelState = answer.isError
    ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
    : !course
      ? { kind: 'loading', skeleton: 'chart' }
      : course.line.length === 0
        ? { kind: 'empty', why: missingText(item, words) }
        : { kind: 'ready' };
  const line = course?.line ?? [];
  const ahead = course?.ahead ?? [];
  const from = line[0]?.[0] ?? span.from;
  const to = ahead.at(-1)?.at ?? span.to;
  const scale = figureScale(
    def,
    line.map(([, v]) => v),
    locale,
  );
  const bounds = boundsOf(def, goal);
  const limit = bounds?.low ?? bounds?.high ?? null;
  const volume = def.kind === 'count' || def.kind === 'sum';
  const passed = targetAt !== null && targetAt <= span.to;
  const scope =
    targetAt === null ? words.forecastAhead(ahead.length) : passed ? words.forecastPast : words.forecastTo(formatDay(targetAt - 1, locale, timeZone, meta.now));
  const told = course?.told ?? null;
  // A forecast of a score would else read the same at every step.
  const finer = def.kind === 'count' ? item : { def: { ...def, display: { ...def.display, decimals: def.display.decimals + 1 } } };
  const reach =
    goal && !passed && told && targetAt !== null
      ? course?.reaches
        ? words.reaches(periodText(course.reaches, 'month', words, timeZone))
        : words.reachesNot
      : null;
  return (
    <>
      <Panel title={words.course} note={words.courseNote(line.length)} meta={scaledUnit(def, scale, locale)} state={state} className={styles.course}>
        <TrendChart
          className={styles.courseChart}
          label={`${def.name} ${words.course}`}
          line={line}
          band={ahead.map((p) => [p.at, p.low, p.high] as const)}
          from={from}
          to={to}
          marks={monthMarks(from, to, timeZone)}
          decimals={def.display.decimals}
          unit={scale}
          zero={volume}
          limit={limit === null ? null : { value: limit, text: dueText(item, limit) }}
        />
      </Panel>
      {course && line.length > 0 ? (
        <section className={styles.forecast} aria-labelledby="indicator-forecast">
          <h2 id="indicator-forecast">
            {words.forecast} <small>{told ? scope : ''}</small>
          </h2>
          {told ? (
            <>
              <p>
                {[
                  reach,
                  words.forecastError(
                    gapText(item, told.error.mae, locale),
                    told.error.mape === null ? null : formatPercent(told.error.mape * 100, 1),
                    told.error.tries,
                  ),
                ]
                  .filter(Boolean)
                  .join('；')}
              </p>
              <p>
                {words.methods[told.method]}；{words.forecastInterval(formatPercent(FORECAST_LEVEL * 100, 0))}
              </p>
              <DataTable
                caption={words.forecast}
                captionHidden
                rows={ahead}
                rowKey={(p) => String(p.at)}
                columns={[
                  { id: 'at', head: words.periodHead, cell: (p) => periodText(p.at, 'month', words, timeZone) },
                  { id: 'value', head: words.value, align: 'end', cell: (p) => valueText(finer, p.value, locale) },
                  { id: 'low', head: words.range, align: 'end', cell: (p) => `${valueText(finer, p.low, locale)} – ${valueText(finer, p.high, locale)}` },
                ]}
              />
            </>
          ) : (
            <p>{words.forecastShort(course.have, course.need)}</p>
          )}
        </section>
      ) : null}
    </>
  );
}
