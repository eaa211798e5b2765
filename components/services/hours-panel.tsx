'use client';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { DayHours, HourRow } from '../../server/wire/volume.ts';
import { TrendChart } from '../charts/trend-chart.tsx';
import { useConsole } from '../figure/console-context.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber, formatPercent, formatRange } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { CardNumber } from './card-number.tsx';
import styles from './services.module.css';
import type { CaseStep } from './services-url.ts';
import { codeOf, noCases, type ServicesPlace, useDayHours, useServicesWords } from './use-services.ts';

/** The chosen day by hours over the band of the usual week, with how many weeks that is of. */
export function HoursPanel({ place, step, figure }: { place: ServicesPlace; step: CaseStep; figure: FigureValue | null }) {
  const words = useServicesWords();
  const { locale, timeZone } = useLocale();
  const answer = useDayHours(place, step);
  const day = answer.data;
  const empty = day?.hours.every((h) => h.value === null && h.usual === null);
  const state: PanelState =
    answer.isError && !day
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : !day
        ? { kind: 'loading', skeleton: 'chart' }
        : empty
          ? noCases(figure, words)
          : { kind: 'ready' };
  return (
    <Panel
      title={words.hours}
      note={words.hoursOf(formatDay(place.span.to - 1, locale, timeZone, place.now), words.steps[step])}
      className={styles.panel}
      state={state}
    >
      {day ? <Hours day={day} place={place} step={step} /> : null}
    </Panel>
  );
}

function Hours({ day, place, step }: { day: DayHours; place: ServicesPlace; step: CaseStep }) {
  const words = useServicesWords();
  const { indicator } = useConsole();
  const row = indicator(codeOf(step));
  const rule = row?.normalRange?.kind === 'pattern' ? row.normalRange : null;
  const over = day.hours.filter((h) => h.to <= day.now);
  // The part of an hour that is over is no fall of the line.
  const line = over.map((h) => [h.from, h.value] as const);
  const band = day.hours.flatMap((h) => (h.usual && !h.running ? [[h.from, h.usual.low, h.usual.high] as const] : []));
  const weeks = day.hours.flatMap((h) => (h.usual ? [h.usual.weeks] : []));
  const counted = (stands: HourRow['stands']) => formatNumber(over.filter((h) => h.stands === stands).length);
  const said =
    day.weeks === 0
      ? words.noUsualDeclared
      : weeks.length === 0
        ? words.noUsual(formatNumber(day.weeks))
        : words.hoursSaid(
            words.weeksOf(String(Math.min(...weeks)), String(Math.max(...weeks))),
            formatNumber(over.filter((h) => h.value !== null).length),
            counted('above'),
            counted('below'),
          );
  return (
    <>
      <TrendChart
        className={styles.chart}
        label={`${words.hours}，${said}`}
        line={line}
        band={band}
        from={day.span.from}
        to={day.span.to}
        now={day.now < day.span.to ? Math.floor(day.now / 600_000) * 600_000 : null}
        decimals={0}
      />
      <p className={styles.said} data-usual={weeks.length > 0 ? Math.max(...weeks) : 'none'}>
        {said}
      </p>
      {rule && weeks.length > 0 ? <p className={styles.note}>{words.usualRule(formatNumber(rule.weeks), formatPercent(rule.tolerance * 100, 0))}</p> : null}
      <details className={styles.more}>
        <summary>{words.hourTable}</summary>
        <HourTable day={day} place={place} step={step} />
      </details>
    </>
  );
}

function HourTable({ day, place, step }: { day: DayHours; place: ServicesPlace; step: CaseStep }) {
  const words = useServicesWords();
  const { timeZone } = useLocale();
  const cardOf = ({ from, to }: HourRow): CardRef => ({ indicator: codeOf(step), region: place.region, window: null, span: { from, to } });
  const columns: Column<HourRow>[] = [
    { id: 'hour', head: words.hour, cell: (h) => `${formatTime(h.from, timeZone)}${h.running ? `（${words.running}）` : ''}` },
    {
      id: 'value',
      head: words.steps[step],
      align: 'end',
      cell: (h) =>
        h.value === null ? (
          words.none
        ) : (
          <CardNumber card={cardOf(h)} name={`${formatTime(h.from, timeZone)} ${words.steps[step]}`} text={formatNumber(h.value)} />
        ),
    },
    { id: 'usual', head: words.usual, align: 'end', cell: (h) => (h.usual ? formatNumber(h.usual.middle) : words.none) },
    { id: 'range', head: words.range, align: 'end', cell: (h) => (h.usual ? formatRange(h.usual.low, h.usual.high) : words.none) },
    { id: 'weeks', head: words.weeks, align: 'end', cell: (h) => (h.usual ? formatNumber(h.usual.weeks) : words.none) },
    { id: 'stands', head: words.stands, cell: (h) => (h.stands ? words.standing[h.stands] : words.none) },
  ];
  return (
    <DataTable
      caption={words.hourTable}
      captionHidden
      columns={columns}
      rows={day.hours}
      rowKey={(h) => String(h.from)}
      rowLook={(h) => (h.stands === 'above' || h.stands === 'below' ? 'strong' : null)}
      rowData={(h) => ({ 'data-hour': formatTime(h.from, timeZone) })}
    />
  );
}
