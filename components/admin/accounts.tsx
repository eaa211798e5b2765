'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AccountRow } from '../../server/wire/access.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatAge } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tag } from '../ui/tag.tsx';
import { ACCOUNT_FILTERS, type AdminUrl } from './admin-url.ts';
import styles from './grants.module.css';
import { SearchField } from './search-field.tsx';
import { useAccessWords, useSelf } from './use-admin.ts';
import type { SetAdminUrl } from './use-admin-url.ts';

const PAGE = 50;

type PanelProps = { url: AdminUrl; setUrl: SetAdminUrl; region: string; now: number; tabs: ReactNode };

/** Accounts whose home lies in the region, by login, fifty at a time. */
export function AccountsPanel({ url, setUrl, region, now, tabs }: PanelProps) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const { may } = useSelf();
  const answer = useInfiniteQuery(
    trpc.admin.accounts.infiniteQueryOptions(
      { search: url.search, region, state: url.state, limit: PAGE },
      { getNextPageParam: (page) => page.next, initialCursor: null, placeholderData: (before) => before },
    ),
  );
  const rows = answer.data?.pages.flatMap((page) => page.rows);
  const counts = answer.data?.pages[0]?.counts;
  const state: PanelState = rows
    ? rows.length === 0
      ? { kind: 'empty', why: words.noAccounts, what: words.noAccountsWhat }
      : { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  return (
    <section className={styles.grants} aria-labelledby="accounts-title">
      <header className={styles.head}>
        <h2 id="accounts-title" className="tg-vh">
          {words.accounts}
        </h2>
        {tabs}
        <Segmented
          label={words.state}
          value={url.state}
          options={ACCOUNT_FILTERS.map((id) => {
            const n = counts?.[id];
            return { id, label: n === undefined ? words.filters[id] : `${words.filters[id]} ${formatNumber(n)}` };
          })}
          onChange={(picked) => setUrl({ state: picked }, { replace: true })}
        />
        <span className={styles.tools}>
          <SearchField label={words.searchPeople} value={url.search} onChange={(search) => setUrl({ search }, { replace: true })} />
          {may('account.manage') ? (
            <Button look="primary" onClick={() => setUrl({ pane: { kind: 'new-account' } })}>
              {words.newAccount}
            </Button>
          ) : null}
        </span>
      </header>
      <Panel state={state} className={styles.panel}>
        {rows ? <AccountTable rows={rows} now={now} url={url} setUrl={setUrl} /> : null}
      </Panel>
      {answer.hasNextPage ? (
        <footer className={styles.foot}>
          <Button disabled={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {words.showMore}
          </Button>
        </footer>
      ) : null}
    </section>
  );
}

function AccountTable({ rows, now, url, setUrl }: { rows: AccountRow[]; now: number; url: AdminUrl; setUrl: SetAdminUrl }) {
  const words = useAccessWords();
  const { locale } = useLocale();
  const roles = roleWords[locale];
  const { meta, region } = useConsole();
  const columns: Column<AccountRow>[] = [
    {
      id: 'who',
      head: words.name,
      rowHead: true,
      cell: (a) => (
        <span className={styles.who}>
          <b>{a.name}</b> <small>{a.login}</small> {a.demo ? <Tag look="dashed">{words.demo}</Tag> : null}
        </span>
      ),
    },
    { id: 'state', head: words.state, cell: (a) => words.states[a.state] },
    { id: 'roles', head: words.roles, cell: (a) => a.roles.map((r) => roles[r].name).join('、') || words.noRoles },
    {
      id: 'home',
      head: words.home,
      cell: (a) => [region(a.region)?.name ?? a.region, a.department && (meta.departments[a.department] ?? a.department)].filter(Boolean).join(' · '),
    },
    { id: 'factor', head: words.factor, cell: (a) => (a.factor ? words.factorYes : words.factorNo) },
    { id: 'sessions', head: words.sessions, align: 'end', cell: (a) => formatNumber(a.openSessions) },
    { id: 'seen', head: words.seen, cell: (a) => (a.seenAt === null ? words.never : formatAge(now - a.seenAt, locale)) },
  ];
  return (
    <DataTable
      caption={words.accounts}
      captionHidden
      rows={rows}
      rowKey={(a) => String(a.id)}
      columns={columns}
      selectedKey={url.pane?.kind === 'account' ? String(url.pane.account) : null}
      onSelect={(key) => setUrl({ pane: { kind: 'account', account: Number(key) } })}
      rowData={(a) => ({ 'data-account': a.login, ...(a.state === 'disabled' ? { 'data-grant-time': 'ended' } : {}) })}
      className={styles.table}
      stack
    />
  );
}
