'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { KnowledgeAnswer, KnowledgeDesk } from '../../server/wire/knowledge.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { formatNumber } from '../ui/format.ts';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { EntryList } from './entry-list.tsx';
import { EntryPane } from './entry-pane.tsx';
import { Filters, SearchBox } from './filters.tsx';
import styles from './knowledge.module.css';
import { isNarrowed, type KnowledgeUrl } from './knowledge-url.ts';
import { ReportsQueue } from './reports-queue.tsx';
import { type SetKnowledgeUrl, useKnowledgeUrl, useKnowledgeWords } from './use-knowledge.ts';

const READ = { kind: 'read' } as const;

/** The knowledge base: a search, what it found, one entry beside it; for editors the queue of corrections. */
export function KnowledgeScreen() {
  const words = useKnowledgeWords();
  const { may } = useConsole();
  if (may('knowledge.read')) return <Knowledge />;
  return (
    <div className={styles.page}>
      <Panel label={words.title} className={styles.panel} state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />
    </div>
  );
}

function Knowledge() {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const [url, setUrl] = useKnowledgeUrl();
  const desk = useQuery(trpc.knowledge.desk.queryOptions()).data ?? null;
  const edits = desk !== null && desk.parts.length > 0;
  const waiting = desk && desk.openReports > 0 ? ` ${desk.openReports}` : '';
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <PageHead title={words.title} note={words.note} />
        {edits ? (
          <div className={styles.tools}>
            <Segmented
              label={words.tabsLabel}
              value={url.tab}
              options={[
                { id: 'entries', label: words.tabs.entries },
                { id: 'reports', label: `${words.tabs.reports}${waiting}` },
              ]}
              onChange={(tab) => setUrl({ tab, mode: READ })}
            />
            <Button onClick={() => setUrl({ tab: 'entries', mode: { kind: 'new' } })}>{words.create}</Button>
          </div>
        ) : null}
      </div>
      {url.tab === 'reports' && edits ? <ReportsQueue url={url} setUrl={setUrl} /> : <Entries url={url} setUrl={setUrl} desk={desk} />}
    </div>
  );
}

function Entries({ url, setUrl, desk }: { url: KnowledgeUrl; setUrl: SetKnowledgeUrl; desk: KnowledgeDesk | null }) {
  const words = useKnowledgeWords();
  const { answer, state, rows } = useSearch(url);
  const walk = (by: number) => {
    const at = rows.findIndex((row) => row.id === url.id);
    const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) setUrl({ id: next.id, mode: READ }, { replace: true });
  };
  const open = () => {
    // What stands open may be of an earlier search.
    if (!rows.some((row) => row.id === url.id)) walk(1);
    document.getElementById('knowledge-entry')?.focus();
  };
  const back = () => (url.mode.kind === 'read' ? setUrl({ id: null }, { replace: true }) : setUrl({ mode: READ }));
  const writing = url.mode.kind === 'edit' || url.mode.kind === 'new';
  // While an entry is written Esc and the walk would throw away what was typed.
  useKeys(writing ? {} : { j: () => walk(1), k: () => walk(-1), enter: open, escape: back });
  const onQuery = useCallback((query: string) => setUrl({ query }, { replace: true }), [setUrl]);
  return (
    <div className={styles.two}>
      <div className={styles.main}>
        <SearchBox slash value={url.query} hint={words.searchHint} onChange={onQuery} onEnter={open} />
        <Filters url={url} setUrl={setUrl} />
        <p className={styles.count} role="status">
          {answer ? countText(answer, url, words) : ' '}
        </p>
        <Panel label={words.results} state={state} className={styles.results}>
          <EntryList rows={rows} query={url.query} selected={url.id} onSelect={(id) => setUrl({ id, mode: READ }, { replace: url.id !== null })} />
        </Panel>
      </div>
      <EntryPane url={url} setUrl={setUrl} desk={desk} />
    </div>
  );
}

function useSearch(url: KnowledgeUrl) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const { query, category, region, department, shelf } = url;
  const asked = trpc.knowledge.search.queryOptions({ query, category, region, department, shelf, limit: 50 }, { placeholderData: keepPreviousData });
  const result = useQuery(asked);
  const answer = result.data;
  const rows = answer?.rows ?? [];
  const narrowed = isNarrowed(url);
  const empty = { kind: 'empty', why: narrowed ? words.none : words.noneYet, what: narrowed ? words.noneWhat : words.noneYetWhat } as const;
  const state: PanelState = result.isPending
    ? { kind: 'loading', skeleton: 'list' }
    : result.isError
      ? { kind: 'error', error: result.error, onRetry: () => void result.refetch() }
      : rows.length === 0
        ? empty
        : { kind: 'ready' };
  return { answer, rows, state };
}

function countText({ total, rows, partial, more }: KnowledgeAnswer, { query }: KnowledgeUrl, words: ReturnType<typeof useKnowledgeWords>): string {
  if (rows.length === 0) return ' ';
  const [all, shown] = [more ? words.atLeast(formatNumber(total)) : formatNumber(total), formatNumber(rows.length)];
  if (partial) return words.partial(shown);
  return query.trim() === '' ? words.newest(all, shown) : words.found(all, shown);
}
