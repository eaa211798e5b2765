'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { KnowledgeReport } from '../../server/wire/knowledge.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './knowledge.module.css';
import type { KnowledgeUrl } from './knowledge-url.ts';
import { type SetKnowledgeUrl, useFaultText, useKnowledgeRefresh, useKnowledgeWords, useStamp } from './use-knowledge.ts';

type ReportsQueueProps = { url: KnowledgeUrl; setUrl: SetKnowledgeUrl };

/** What readers found wrong with the entries that one looks after: those that wait, or those that were settled. */
export function ReportsQueue({ url, setUrl }: ReportsQueueProps) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const [said, setSaid] = useState('');
  const answer = useQuery(trpc.knowledge.reports.queryOptions({ state: url.settled ? 'settled' : 'open', limit: 200 }));
  const rows = answer.data ?? [];
  const state: PanelState = answer.isPending
    ? { kind: 'loading', skeleton: 'list' }
    : answer.isError
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : rows.length > 0
        ? { kind: 'ready' }
        : url.settled
          ? { kind: 'empty', why: words.noSettled, what: words.noSettledWhat }
          : { kind: 'empty', why: words.noReports, what: words.noReportsWhat };
  return (
    <div className={styles.queue}>
      <div className={styles.tools}>
        <Segmented
          label={words.reportFilter}
          value={url.settled ? 'settled' : 'open'}
          options={[
            { id: 'open', label: words.reportFilters.open },
            { id: 'settled', label: words.reportFilters.settled },
          ]}
          onChange={(shown) => setUrl({ settled: shown === 'settled' })}
        />
        <p role="status">{said}</p>
      </div>
      <Panel label={words.reports} state={state} className={styles.results}>
        <ul className={styles.reports}>
          {rows.map((row) => (
            <Report key={row.id} row={row} onSaid={setSaid} onOpen={() => setUrl({ tab: 'entries', id: row.entry, mode: { kind: 'read' } })} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

type ReportProps = { row: KnowledgeReport; onSaid: (text: string) => void; onOpen: () => void };

function Report({ row, onSaid, onOpen }: ReportProps) {
  const words = useKnowledgeWords();
  const stamp = useStamp();
  return (
    <li className={styles.report} data-report={row.id}>
      <p className={styles.rowTitle}>
        <button type="button" className="tg-link" onClick={onOpen} aria-label={`${words.openEntry} ${row.title}`}>
          {row.title}
        </button>
        <Tag>{words.reportStates[row.state]}</Tag>
      </p>
      <p className={styles.answer}>{row.text}</p>
      <p className={styles.meta}>
        {words.by(row.by, stamp(row.at))} · {words.of(row.version, row.versionNow)}
      </p>
      {row.state === 'open' ? (
        <Settle report={row.id} onSaid={onSaid} />
      ) : (
        <p className={styles.meta}>
          {words.by(row.settledBy ?? '', stamp(row.settledAt ?? row.at))} {row.reason ?? ''}
        </p>
      )}
    </li>
  );
}

function Settle({ report, onSaid }: { report: number; onSaid: (text: string) => void }) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const refresh = useKnowledgeRefresh();
  const faultText = useFaultText();
  const [reason, setReason] = useState('');
  const settle = useMutation(
    trpc.knowledge.settle.mutationOptions({
      onSuccess: (_, { accept }) => onSaid(words.settled[accept ? 'accepted' : 'declined']),
      onError: (error) => onSaid(faultText(error)),
      onSettled: refresh,
    }),
  );
  const decline = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') settle.mutate({ report, accept: false, reason: reason.trim() });
  };
  return (
    <form className={styles.settle} onSubmit={decline}>
      <Button look="primary" disabled={settle.isPending} onClick={() => settle.mutate({ report, accept: true, reason: reason.trim() })}>
        {words.accept}
      </Button>
      <input
        aria-label={words.declineHint}
        placeholder={words.declineHint}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" disabled={settle.isPending || reason.trim() === ''}>
        {words.decline}
      </Button>
    </form>
  );
}
