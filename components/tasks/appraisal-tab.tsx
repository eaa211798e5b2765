'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { TASK_VERDICTS, type TaskCount, type TaskSums } from '../../server/core/task/appraise-tasks.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { useToldAgain } from '../live/use-told-again.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatCount, formatNumber } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { spanAt } from './task-span.ts';
import styles from './tasks.module.css';
import { TasksExport } from './tasks-export.tsx';
import { TASK_SPANS } from './tasks-url.ts';
import { useTasksUrl } from './use-tasks-url.ts';
import { useTasksWords } from './use-tasks-words.ts';

const REFRESH_MS = 60_000;

type Row = { unit: string | null; name: string; sums: TaskSums };

/** How departments did with their tasks; each rate beside the two counts that it comes from. */
export function AppraisalTab({ region }: { region: string }) {
  const all = useTasksWords();
  const words = all.appraisal;
  const trpc = useTRPC();
  const { locale } = useLocale();
  const { meta, offset } = useConsole();
  const [url, setUrl] = useTasksUrl();
  const answer = useQuery(trpc.tasks.appraisal.queryOptions({ region, ...spanAt(url.span, meta.now, offset) }, { refetchInterval: REFRESH_MS }));
  const { refetch } = answer;
  useToldAgain(
    'task',
    useCallback(() => refetch(), [refetch]),
  );
  const { data } = answer;
  const rows: Row[] = data
    ? [...data.rows.map((r) => ({ unit: r.unit, name: r.unitName, sums: r.sums })), { unit: null, name: words.total, sums: data.total }]
    : [];
  const show = (row: Row, of: TaskCount) => ({
    label: words.showOf(row.name, all.counts[of]),
    go: () => setUrl({ tab: 'work', counted: of, department: row.unit, open: null }),
  });
  const count = (id: string, head: string, of: (s: TaskSums) => number, behind?: TaskCount): Column<Row> => ({
    ...{ id, head, align: 'end' },
    cell: (row) =>
      behind && of(row.sums) > 0 ? <Behind {...show(row, behind)}>{formatCount(of(row.sums), locale)}</Behind> : formatCount(of(row.sums), locale),
  });
  const rate = (head: string, num: TaskCount, den: (s: TaskSums) => number): Column<Row> => ({
    ...{ id: num, head, align: 'end' },
    cell: (row) => <Rate num={row.sums[num]} den={den(row.sums)} {...show(row, num)} />,
  });
  const columns: Column<Row>[] = [
    { ...{ id: 'department', head: words.department, rowHead: true }, cell: ({ name }) => name },
    count('issued', words.issued, (s) => s.issued, 'issued'),
    rate(words.done, 'done', (s) => s.issued),
    rate(words.onTime, 'onTime', (s) => s.done),
    count('lateOpen', words.lateOpen, (s) => s.lateOpen, 'lateOpen'),
    rate(words.sentBack, 'sentBack', (s) => s.judged),
    ...TASK_VERDICTS.map((v) => count(v, words.verdicts[v], (s) => s.verdicts[v])),
  ];
  const state: PanelState =
    answer.isError && !data
      ? { kind: 'error', error: answer.error, onRetry: () => void refetch() }
      : !data
        ? { kind: 'loading', skeleton: 'list' }
        : data.total.issued === 0
          ? { kind: 'empty', why: words.none, what: words.noneWhat }
          : { kind: 'ready' };
  return (
    <div className={styles.appraisal} data-appraisal={url.span}>
      <div className={styles.spanRow}>
        <Segmented
          label={words.spanLabel}
          value={url.span}
          options={TASK_SPANS.map((id) => ({ id, label: words.spans[id] }))}
          onChange={(span) => setUrl({ span })}
        />
        {data ? <TasksExport of={{ what: 'appraisal', region, ...spanAt(url.span, meta.now, offset) }} /> : null}
      </div>
      <Panel title={words.title} note={words.note} state={state} className={styles.waiting}>
        {data?.partial ? <p role="status">{words.partial}</p> : null}
        <DataTable
          caption={words.title}
          captionHidden
          stack
          rows={rows}
          rowKey={(r) => r.unit ?? 'total'}
          rowLook={(r) => (r.unit === null ? 'total' : null)}
          rowData={(r) => ({ 'data-unit': r.unit ?? 'total' })}
          columns={columns}
        />
      </Panel>
    </div>
  );
}

/** A number that leads to the tasks that it counts. */
function Behind({ label, go, children }: { label: string; go: () => void; children: ReactNode }) {
  return (
    <button type="button" className={`tg-link ${styles.behind}`} aria-label={`${label}：${textOf(children)}`} onClick={go}>
      {children}
    </button>
  );
}

const textOf = (children: ReactNode): string => (typeof children === 'string' ? children : '');

/** A rate with its numerator and denominator; nothing over nothing is no rate. */
function Rate({ num, den, label, go }: { num: number; den: number; label: string; go: () => void }) {
  const words = useTasksWords().appraisal;
  const { locale } = useLocale();
  if (den === 0) return <span className={styles.parts}>{words.noParts}</span>;
  const parts = words.parts(formatCount(num, locale), formatCount(den, locale));
  return (
    <>
      {`${formatNumber((num / den) * 100, 1)}%`}{' '}
      {num === 0 ? (
        <small className={styles.parts}>{parts}</small>
      ) : (
        <Behind label={label} go={go}>
          {parts}
        </Behind>
      )}
    </>
  );
}
