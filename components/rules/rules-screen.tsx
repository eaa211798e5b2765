'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { CalendarTab } from './calendar-tab.tsx';
import { CatalogueTab } from './catalogue-tab.tsx';
import { RulePane } from './rule-pane.tsx';
import styles from './rules.module.css';
import { RulesTables } from './rules-tables.tsx';
import { RULES_TABS } from './rules-url.ts';
import { useRulesWords } from './use-rules.ts';
import { useRulesUrl } from './use-rules-url.ts';

/** The dated rules, the dispatch catalogue and the calendars: what holds, who says so, and for who may the next version. */
export function RulesScreen() {
  const words = useRulesWords();
  const trpc = useTRPC();
  const { may } = useConsole();
  const [url, setUrl] = useRulesUrl();
  const [said, setSaid] = useState<string | null>(null);
  const allowed = may('rule.read');
  const answer = useQuery(trpc.rule.list.queryOptions(undefined, { enabled: allowed, refetchInterval: 30_000 }));
  const list = answer.data;
  const state: PanelState = list
    ? { kind: 'ready' }
    : !allowed
      ? { kind: 'denied', why: words.denied, what: words.deniedWhat }
      : answer.error
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : { kind: 'loading', skeleton: 'list' };
  const manages = list?.manages ?? null;
  return (
    <div className={styles.screen} data-open={url.pane !== null && list !== undefined}>
      <div className={styles.page}>
        <div className={styles.head}>
          <PageHead title={words.title} note={list ? words.note(list.held.length) : ''} />
          <Segmented
            label={words.tabsLabel}
            options={RULES_TABS.map((id) => ({ id, label: words.tabs[id] }))}
            value={url.tab}
            onChange={(tab) => setUrl({ tab, pane: null, search: '', page: 0 })}
          />
        </div>
        <p role="status" className={said ? styles.said : 'tg-vh'}>
          {said}
        </p>
        {!list ? (
          <Panel title={words.tabs[url.tab]} state={state} className={styles.panel} />
        ) : url.tab === 'rules' ? (
          <RulesTables
            list={list}
            selected={url.pane && url.pane.kind !== 'import' ? url.pane.id : null}
            onOpen={(id) => setUrl({ pane: { kind: 'rule', id } })}
          />
        ) : url.tab === 'catalogue' ? (
          <CatalogueTab manages={manages !== null} onSaid={setSaid} />
        ) : (
          <CalendarTab manages={manages?.includes(list.root) ?? false} onSaid={setSaid} />
        )}
      </div>
      {list && url.pane && url.pane.kind !== 'import' ? (
        <RulePane key={`${url.pane.kind} ${url.pane.id}`} list={list} pane={url.pane} onPane={(pane) => setUrl({ pane })} onSaid={setSaid} />
      ) : null}
    </div>
  );
}
