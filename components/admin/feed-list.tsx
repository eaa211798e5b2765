'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CardFeeds } from '../figure/card-feeds.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
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
  const held = useQuery(trpc.feed.quarantine.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const label = (name: string) => feeds.data?.find((f) => f.name === name)?.label ?? name;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{words.feeds}</h1>
        <p>{words.feedsNote}</p>
      </header>
      <Listed title={words.feeds} answer={feeds} empty={{ kind: 'empty', why: words.noFeeds, what: words.noFeedsWhat }}>
        <CardFeeds feeds={feeds.data ?? []} caption={words.feeds} />
      </Listed>
      <div className={styles.two}>
        <Listed title={words.usage} answer={usage} empty={{ kind: 'empty', why: words.noUsage, what: words.noUsageWhat }}>
          <DataTable
            caption={words.usage}
            captionHidden
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
        <Listed title={words.quarantine} answer={held} empty={{ kind: 'empty', why: words.noQuarantine, what: words.noQuarantineWhat }}>
          <DataTable
            caption={words.quarantine}
            captionHidden
            rows={held.data ?? []}
            rowKey={(r) => `${r.feedName} ${r.code}`}
            columns={[
              { id: 'feed', head: words.feed, rowHead: true, cell: (r) => label(r.feedName) },
              { id: 'code', head: words.code, cell: (r) => r.code },
              { id: 'held', head: words.count, align: 'end', cell: (r) => formatNumber(Number(r.held)) },
            ]}
          />
        </Listed>
      </div>
    </div>
  );
}

type Answer = { data: readonly unknown[] | undefined; isPending: boolean; error: { message: string } | null; refetch: () => unknown };

function Listed({ title, answer, empty, children }: { title: string; answer: Answer; empty: PanelState; children: ReactNode }) {
  const state: PanelState = answer.data
    ? answer.data.length === 0
      ? empty
      : { kind: 'ready' }
    : answer.error
      ? { kind: 'error', detail: answer.error.message, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  return (
    <Panel title={title} state={state} className={styles.panel}>
      {children}
    </Panel>
  );
}
