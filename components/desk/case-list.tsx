'use client';
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react';
import type { DeskRow } from '../../server/wire/desk.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { DeskClockBar } from './desk-clock.tsx';
import { deskWords } from './messages.ts';
import styles from './work.module.css';

type CaseListWords<View extends string> = {
  list: string;
  viewsLabel: string;
  views: Record<View, string>;
  emptyOf: Record<View, string>;
  emptyWhat: string;
  loaded: (shown: string, all: string) => string;
  more: string;
};

/** How a list is read: page by page. */
type CaseListAnswer = {
  isError: boolean;
  isPending: boolean;
  isFetching: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  error: unknown;
  refetch(): unknown;
  fetchNextPage(): unknown;
};

export type CaseListProps<View extends string, Row extends { id: number }> = {
  words: CaseListWords<View>;
  views: readonly View[];
  view: View;
  counts: Record<View, number> | null;
  /** One filter besides the list, with its way out; null shows the whole list. `instead`: it stands in the place of a list. */
  filter: { text: string; all: string; onClear: () => void; instead?: { name: string; none: string; count: number | null } } | null;
  open: number | null;
  answer: CaseListAnswer;
  rows: readonly Row[];
  Row: ComponentType<CaseRowProps<Row>>;
  now: number;
  onView: (view: View) => void;
  onSelect: (id: number) => void;
};

/** Lists of cases of one kind with their counts, and the rows of one. */
export function CaseList<View extends string, Row extends { id: number }>(props: CaseListProps<View, Row>) {
  const { words, views, view, counts, filter, open, answer, rows, Row, now, onView, onSelect } = props;
  const { locale } = useLocale();
  const instead = filter?.instead;
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the case that is read stays in sight as one walks
  useEffect(() => {
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  // Before the first answer nothing is known of how many there are.
  const known = counts !== null || rows.length > 0;
  const alone = !rows.some((r) => r.id === open);
  return (
    <section className={styles.list} aria-label={words.list}>
      <div className={styles.views} role="tablist" aria-label={words.viewsLabel}>
        {views.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={id === view && !instead}
            className={cx(styles.view, id === view && !instead && styles.viewOn)}
            onClick={() => onView(id)}
            data-view={id}
          >
            <b>
              {counts ? formatCount(counts[id], locale) : '–'}
              {id === 'late' && counts && counts[id] > 0 ? <SeverityMark severity={1} size={9} decorative /> : null}
            </b>
            <span>{words.views[id]}</span>
          </button>
        ))}
      </div>
      {filter ? (
        <p className={styles.filter}>
          <span>{filter.text}</span>
          <Button look="plain" onClick={filter.onClear}>
            {filter.all}
          </Button>
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll a long list */}
      <div ref={box} className={styles.rows} aria-busy={answer.isFetching} tabIndex={0}>
        {answer.isError && rows.length === 0 ? (
          <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />
        ) : answer.isPending ? (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        ) : rows.length === 0 ? (
          <PanelStateBody state={{ kind: 'empty', why: instead?.none ?? words.emptyOf[view], what: words.emptyWhat }} />
        ) : (
          <ol aria-label={instead?.name ?? words.views[view]}>
            {rows.map((row) => (
              <Row key={row.id} row={row} selected={row.id === open} alone={alone} now={now} onSelect={onSelect} />
            ))}
          </ol>
        )}
      </div>
      <footer className={styles.foot}>
        <span>
          {known
            ? words.loaded(formatCount(rows.length, locale), formatCount(instead?.count ?? (!filter && counts ? counts[view] : rows.length), locale))
            : null}
        </span>
        {answer.hasNextPage ? (
          <Button disabled={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {words.more}
          </Button>
        ) : null}
      </footer>
    </section>
  );
}

/** What a list hands to each of its rows; `alone`: none is selected, so that each is reached by Tab. */
export type CaseRowProps<Row> = { row: Row; selected: boolean; alone: boolean; now: number; onSelect: (id: number) => void };

/** `mark` stands at the left, `facts` stand before the time that it was told at, `after` behind it; `state`: where it stands. */
type Shown = { title: string; facts: readonly string[]; mark?: ReactNode; after?: ReactNode; state: string };

/** One case: title over its short facts, its clock, and where it stands. */
export function CaseRow({ row, selected, alone, now, onSelect, title, facts, mark, after, state }: CaseRowProps<DeskRow> & Shown) {
  const { locale, timeZone } = useLocale();
  const today = now - row.at < 20 * 3_600_000;
  return (
    <li className={cx(styles.row, selected && styles.rowOn)} data-ticket={row.id} data-state={row.state}>
      <button
        type="button"
        className={cx(styles.rowButton, mark !== undefined && styles.rowMarked)}
        tabIndex={selected || alone ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        onClick={() => onSelect(row.id)}
      >
        {mark === undefined ? null : <span className={styles.rowMark}>{mark}</span>}
        <span className={styles.rowTitle}>{title}</span>
        <span className={styles.rowMeta}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <time>{today ? formatTime(row.at, timeZone) : formatDay(row.at, locale, timeZone, now)}</time>
          {after}
        </span>
      </button>
      {row.clock ? <DeskClockBar clock={row.clock} now={now} /> : <span />}
      <span className={styles.rowRule}>
        {state}
        {row.clock ? <small>{deskWords[locale].clocks[row.clock.kind]}</small> : null}
      </span>
    </li>
  );
}
