'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CardFeeds } from '../figure/card-feeds.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { usePictureNow } from '../figure/picture.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import styles from './feed-list.module.css';
import { adminWords } from './messages.ts';

const REFRESH_MS = 10_000;

/** Feeds with their papers, what they sent by month, and what of it is held. Nothing is changed here. */
export function FeedList() {
  const words = adminWords[useLocale().locale];
  const trpc = useTRPC();
  const feeds = useQuery(trpc.feed.list.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const usage = useQuery(trpc.feed.usage.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  // What feeds sent that was refused, and what nobody registered, is the data steward's.
  const steward = useConsole().may('quarantine.read');
  const held = useQuery(trpc.feed.quarantine.queryOptions(undefined, { refetchInterval: REFRESH_MS, enabled: steward }));
  const label = (name: string) => feeds.data?.find((f) => f.name === name)?.label ?? name;
  return (
    <div className={`tg-page ${styles.page}`}>
      <PageHead title={words.feeds} note={words.feedsNote} />
      <Listed title={words.feeds} answer={feeds} empty={{ kind: 'empty', why: words.noFeeds, what: words.noFeedsWhat }}>
        <CardFeeds feeds={feeds.data ?? []} caption={words.feeds} />
      </Listed>
      <div className={styles.two}>
        <Listed title={words.usage} answer={usage} empty={{ kind: 'empty', why: words.noUsage, what: words.noUsageWhat }}>
          <DataTable
            caption={words.usage}
            captionHidden
            stack
            rows={usage.data ?? []}
            rowKey={(r) => `${r.name} ${r.month}`}
            columns={[
              { id: 'name', head: words.feed, rowHead: true, cell: (r) => label(r.name), sort: (r) => r.name },
              { id: 'month', head: words.month, cell: (r) => r.month.slice(0, 7), sort: (r) => r.month },
              { id: 'accepted', head: words.accepted, align: 'end', cell: (r) => formatNumber(r.accepted), sort: (r) => r.accepted },
              { id: 'duplicate', head: words.duplicate, align: 'end', cell: (r) => formatNumber(r.duplicate), sort: (r) => r.duplicate },
              { id: 'rejected', head: words.rejected, align: 'end', cell: (r) => formatNumber(r.rejected), sort: (r) => r.rejected },
            ]}
          />
        </Listed>
        {steward ? (
          <Listed title={words.quarantine} answer={held} empty={{ kind: 'empty', why: words.noQuarantine, what: words.noQuarantineWhat }}>
            <DataTable
              caption={words.quarantine}
              captionHidden
              stack
              rows={held.data ?? []}
              rowKey={(r) => `${r.feedName} ${r.code}`}
              columns={[
                { id: 'feed', head: words.feed, rowHead: true, cell: (r) => label(r.feedName) },
                { id: 'code', head: words.code, cell: (r) => r.code },
                { id: 'held', head: words.count, align: 'end', cell: (r) => formatNumber(Number(r.held)) },
              ]}
            />
          </Listed>
        ) : null}
      </div>
      {steward ? <Pending label={label} /> : null}
    </div>
  );
}

/** Items and departments that events named and that the profile does not know. */
function Pending({ label }: { label: (feed: string) => string }) {
  const { locale, timeZone } = useLocale();
  const words = adminWords[locale];
  const trpc = useTRPC();
  const now = usePictureNow();
  const answer = useQuery(trpc.feed.pending.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const rows = answer.data?.rows;
  const more = (answer.data?.total ?? 0) - (rows?.length ?? 0);
  const time = (at: number) => `${formatDay(at, locale, timeZone, now)} ${formatTime(at, timeZone)}`;
  return (
    <Listed
      title={words.pending}
      note={words.pendingNote}
      answer={{ ...answer, data: rows }}
      empty={{ kind: 'empty', why: words.noPending, what: words.noPendingWhat }}
    >
      <DataTable
        caption={words.pending}
        captionHidden
        stack
        rows={rows ?? []}
        rowKey={(r) => `${r.feedName} ${r.kind} ${r.code}`}
        rowData={(r) => ({ 'data-pending': r.code })}
        columns={[
          { id: 'code', head: words.name, rowHead: true, cell: (r) => r.code || words.further, sort: (r) => r.code },
          { id: 'kind', head: words.kind, cell: (r) => words.kinds[r.kind], sort: (r) => r.kind },
          { id: 'feed', head: words.feed, cell: (r) => label(r.feedName), sort: (r) => r.feedName },
          { id: 'events', head: words.events, align: 'end', cell: (r) => formatNumber(r.events), sort: (r) => r.events },
          { id: 'first', head: words.first, align: 'end', cell: (r) => time(r.firstGot), sort: (r) => r.firstGot },
          { id: 'last', head: words.last, align: 'end', cell: (r) => time(r.lastGot), sort: (r) => r.lastGot },
        ]}
      />
      {more > 0 ? <p className={styles.more}>{words.morePending(more)}</p> : null}
    </Listed>
  );
}

type Answer = { data: readonly unknown[] | undefined; error: unknown; refetch: () => unknown };
type ListedProps = { title: string; note?: string; answer: Answer; empty: PanelState; children: ReactNode };

function Listed({ title, note, answer, empty, children }: ListedProps) {
  const state: PanelState = answer.data
    ? answer.data.length === 0
      ? empty
      : { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  return (
    <Panel title={title} note={note} state={state} className={styles.panel}>
      {children}
    </Panel>
  );
}
