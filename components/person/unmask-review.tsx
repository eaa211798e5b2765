'use client';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { UnmaskList, UnmaskRow } from '../../server/wire/person.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tag } from '../ui/tag.tsx';
import { personWords } from './messages.ts';
import styles from './person.module.css';
import { Watermark } from './watermark.tsx';

const REFRESH_MS = 10_000;

/** Who unmasked whom in one's own part and why; a supervisor marks what he has seen. */
export function UnmaskReview({ onOpen }: { onOpen: (ticket: number) => void }) {
  const words = personWords[useLocale().locale];
  const client = useTRPCClient();
  const [waiting, setWaiting] = useState(true);
  const pages = useInfiniteQuery({
    queryKey: ['person.unmasks', waiting],
    queryFn: ({ pageParam }): Promise<UnmaskList> => client.person.unmasks.query({ before: pageParam, waiting }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: REFRESH_MS,
  });
  const review = useMutation({ mutationFn: (ids: number[]) => client.person.review.mutate({ ids }), onSuccess: () => pages.refetch() });
  const first = pages.data?.pages[0];
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const open = rows.filter((row) => row.reviewedAt === null && !row.own).map((row) => row.id);
  const state: PanelState = pages.isPending
    ? { kind: 'loading', skeleton: 'list' }
    : pages.isError
      ? { kind: 'error', error: pages.error, onRetry: () => void pages.refetch() }
      : rows.length === 0
        ? { kind: 'empty', why: waiting ? words.noneWaiting : words.noUnmasks, what: words.noUnmasksWhy }
        : { kind: 'ready' };
  return (
    <div className={`tg-page ${styles.unmasks}`}>
      <PageHead title={words.unmasks} note={words.unmasksNote} />
      <div className={styles.tools}>
        <Segmented
          label={words.unmasks}
          value={waiting ? 'waiting' : 'all'}
          options={[
            { id: 'waiting', label: words.onlyWaiting },
            { id: 'all', label: words.all },
          ]}
          onChange={(id) => setWaiting(id === 'waiting')}
        />
        <span role="status">{first && first.waiting > 0 ? words.waiting(first.waiting) : ''}</span>
        {open.length > 1 ? (
          <Button disabled={review.isPending} onClick={() => review.mutate(open)}>
            {words.markAllSeen}
          </Button>
        ) : null}
      </div>
      <Panel label={words.unmasks} state={state} className={styles.panel}>
        <Watermark viewer={first?.viewer ?? null}>
          <UnmaskTable rows={rows} onOpen={onOpen} onSeen={(id) => review.mutate([id])} busy={review.isPending} />
        </Watermark>
        {pages.hasNextPage ? (
          <div className={styles.actions}>
            <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {words.more}
            </Button>
          </div>
        ) : null}
      </Panel>
    </div>
  );
}

type TableProps = { rows: UnmaskRow[]; onOpen: (ticket: number) => void; onSeen: (id: number) => void; busy: boolean };

function UnmaskTable({ rows, onOpen, onSeen, busy }: TableProps) {
  const { locale, timeZone } = useLocale();
  const words = personWords[locale];
  const now = usePictureNow();
  const clock = (at: number) => formatClock(at, timeZone);
  const time = (at: number) => `${formatDay(at, locale, timeZone, now)} ${clock(at)}`;
  const columns: Column<UnmaskRow>[] = [
    { id: 'at', head: words.time, cell: (r) => `${time(r.at)} ${words.until} ${clock(r.until)}` },
    {
      id: 'who',
      head: words.who,
      rowHead: true,
      cell: (r) => (
        <>
          {r.name} <span className={styles.note}>{[words.roles[r.role] ?? r.role, r.login].join(' · ')}</span>
        </>
      ),
    },
    { id: 'reason', head: words.reason, cell: (r) => r.reason },
    {
      id: 'ticket',
      head: words.ticket,
      cell: (r) => (
        <button type="button" className="tg-link" aria-label={words.open(r.no)} onClick={() => onOpen(r.ticket)}>
          {r.no}
        </button>
      ),
    },
    { id: 'place', head: words.place, cell: (r) => [r.regionName, r.departmentName].filter(Boolean).join(' · ') },
    { id: 'looks', head: words.looks, align: 'end', cell: (r) => formatNumber(r.looks) },
    {
      id: 'seen',
      head: words.seen,
      cell: (r) =>
        r.reviewedAt !== null ? (
          <span className={styles.note}>{words.seenBy(r.reviewedBy ?? '', time(r.reviewedAt))}</span>
        ) : r.own ? (
          <Tag>{words.own}</Tag>
        ) : (
          <Button disabled={busy} onClick={() => onSeen(r.id)}>
            {words.markSeen}
          </Button>
        ),
    },
  ];
  return <DataTable caption={words.unmasks} captionHidden stack rows={rows} rowKey={(r) => String(r.id)} columns={columns} />;
}
