'use client';
import type { ReactNode } from 'react';
import type { AuditLine, AuditRowView } from '../../server/wire/audit.ts';
import { Button } from '../ui/button.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './audit.module.css';
import { actionWord, kindWord } from './audit-actions.ts';
import { Actor } from './audit-actor.tsx';
import { auditWords } from './audit-messages.ts';
import { EMPTY_AUDIT } from './audit-url.ts';
import { type SetAuditUrl, useAuditRow } from './use-audit.ts';

/** One row: who, when, from where, on what, why, and whether its digest and its link hold. */
export function AuditDetail({ id, setUrl }: { id: number | null; setUrl: SetAuditUrl }) {
  const words = auditWords[useLocale().locale];
  const answer = useAuditRow(id);
  const view = id === null ? undefined : answer.data;
  const state: PanelState = view
    ? { kind: 'ready' }
    : id === null
      ? { kind: 'empty', why: words.pick, what: words.pickWhat }
      : answer.isError
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : { kind: 'loading', skeleton: 'list' };
  return (
    <Panel label={words.row} state={state} className={styles.detail}>
      {view ? <Row view={view} busy={answer.isFetching} onVerify={() => void answer.refetch()} setUrl={setUrl} /> : null}
    </Panel>
  );
}

function Row({ view, busy, onVerify, setUrl }: { view: AuditRowView; busy: boolean; onVerify: () => void; setUrl: SetAuditUrl }) {
  const { locale, timeZone } = useLocale();
  const words = auditWords[locale];
  const { line, check } = view;
  const { objectKind, objectId } = line;
  const place = [line.regionName, line.departmentName].filter(Boolean).join(' · ');
  return (
    <>
      <header className={styles.rowHead}>
        <h2>{actionWord(locale, line.action)}</h2>
        <Tag>{words.results[line.result]}</Tag>
        <span>{line.seq === null ? words.notSealed : words.rowNo(formatNumber(line.seq))}</span>
      </header>
      <dl className={styles.facts}>
        <Fact label={words.who}>
          <Actor row={line} />
        </Fact>
        <Fact label={words.at}>
          {formatDay(line.at, locale, timeZone, 0)} {formatClock(line.at, timeZone)}
        </Fact>
        <Fact label={words.fromWhere}>{[line.address, line.session === null ? null : words.session(line.session)].filter(Boolean).join(' · ') || '—'}</Fact>
        <Fact label={words.what}>{objectKind === null ? '—' : `${kindWord(locale, objectKind)} ${objectId ?? ''}`}</Fact>
        {place ? <Fact label={words.place}>{place}</Fact> : null}
        {line.purpose ? <Fact label={words.reason}>{line.purpose}</Fact> : null}
        {Object.keys(line.detail).length > 0 ? (
          <Fact label={words.detail}>
            <Details detail={line.detail} />
          </Fact>
        ) : null}
        <Fact label={words.digest}>
          <span role="status">
            SM3 <code>{short(view.digest)}</code> <Verdict right={check.digest} yes={words.digestRight} no={words.digestWrong} />
          </span>
        </Fact>
        <Fact label={words.hash}>
          {view.hash ? (
            <>
              SM3 <code>{short(view.hash)}</code>{' '}
            </>
          ) : null}
          {check.link === null ? words.linkOpen : <Verdict right={check.link} yes={words.linkRight} no={words.linkWrong} />}
        </Fact>
      </dl>
      <div className={styles.actions}>
        <Button look="primary" disabled={busy} onClick={onVerify}>
          {words.verifyRow}
        </Button>
        {objectKind !== null && objectId !== null ? (
          <Button onClick={() => setUrl({ ...EMPTY_AUDIT, span: 'ever', kind: objectKind, object: objectId, order: 'oldest', row: line.id })}>
            {words.ofObject}
          </Button>
        ) : null}
        {line.actorLogin !== '' ? (
          <Button onClick={() => setUrl({ ...EMPTY_AUDIT, span: 'ever', actor: line.actorLogin, row: line.id })}>{words.ofActor}</Button>
        ) : null}
      </div>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Verdict({ right, yes, no }: { right: boolean; yes: string; no: string }) {
  return right ? <span>{yes}</span> : <strong className={styles.wrong}>{no}</strong>;
}

/** Ids, codes and counts, as they were written. */
function Details({ detail }: { detail: AuditLine['detail'] }) {
  return (
    <ul className={styles.details}>
      {Object.entries(detail).map(([name, value]) => (
        <li key={name}>
          <span>{name}</span> {typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)}
        </li>
      ))}
    </ul>
  );
}

/** 9c41e07a52d8…1b6f */
export const short = (hex: string): string => `${hex.slice(0, 12)}…${hex.slice(-4)}`;
