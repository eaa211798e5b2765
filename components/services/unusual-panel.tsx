'use client';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { UnusualItems, UnusualRow } from '../../server/wire/volume.ts';
import { useConsole } from '../figure/console-context.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber, formatPercent, formatRange } from '../ui/format.ts';
import { formatSince, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { CardNumber } from './card-number.tsx';
import styles from './services.module.css';
import type { CaseStep } from './services-url.ts';
import { codeOf, noCases, type ServicesPlace, useServicesWords, useUnusual } from './use-services.ts';

const LONGEST = 31 * 86_400_000;

/** Items whose volume is far from their own usual, more or fewer, with what that was measured by. */
export function UnusualPanel({ place, step, volume }: { place: ServicesPlace; step: CaseStep; volume: FigureValue | null }) {
  const words = useServicesWords();
  const { locale, timeZone } = useLocale();
  const { indicator } = useConsole();
  const kept = indicator(codeOf(step))?.keeps.some((keep) => keep.join() === 'item') ?? false;
  const long = place.span.to - place.span.from > LONGEST;
  const answer = useUnusual(place, step);
  const { data } = answer;
  const state: PanelState = long
    ? { kind: 'empty', why: words.longSpan, what: words.longSpanWhat }
    : !kept
      ? { kind: 'empty', why: words.notKeptItem, what: words.notKeptWhat }
      : answer.isError && !data
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : !data
          ? { kind: 'loading', skeleton: 'list' }
          : data.rows.length === 0
            ? noCases(volume, words)
            : { kind: 'ready' };
  // A source that fell silent makes every item fewer: the panel says so before it says which.
  const old = volume?.state === 'stale' || volume?.state === 'dead';
  return (
    <Panel
      title={words.unusual}
      note={words.unusualNote(words.steps[step])}
      meta={data && data.until < data.span.to ? words.until(formatTime(data.until, timeZone)) : null}
      className={styles.panel}
      state={state}
      freshness={old ? volume.state : 'fresh'}
      since={old && volume.asOf !== null ? formatSince(volume.asOf, place.now, locale, timeZone) : undefined}
    >
      {data ? <Items data={data} place={place} step={step} silent={volume?.coverage?.silent.length ?? 0} /> : null}
    </Panel>
  );
}

function Items({ data, place, step: of, silent }: { data: UnusualItems; place: ServicesPlace; step: CaseStep; silent: number }) {
  const words = useServicesWords();
  const unusual = data.rows.filter((row) => row.verdict === 'surge' || row.verdict === 'drop');
  const others = data.rows.slice(unusual.length);
  const { rule, periods, stepWeeks: step } = data;
  return (
    <>
      {unusual.length === 0 ? (
        <div className={styles.nothing} data-nothing-unusual>
          <p>{words.nothingUnusual}</p>
          <p className={styles.note}>{words.nothingUnusualWhat(formatNumber(data.rows.length))}</p>
        </div>
      ) : (
        <ItemTable caption={words.unusual} name="unusual" rows={unusual} data={data} place={place} step={of} />
      )}
      {silent > 0 && unusual.some((row) => row.verdict === 'drop') ? <p className={styles.note}>{words.silent(formatNumber(silent))}</p> : null}
      <p className={styles.note}>{words.rule({ ...rule, periods, step, tolerance: formatPercent(rule.tolerance * 100, 0) })}</p>
      {others.length > 0 ? (
        <details className={styles.more}>
          <summary>{words.others(formatNumber(others.length))}</summary>
          <ItemTable caption={words.others(formatNumber(others.length))} name="others" rows={others} data={data} place={place} step={of} />
        </details>
      ) : null}
      {data.left > 0 ? <p className={styles.note}>{words.left(formatNumber(data.left))}</p> : null}
    </>
  );
}

type TableProps = { caption: string; name: string; rows: UnusualRow[]; data: UnusualItems; place: ServicesPlace; step: CaseStep };

function ItemTable({ caption, name, rows, data, place, step }: TableProps) {
  const words = useServicesWords();
  const number = (value: number | null) => (value === null ? words.none : formatNumber(value));
  const cardOf = (row: UnusualRow): CardRef => ({ indicator: codeOf(step), region: place.region, dims: { item: row.key }, window: null });
  const columns: Column<UnusualRow>[] = [
    { id: 'item', head: words.item, cell: (row) => row.name, sort: (row) => row.name },
    { id: 'way', head: words.way, cell: (row) => <Tag>{words.verdicts[row.verdict]}</Tag> },
    {
      id: 'count',
      head: words.count,
      align: 'end',
      cell: (row) => <CardNumber card={cardOf(row)} name={row.name} text={formatNumber(row.count)} />,
      sort: (row) => row.count,
    },
    { id: 'usual', head: words.usual, align: 'end', cell: (row) => number(row.usual), sort: (row) => row.usual },
    { id: 'range', head: words.range, align: 'end', cell: (row) => (row.low === null || row.high === null ? words.none : formatRange(row.low, row.high)) },
    {
      id: 'times',
      head: words.times,
      align: 'end',
      cell: (row) => (row.times === null ? words.none : words.timesOf(formatNumber(row.times, 1))),
      sort: (row) => row.times,
    },
    { id: 'excess', head: words.excess, align: 'end', cell: (row) => number(row.excess), sort: (row) => row.excess },
    { id: 'spans', head: words.pastSpans, align: 'end', cell: (row) => words.spans(formatNumber(row.periods), data.stepWeeks, formatNumber(data.periods)) },
  ];
  return (
    <DataTable
      caption={caption}
      captionHidden
      stack
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      rowData={(row) => ({ 'data-item': row.key, 'data-verdict': row.verdict, 'data-of': name })}
    />
  );
}
