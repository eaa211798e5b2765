'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { download, xlsxBlob } from '../ui/download.ts';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import styles from './dictionary.module.css';
import { findRows } from './dictionary-url.ts';
import { EntryPane } from './entry-pane.tsx';
import { Filters } from './filters.tsx';
import { IndicatorList } from './indicator-list.tsx';
import { NewIndicator } from './new-indicator.tsx';
import { useDictionaryFault, useDictionaryUrl, useDictionaryWords } from './use-dictionary.ts';

/** 指标管理: what every indicator means and is held to, who says so since when, and what is on its way. */
export function DictionaryScreen() {
  const words = useDictionaryWords();
  const { locale } = useLocale();
  const trpc = useTRPC();
  const { may } = useConsole();
  const [url, setUrl] = useDictionaryUrl();
  const [said, setSaid] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const fault = useDictionaryFault();
  const allowed = may('indicator.read');
  const answer = useQuery(trpc.dictionary.list.queryOptions(undefined, { enabled: allowed, refetchInterval: 30_000 }));
  const taken = useMutation(
    trpc.dictionary.export.mutationOptions({
      onSuccess: ({ name, body, rows }) => {
        download(name, xlsxBlob(body));
        setSaid(words.exported(rows));
      },
      onError: (error) => setSaid(fault(error)),
    }),
  );
  const list = answer.data;
  const rows = list ? findRows(list.rows, url) : [];
  const open = (code: string) => {
    setMaking(false);
    setUrl({ code, tab: 'definition' });
  };
  const walk = (step: number) => {
    const at = rows.findIndex((r) => r.code === url.code);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (next) open(next.code);
  };
  useKeys({ j: () => walk(1), k: () => walk(-1), '/': () => document.getElementById('dictionary-search')?.focus() });
  const state: PanelState = !allowed
    ? { kind: 'denied', why: words.denied, what: words.deniedWhat }
    : answer.error && !list
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : !list
        ? { kind: 'loading', skeleton: 'list' }
        : rows.length === 0
          ? { kind: 'empty', why: words.none, what: words.noneWhat }
          : { kind: 'ready' };
  return (
    <div className={styles.screen} data-dictionary>
      <header className={styles.head}>
        <PageHead title={words.title} note={list ? words.note(list.rows.length, list.rows.filter((r) => r.version !== 0).length) : ''} />
        <div className={styles.actions}>
          {list?.may.draft ? (
            <Button onClick={() => setMaking(true)} disabled={making}>
              {words.create}
            </Button>
          ) : null}
          <Button disabled={!list || taken.isPending} onClick={() => taken.mutate({ locale })}>
            {words.exportFile}
          </Button>
        </div>
      </header>
      <p role="status" className={said ? styles.said : 'tg-vh'} data-said>
        {said}
      </p>
      {list ? <Filters url={url} setUrl={setUrl} /> : null}
      <div className={styles.columns}>
        <Panel label={words.title} state={state} className={styles.list}>
          <IndicatorList rows={rows} selected={url.code} onOpen={open} />
        </Panel>
        {making && list ? (
          <NewIndicator
            list={list}
            onSaid={setSaid}
            onClose={() => setMaking(false)}
            onMade={(code) => {
              setMaking(false);
              setUrl({ code, tab: 'changes' });
            }}
          />
        ) : (
          <EntryPane key={url.code} url={url} setUrl={setUrl} enabled={allowed} onSaid={setSaid} />
        )}
      </div>
    </div>
  );
}
