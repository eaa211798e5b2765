'use client';
import { memo, useEffect, useRef } from 'react';
import { TASK_VIEWS, type TaskRow, type TaskView } from '../../server/wire/tasks.ts';
import { choiceText, commandWords, stateText } from '../desk/command-messages.ts';
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
import type { useTasks } from './use-tasks.ts';
import { useTasksWords } from './use-tasks-words.ts';

export type ListPaneProps = {
  view: TaskView;
  department: string | null;
  open: number | null;
  now: number;
  rows: readonly TaskRow[];
  counts: Record<TaskView, number> | null;
  answer: ReturnType<typeof useTasks>['answer'];
  onView: (view: TaskView) => void;
  onDepartment: (department: string | null) => void;
  onSelect: (id: number) => void;
};

/** Lists of tasks with their counts, and the rows of one. */
export function ListPane(props: ListPaneProps) {
  const { view, department, open, now, rows, counts, answer, onView, onDepartment, onSelect } = props;
  const words = useTasksWords();
  const { locale } = useLocale();
  const { meta } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the task that is read stays in sight as one walks
  useEffect(() => {
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <section className={styles.list} aria-label={words.list}>
      <div className={styles.views} role="tablist" aria-label={words.viewsLabel}>
        {TASK_VIEWS.map((id) => (
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
      {department === null ? null : (
        <p className={styles.filter}>
          <span>{words.ofDepartment(meta.departments[department] ?? department)}</span>
          <Button look="plain" onClick={() => onDepartment(null)}>
            {words.allDepartments}
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
        <span>{words.loaded(formatCount(rows.length, locale), formatCount(department === null && counts ? counts[view] : rows.length, locale))}</span>
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
  row: TaskRow;
  selected: boolean /** None is selected: each is reached by Tab. */;
  alone: boolean;
  now: number;
  onSelect: (id: number) => void;
};

/** One task: title over origin, department and place, its clock, and where it stands. */
const Row = memo(function Row({ row, selected, alone, now, onSelect }: RowProps) {
  const words = useTasksWords();
  const { locale, timeZone } = useLocale();
  const commands = commandWords[locale];
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
        <span className={styles.rowTitle}>{row.title}</span>
        <span className={styles.rowMeta}>
          <span>{words.origins[row.origin]}</span>
          <span>{row.regionName}</span>
          <span>{row.unitName ?? words.notIssued}</span>
          <time>{today ? formatTime(row.at, timeZone) : formatDay(row.at, locale, timeZone, now)}</time>
        </span>
      </button>
      {row.clock ? <DeskClockBar clock={row.clock} now={now} /> : <span />}
      <span className={styles.rowRule}>
        {row.verdict ? choiceText(commands, 'verdict', row.verdict) : stateText(commands, row.state)}
        {row.clock ? <small>{deskWords[locale].clocks[row.clock.kind]}</small> : null}
      </span>
    </li>
  );
});
