'use client';
import type { AuditChain } from '../../server/wire/audit.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './audit.module.css';
import { short } from './audit-detail.tsx';
import { auditWords } from './audit-messages.ts';
import { useChain } from './use-audit.ts';

/** Squares of the strip, by name. */
const SEALED = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11'];
const OPEN = ['o1', 'o2', 'o3', 'o4'];

/** Where the chain stands: its newest rows, its head, the head that is kept beside the database, and the last verification. */
export function AuditChainPanel() {
  const words = auditWords[useLocale().locale];
  const ui = useWords();
  const { chain, verify } = useChain();
  const denied = chain.error ? faultOf(chain.error, ui).denied : false;
  const state: PanelState = chain.data
    ? { kind: 'ready' }
    : denied
      ? { kind: 'denied', why: words.partOnly, what: words.partOnlyWhat }
      : chain.error
        ? { kind: 'error', error: chain.error, onRetry: () => void chain.refetch() }
        : { kind: 'loading', skeleton: 'list' };
  return (
    <Panel label={words.chain} state={state} className={styles.chain}>
      {chain.data ? <Chain chain={chain.data} busy={verify.isPending} onVerify={() => verify.mutate()} /> : null}
    </Panel>
  );
}

function Chain({ chain, busy, onVerify }: { chain: AuditChain; busy: boolean; onVerify: () => void }) {
  const { locale, timeZone } = useLocale();
  const words = auditWords[locale];
  const { verification, head, unsealed } = chain;
  const { running } = verification;
  const n = formatNumber;
  const verdict = verdictOf(chain);
  return (
    <>
      <header className={styles.rowHead}>
        <h2>{words.chain}</h2>
        <Tag look={verdict === 'unproven' ? 'dashed' : 'inverted'}>{words[verdict]}</Tag>
        <span role="status">{running ? words.verifying(n(running.done), n(running.of)) : <LastVerification chain={chain} />}</span>
      </header>
      {running ? <progress className={styles.progress} aria-label={words.verifyAll} max={Math.max(1, running.of)} value={running.done} /> : null}
      <Strip sealed={head.seq - chain.floorSeq} unsealed={unsealed.rows} />
      <p className={styles.stripNote}>
        <span>{words.sealedEach}</span>
        {unsealed.rows > 0 ? <span>{words.waiting(n(unsealed.rows), ((unsealed.ageMs ?? 0) / 1000).toFixed(1))}</span> : null}
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>{words.head}</dt>
          <dd>
            {words.headRow(n(head.seq), formatClock(head.at, timeZone))} · SM3 <code>{head.hash ? short(head.hash) : '—'}</code>
          </dd>
        </div>
        <div>
          <dt>{words.beside}</dt>
          <dd>
            <Beside chain={chain} />
          </dd>
        </div>
        <div>
          <dt>{words.keep}</dt>
          <dd>{words.keepYears(chain.years, chain.oldestAt === null ? '—' : formatDay(chain.oldestAt, locale, timeZone, 0))}</dd>
        </div>
      </dl>
      <Faults chain={chain} />
      <div className={styles.actions}>
        <Button disabled={busy || running !== null} onClick={onVerify}>
          {words.verifyAll}
        </Button>
      </div>
    </>
  );
}

/** What can be said of the chain now: a head that differs needs no verification to be wrong. */
function verdictOf({ beside, verification }: AuditChain): 'whole' | 'broken' | 'unproven' {
  const report = verification.last?.report;
  if (beside.same === false || beside.state === 'altered' || (report && report.faultCount > 0)) return 'broken';
  return report && beside.state === 'ok' ? 'whole' : 'unproven';
}

function LastVerification({ chain }: { chain: AuditChain }) {
  const { locale, timeZone } = useLocale();
  const words = auditWords[locale];
  const { last } = chain.verification;
  if (!last) return <>{words.neverVerified}</>;
  const when = formatClock(last.at, timeZone);
  return <>{last.report ? words.verified(when, formatNumber(last.report.rows), formatNumber(last.report.faultCount)) : words.verifyFailed(when)}</>;
}

function Beside({ chain: { beside } }: { chain: AuditChain }) {
  const { locale, timeZone } = useLocale();
  const words = auditWords[locale];
  if (beside.state === 'missing') return <strong className={styles.wrong}>{words.besideMissing}</strong>;
  if (beside.state === 'altered') return <strong className={styles.wrong}>{words.besideAltered}</strong>;
  if (beside.same === false) return <strong className={styles.wrong}>{words.besideOther(formatNumber(beside.seq ?? 0))}</strong>;
  return <>{beside.same ? words.besideSame(formatClock(beside.at ?? 0, timeZone)) : words.besideBegan}</>;
}

/** The newest sealed rows, the head in ink, and what waits, dashed. */
function Strip({ sealed, unsealed }: { sealed: number; unsealed: number }) {
  const words = auditWords[useLocale().locale];
  const links = SEALED.slice(0, Math.max(0, sealed - 1));
  const open = OPEN.slice(0, unsealed);
  return (
    <div className={styles.strip} role="img" aria-label={words.stripLabel(formatNumber(sealed), formatNumber(unsealed))}>
      {links.map((name) => (
        <span key={name} className={styles.link} />
      ))}
      {sealed > 0 ? <span className={cx(styles.link, styles.head)} /> : null}
      {open.map((name) => (
        <span key={name} className={cx(styles.link, styles.open)} />
      ))}
    </div>
  );
}

function Faults({ chain }: { chain: AuditChain }) {
  const { locale, timeZone } = useLocale();
  const words = auditWords[locale];
  const report = chain.verification.last?.report;
  if (!report || report.faultCount === 0) return null;
  const when = (at: number | null) => (at === null ? '—' : `${formatDay(at, locale, timeZone, chain.now)} ${formatClock(at, timeZone)}`);
  const shown = report.faults.slice(0, 8);
  return (
    <ul className={styles.faults}>
      {shown.map((fault) => (
        <li key={`${fault.kind}-${fault.seq}-${fault.at}`}>{words.fault(fault, formatNumber(fault.seq), when(fault.at))}</li>
      ))}
      {report.faultCount > shown.length ? <li>{words.moreFaults(formatNumber(report.faultCount - shown.length))}</li> : null}
    </ul>
  );
}
