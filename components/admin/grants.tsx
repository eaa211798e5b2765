'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sightOf } from '../../server/core/access/sights.ts';
import type { GrantRow } from '../../server/wire/access.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import type { AdminUrl } from './admin-url.ts';
import { yearTrack } from './grant-time.ts';
import styles from './grants.module.css';
import { SearchField } from './search-field.tsx';
import { TimeBar, useTimeText } from './time-bar.tsx';
import { REFRESH_MS, useAccessWords, useSelf } from './use-admin.ts';
import type { SetAdminUrl } from './use-admin-url.ts';

const PAGE = 50;

type PanelProps = { url: AdminUrl; setUrl: SetAdminUrl; region: string; now: number; tabs: ReactNode };

/** Grants by which somebody sees the region, with their time on the year's track. */
export function GrantsPanel({ url, setUrl, region, now, tabs }: PanelProps) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const { may } = useSelf();
  const input = {
    region,
    at: url.at,
    times: url.ended ? (['active', 'future', 'ended'] as const).slice() : (['active', 'future'] as const).slice(),
    search: url.search,
    offset: url.page * PAGE,
    limit: PAGE,
  };
  const answer = useQuery(trpc.admin.grants.queryOptions(input, { placeholderData: (before) => before, refetchInterval: REFRESH_MS }));
  const page = answer.data;
  const total = page ? page.counts.active + page.counts.future + (url.ended ? page.counts.ended : 0) : 0;
  const state: PanelState = page
    ? page.rows.length === 0
      ? { kind: 'empty', why: words.noGrants, what: words.noGrantsWhat }
      : { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  return (
    <section className={styles.grants} aria-labelledby="grants-title">
      <header className={styles.head}>
        <h2 id="grants-title" className="tg-vh">
          {words.grants}
        </h2>
        {tabs}
        <span className={styles.note}>{page ? words.grantsNote(page.counts.active, page.counts.future, page.counts.ended) : ''}</span>
        <span className={styles.tools}>
          <SearchField label={words.searchPeople} value={url.search} onChange={(search) => setUrl({ search, page: 0 }, { replace: true })} />
          <Button pressed={url.ended} onClick={() => setUrl({ ended: !url.ended, page: 0 }, { replace: true })}>
            {words.showEnded}
          </Button>
          {may('grant.manage') ? (
            <>
              <Button onClick={() => setUrl({ pane: { kind: 'import' } })}>{words.importTitle}</Button>
              <Button look="primary" onClick={() => setUrl({ pane: { kind: 'give', account: null } })}>
                {words.newGrant}
              </Button>
            </>
          ) : (
            <span className={styles.note}>{words.readOnly}</span>
          )}
        </span>
      </header>
      <Panel state={state} className={styles.panel}>
        {page ? <GrantTable rows={page.rows} region={region} now={now} url={url} setUrl={setUrl} /> : null}
      </Panel>
      <footer className={styles.foot}>
        <span>{words.foot}</span>
        {total > PAGE ? (
          <span className={styles.tools}>
            <span>{words.page(url.page * PAGE + 1, Math.min(total, (url.page + 1) * PAGE), total)}</span>
            <Button disabled={url.page === 0} onClick={() => setUrl({ page: url.page - 1 })}>
              {words.previous}
            </Button>
            <Button disabled={(url.page + 1) * PAGE >= total} onClick={() => setUrl({ page: url.page + 1 })}>
              {words.next}
            </Button>
          </span>
        ) : null}
      </footer>
    </section>
  );
}

type TableProps = { rows: GrantRow[]; region: string; now: number; url: AdminUrl; setUrl: SetAdminUrl };

function GrantTable({ rows, region, now, url, setUrl }: TableProps) {
  const words = useAccessWords();
  const { meta, offset } = useConsole();
  const track = yearTrack(now, offset);
  const columns: Column<GrantRow>[] = [
    {
      id: 'who',
      head: words.who,
      rowHead: true,
      cell: (g) => (
        <span className={styles.who}>
          <b>{g.account.name}</b> <small>{g.account.department ? (meta.departments[g.account.department] ?? g.account.department) : g.account.login}</small>
        </span>
      ),
    },
    ...useGrantColumns(),
    {
      id: 'time',
      head: words.time(track.year),
      cell: (g) => <GrantTime grant={g} now={now} />,
    },
    { id: 'personal', head: words.personal, cell: (g) => (g.time === 'ended' ? words.marks.none : words.marks[sightOf(g) ?? 'none']) },
    {
      id: 'origin',
      head: words.origin,
      cell: (g) => (g.time === 'active' ? words.level[g.region === region ? 'own' : 'above'] : words.level[g.time]),
    },
  ];
  const open = url.pane?.kind === 'grant' ? String(url.pane.grant) : null;
  return (
    <DataTable
      caption={`${words.grants}，${formatNumber(rows.length)}`}
      captionHidden
      rows={rows}
      rowKey={(g) => String(g.id)}
      columns={columns}
      selectedKey={open}
      onSelect={(key) => {
        const row = rows.find((g) => String(g.id) === key);
        if (row) setUrl({ pane: { kind: 'grant', grant: row.id, account: row.account.id } });
      }}
      rowData={(g) => ({ 'data-grant-time': g.time })}
      className={styles.table}
      stack
    />
  );
}

/** Role, region and department of a grant, as every table of grants shows them. */
export function useGrantColumns(): Column<GrantRow>[] {
  const words = useAccessWords();
  const roles = roleWords[useLocale().locale];
  const { meta, region } = useConsole();
  return [
    { id: 'role', head: words.role, cell: (g) => roles[g.role].name },
    { id: 'region', head: words.region, cell: (g) => region(g.region)?.name ?? g.region },
    { id: 'department', head: words.department, cell: (g) => (g.department ? (meta.departments[g.department] ?? g.department) : words.allDepartments) },
  ];
}

/** Its bar on the year's track, and what it says. */
export function GrantTime({ grant, now }: { grant: GrantRow; now: number }) {
  const { offset } = useConsole();
  const text = useTimeText();
  return (
    <span className={styles.time}>
      <TimeBar grant={grant} track={yearTrack(now, offset)} now={now} />
      <span>{text(grant, now)}</span>
    </span>
  );
}
