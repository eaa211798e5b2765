'use client';
import { memo, useEffect, useRef } from 'react';
import { REVIEW_VIEWS, type ReviewRow, type ReviewView } from '../../server/wire/reviews.ts';
import { commandWords, stateText } from '../desk/command-messages.ts';
import { DeskClockBar } from '../desk/desk-clock.tsx';
import { deskWords } from '../desk/messages.ts';
import styles from '../desk/work.module.css';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import type { useRectifications } from './use-rectifications.ts';
import { useReviewsWords } from './use-reviews-words.ts';

export type ListPaneProps = {
  view: ReviewView;
  item: string | null;
  open: number | null;
  now: number;
  rows: readonly ReviewRow[];
  counts: Record<ReviewView, number> | null;
  answer: ReturnType<typeof useRectifications>['answer'];
  onView: (view: ReviewView) => void;
  onItem: (item: string | null) => void;
  onSelect: (id: number) => void;
};

/** Lists of rectifications with their counts, and the rows of one. */
export function ListPane(props: ListPaneProps) {
  const { view, item, open, now, rows, counts, answer, onView, onItem, onSelect } = props;
  const words = useReviewsWords();
  const { locale } = useLocale();
  const { meta } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the case that is read stays in sight as one walks
  useEffect(() => {
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const name = item === null ? '' : (rows[0]?.review.itemName ?? meta.items[item] ?? item);
  return (
    <section className={styles.list} aria-label={words.list}>
      <div className={styles.views} role="tablist" aria-label={words.viewsLabel}>
        {REVIEW_VIEWS.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={id === view}
            className={cx(styles.view, id === view && styles.viewOn)}
            onClick={() => onView(id)}
            data-view={id}
          >
            <b>
              {counts ? formatCount(counts[id], locale) : '–'}
              {id === 'late' && counts && counts.late > 0 ? <SeverityMark severity={1} size={9} decorative /> : null}
            </b>
            <span>{words.views[id]}</span>
          </button>
        ))}
      </div>
      {item === null ? null : (
        <p className={styles.filter}>
          <span>{words.ofItem(name)}</span>
          <Button look="plain" onClick={() => onItem(null)}>
            {words.allItems}
          </Button>
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll a long list */}
      <div ref={box} className={styles.rows} aria-busy={answer.isFetching} tabIndex={0}>
        {answer.isError && rows.length === 0 ? (
          <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />
        ) : answer.isPending ? (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        ) : rows.length === 0 ? (
          <PanelStateBody state={{ kind: 'empty', why: words.emptyOf[view], what: words.emptyWhat }} />
        ) : (
          <ol aria-label={words.views[view]}>
            {rows.map((row) => (
              <Row key={row.id} row={row} selected={row.id === open} alone={!rows.some((r) => r.id === open)} now={now} onSelect={onSelect} />
            ))}
          </ol>
        )}
      </div>
      <footer className={styles.foot}>
        <span>{words.loaded(formatCount(rows.length, locale), formatCount(item === null && counts ? counts[view] : rows.length, locale))}</span>
        {answer.hasNextPage ? (
          <Button disabled={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {words.more}
          </Button>
        ) : null}
      </footer>
    </section>
  );
}

type RowProps = {
  row: ReviewRow;
  selected: boolean /** None is selected: each is reached by Tab. */;
  alone: boolean;
  now: number;
  onSelect: (id: number) => void;
};

/** One rectification: item over level, department and place, its clock, and where it stands. */
const Row = memo(function Row({ row, selected, alone, now, onSelect }: RowProps) {
  const words = useReviewsWords();
  const { locale, timeZone } = useLocale();
  const { review } = row;
  const today = now - row.at < 20 * 3_600_000;
  return (
    <li className={cx(styles.row, selected && styles.rowOn)} data-ticket={row.id} data-state={row.state}>
      <button
        type="button"
        className={styles.rowButton}
        tabIndex={selected || alone ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        onClick={() => onSelect(row.id)}
      >
        <span className={styles.rowTitle}>{review.itemName}</span>
        <span className={styles.rowMeta}>
          <span>{words.levelNames[review.level]}</span>
          <span>{row.regionName}</span>
          <time>{today ? formatTime(row.at, timeZone) : formatDay(row.at, locale, timeZone, now)}</time>
          {review.tags[0] ? <Tag>{review.tags[0]}</Tag> : null}
        </span>
      </button>
      {row.clock ? <DeskClockBar clock={row.clock} now={now} /> : <span />}
      <span className={styles.rowRule}>
        {row.verdict ? (words.verdicts[row.verdict] ?? row.verdict) : stateText(commandWords[locale], row.state)}
        {row.clock ? <small>{deskWords[locale].clocks[row.clock.kind]}</small> : null}
      </span>
    </li>
  );
});
