'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FigureCard, FigureQuery, FoldNote, RecordPage, RecordRow } from '../../server/wire/figure.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatClock, formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody, Skeleton } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { useFieldText } from './dimension-text.ts';
import { figureText, withUnit } from './figure-text.ts';
import { figureWords } from './messages.ts';
import { usePictureNow } from './picture.tsx';

const PAGE = 50;

/** The records behind the figure, newest first, voided ones struck, with the sum that they give by the indicator's own rule. */
export function CardRecords({ card, query }: { card: FigureCard; query: FigureQuery }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const now = usePictureNow();
  const client = useTRPCClient();
  const mayRead = useConsole().may('record.read');
  const { recordFold: fold, definition: row } = card;
  const pages = useInfiniteQuery({
    queryKey: ['figure.records', query],
    queryFn: ({ pageParam }): Promise<RecordPage> => client.figure.records.query({ query, cursor: pageParam, limit: PAGE, all: true }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: mayRead,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  // What is struck out adds nothing, and is no part of the figure's records.
  const counted = rows.reduce((n, row) => (row.state === 'live' ? n + 1 : n), 0);
  const noteText = (note: FoldNote) =>
    note.kind === 'too_many'
      ? words.tooMany(formatNumber(note.most))
      : note.kind === 'archived'
        ? words.archived(`${formatDay(note.at, locale, timeZone, now)} ${formatTime(note.at, timeZone)}`)
        : words.differs;
  const result = fold ? figureText(row, fold.value, locale, { divisor: 1, suffix: '' }) : null;
  return (
    <section className={styles.part}>
      <header className={styles.partHead}>
        <h3>{words.recordsTitle}</h3>
        {fold && fold.value === null && fold.note ? (
          <span data-record-fold="skipped">{noteText(fold.note)}</span>
        ) : fold && result ? (
          <span data-record-fold={fold.equal}>
            {words.recordsFold(formatNumber(fold.records), row.kind === 'ratio' ? `${formatNumber(fold.num)}／${formatNumber(fold.den)}` : withUnit(result))}
            {fold.note ? `，${noteText(fold.note)}` : null}
            {fold.note ? null : (
              <>
                ，<b className={cx(!fold.equal && styles.alarm)}>{fold.equal ? words.equal : words.notEqual}</b>
              </>
            )}
          </span>
        ) : null}
        <span className={styles.partEnd} hidden={!mayRead} data-records-partial={pages.data?.pages[0]?.partial}>
          {words.recordsShown(formatNumber(counted), formatNumber(total))}
          {pages.data?.pages[0]?.partial ? `，${words.recordsPartial}` : null}
        </span>
      </header>
      {!mayRead ? (
        <PanelStateBody state={{ kind: 'denied', why: words.totalsOnly, what: words.totalsOnlyWhy }} />
      ) : pages.isPending ? (
        <Skeleton kind="list" rows={5} />
      ) : pages.isError ? (
        <PanelStateBody state={{ kind: 'error', error: pages.error, onRetry: () => void pages.refetch() }} />
      ) : (
        <>
          <RecordTable rows={rows} unit={10 ** row.scale} empty={words.recordsNone} />
          {pages.hasNextPage ? (
            <Button disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
              {words.recordsMore}
            </Button>
          ) : null}
        </>
      )}
    </section>
  );
}

/** @param unit how many stored integers make one of the figure's unit (100 for money kept in 分) */
function RecordTable({ rows, unit, empty }: { rows: RecordRow[]; unit: number; empty: string }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const [open, setOpen] = useState<string | null>(null);
  const now = usePictureNow();
  const time = (at: number) => `${formatDay(at, locale, timeZone, now)} ${formatClock(at, timeZone)}`;
  const key = (r: RecordRow) => `${r.source} ${r.id}`;
  const columns: Column<RecordRow>[] = [
    { id: 'at', head: words.time, cell: (r) => voided(r, time(r.at)) },
    { id: 'id', head: words.record, rowHead: true, cell: (r) => voided(r, r.id) },
    { id: 'region', head: words.region, cell: (r) => r.regionName },
    { id: 'fields', head: words.content, cell: (r) => <Fields row={r} all={open === key(r)} got={time(r.got)} /> },
    {
      id: 'sum',
      head: words.contributes,
      align: 'end',
      cell: (r) => voided(r, r.den === 0 ? formatNumber(r.num / unit) : `${formatNumber(r.num / unit)}／${formatNumber(r.den / unit)}`),
    },
  ];
  return (
    <DataTable
      caption={words.recordsTitle}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={key}
      selectedKey={open}
      onSelect={(picked) => setOpen(picked === open ? null : picked)}
      empty={empty}
      rowData={(r) => ({ 'data-record-state': r.state })}
    />
  );
}

function voided(row: RecordRow, text: string) {
  return row.state === 'live' ? text : <s>{text}</s>;
}

function Fields({ row, all, got }: { row: RecordRow; all: boolean; got: string }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const now = usePictureNow();
  const fields = useFieldText()(row.fields);
  const stamp = row.voidedAt === null ? '' : ` ${formatDay(row.voidedAt, locale, timeZone, now)} ${formatClock(row.voidedAt, timeZone)}`;
  return (
    <>
      {row.mark ? <Tag>{figureWords[locale].marks[row.mark]}</Tag> : null}
      {row.counted ? <Tag>{figureWords[locale].counted}</Tag> : null}
      {row.state === 'live' ? null : <Tag look="dashed">{`${row.state === 'replaced' ? words.replaced : words.retractedMark}${stamp}`}</Tag>}{' '}
      {all ? (
        <dl className={styles.fields}>
          {[...fields, [words.arrived, got] as [string, string], [words.source, row.source] as [string, string]].map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <span className={styles.clip}>{fields.map(([, value]) => value).join(' · ')}</span>
      )}
    </>
  );
}
