'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DEFAULT_POLICY, policyChanges } from '../../server/core/access/policy.ts';
import type { PolicyVersion } from '../../server/wire/access.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatDate, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { AdminFrame } from './admin-frame.tsx';
import styles from './policy.module.css';
import { PolicyForm } from './policy-form.tsx';
import { policyWords } from './policy-messages.ts';
import { usePolicyText } from './policy-text.ts';
import { useAccessWords, useSelf } from './use-admin.ts';

/** The rules that hold, how they came to be, and for who may the next version. */
export function PolicyScreen() {
  const words = policyWords[useLocale().locale];
  const access = useAccessWords();
  const { self, may } = useSelf();
  const trpc = useTRPC();
  const answer = useQuery(trpc.admin.policy.queryOptions());
  const [said, setSaid] = useState<string | null>(null);
  const newest = answer.data?.[0];
  const known = self.may.length > 0;
  const state: PanelState = newest
    ? { kind: 'ready' }
    : known && !may('policy.read')
      ? { kind: 'denied', why: access.denied, what: access.deniedWhat }
      : answer.error
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : { kind: 'loading', skeleton: 'list' };
  return (
    <AdminFrame>
      <div className={styles.page}>
        <PageHead title={words.title} note={newest ? words.note(newest.version) : ''} />
        {said ? (
          <p role="status" className={styles.said}>
            {said}
          </p>
        ) : null}
        <div className={styles.two}>
          <Panel title={words.title} state={state} className={styles.panel}>
            {newest ? <PolicyForm key={newest.version} newest={newest} onSaid={setSaid} /> : null}
          </Panel>
          <Panel title={words.history} state={state} className={styles.panel}>
            {answer.data ? <History versions={answer.data} /> : null}
          </Panel>
        </div>
      </div>
    </AdminFrame>
  );
}

function History({ versions }: { versions: PolicyVersion[] }) {
  const { locale, timeZone } = useLocale();
  const words = policyWords[locale];
  const access = useAccessWords();
  const text = usePolicyText();
  const before = (v: PolicyVersion) => versions[versions.indexOf(v) + 1]?.policy ?? DEFAULT_POLICY;
  const columns: Column<PolicyVersion>[] = [
    { id: 'version', head: words.versionHead, rowHead: true, cell: (v) => (v.version === 0 ? words.defaults : String(v.version)) },
    { id: 'when', head: words.when, cell: (v) => (v.at === null ? '—' : `${formatDate(v.at, locale, timeZone)} ${formatTime(v.at, timeZone)}`) },
    { id: 'author', head: words.author, cell: (v) => (v.version === 0 ? words.first : v.by === 'system' ? access.system : (v.by ?? access.unknown)) },
    {
      id: 'changes',
      head: words.changes,
      cell: (v) => (
        <span className={styles.changes}>
          {v.version === 0
            ? '—'
            : policyChanges(before(v), v.policy)
                .map((field) => `${words.fields[field]} ${text(before(v), field)} → ${text(v.policy, field)}`)
                .join('；')}
          {v.note ? <small>{v.note}</small> : null}
        </span>
      ),
    },
  ];
  return <DataTable caption={words.history} captionHidden rows={versions} rowKey={(v) => String(v.version)} columns={columns} maxHeight="60vh" stack />;
}
