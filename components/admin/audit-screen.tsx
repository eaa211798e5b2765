'use client';
import { useEffect } from 'react';
import type { AuditLine } from '../../server/wire/audit.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { AdminFrame } from './admin-frame.tsx';
import styles from './audit.module.css';
import { actionWord, kindWord } from './audit-actions.ts';
import { Actor } from './audit-actor.tsx';
import { AuditChainPanel } from './audit-chain.tsx';
import { AuditDetail } from './audit-detail.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { auditWords } from './audit-messages.ts';
import { exportHref, isNarrowed } from './audit-url.ts';
import { useAccessWords } from './use-admin.ts';
import { useAuditSearch, useAuditUrl } from './use-audit.ts';

/** The audit: a search, its rows, one row with its digest, and the chain that holds them. */
export function AuditScreen() {
  const words = auditWords[useLocale().locale];
  const access = useAccessWords();
  const { may } = useConsole();
  return (
    <AdminFrame>
      {may('audit.read') ? (
        <Audit />
      ) : (
        <div className={styles.page}>
          <Panel label={words.title} className={styles.panel} state={{ kind: 'denied', why: access.denied, what: access.deniedWhat }} />
        </div>
      )}
    </AdminFrame>
  );
}

function Audit() {
  const words = auditWords[useLocale().locale];
  const [url, setUrl] = useAuditUrl();
  const { pages, filter, again } = useAuditSearch(url);
  const first = pages.data?.pages[0];
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const step = (by: number) => {
    const at = rows.findIndex((row) => row.id === url.row);
    const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) setUrl({ row: next.id }, { replace: true });
  };
  // Whoever walks by keys sees where he is.
  useEffect(() => {
    if (url.row !== null) document.querySelector('.tg-row-selected')?.scrollIntoView({ block: 'nearest' });
  }, [url.row]);
  useKeys({ j: () => step(1), k: () => step(-1), r: again, escape: () => setUrl({ row: null }, { replace: true }) });
  const state: PanelState = pages.isPending
    ? { kind: 'loading', skeleton: 'list' }
    : pages.isError
      ? { kind: 'error', error: pages.error, onRetry: () => void pages.refetch() }
      : rows.length === 0
        ? { kind: 'empty', why: isNarrowed(url) ? words.none : words.noneYet, what: isNarrowed(url) ? words.noneWhat : words.noneYetWhat }
        : { kind: 'ready' };
  const count = first?.count;
  const n = formatNumber;
  return (
    <div className={styles.page}>
      <PageHead title={words.title} note={words.note} />
      <div className={styles.two}>
        <div className={styles.main}>
          <AuditFilters url={url} setUrl={setUrl} onAgain={again} />
          <p className={styles.count} role="status">
            <span>{count ? words.found(n(count.total), count.capped, n(count.ok), n(count.refused), n(count.failed), n(rows.length)) : ' '}</span>
            <span>{first ? words.took((first.ms / 1000).toFixed(2)) : ''}</span>
          </p>
          <Panel label={words.rows} state={state} className={styles.panel}>
            <AuditTable rows={rows} selected={url.row} onSelect={(row) => setUrl({ row }, { replace: url.row !== null })} />
            {pages.hasNextPage ? (
              <p className={styles.more}>
                <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {words.moreRows}
                </Button>
              </p>
            ) : null}
          </Panel>
          {rows.length > 0 ? (
            <p className={styles.export}>
              <a className="tg-button tg-button-default" href={exportHref(filter, 'csv')} download>
                {words.exportCsv}
              </a>
              <a className="tg-button tg-button-default" href={exportHref(filter, 'ndjson')} download>
                {words.exportNdjson}
              </a>
              <span>{words.exportNote}</span>
            </p>
          ) : null}
        </div>
        <aside className={styles.side}>
          <AuditDetail id={url.row} setUrl={setUrl} />
          <AuditChainPanel />
        </aside>
      </div>
    </div>
  );
}

function AuditTable({ rows, selected, onSelect }: { rows: AuditLine[]; selected: number | null; onSelect: (id: number) => void }) {
  const { locale, timeZone } = useLocale();
  const words = auditWords[locale];
  const { meta } = useConsole();
  const columns: Column<AuditLine>[] = [
    {
      id: 'at',
      head: words.time,
      width: '152px',
      cell: (r) => (
        <span className={styles.time}>
          {formatDay(r.at, locale, timeZone, meta.now)} {formatClock(r.at, timeZone)}
        </span>
      ),
    },
    { id: 'who', head: words.who, rowHead: true, cell: (r) => <Actor row={r} /> },
    { id: 'action', head: words.action, cell: (r) => actionWord(locale, r.action) },
    {
      id: 'object',
      head: words.what,
      cell: (r) => (r.objectKind === null ? <span className={styles.none}>—</span> : `${kindWord(locale, r.objectKind)} ${r.objectId ?? ''}`),
    },
    { id: 'place', head: words.region, cell: (r) => r.regionName ?? <span className={styles.none}>—</span> },
    {
      id: 'result',
      head: words.result,
      width: '56px',
      cell: (r) => <span className={r.result === 'ok' ? styles.ok : styles.refused}>{words.results[r.result]}</span>,
    },
    {
      id: 'seq',
      head: words.seq,
      align: 'end',
      width: '96px',
      cell: (r) => (r.seq === null ? <span className={styles.none}>{words.unsealed}</span> : formatNumber(r.seq)),
    },
  ];
  return (
    <DataTable
      caption={words.rows}
      captionHidden
      stack
      rows={rows}
      rowKey={(r) => String(r.id)}
      columns={columns}
      selectedKey={selected === null ? null : String(selected)}
      onSelect={(key) => onSelect(Number(key))}
    />
  );
}
