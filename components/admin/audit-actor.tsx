'use client';
import type { AuditLine } from '../../server/wire/audit.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './audit.module.css';
import { auditWords } from './audit-messages.ts';

/** Login and masked name; for whoever has none, what he is. */
export function Actor({ row }: { row: AuditLine }) {
  const words = auditWords[useLocale().locale];
  if (row.actorKind === 'nobody') return <>{row.actorLogin === '' ? words.nobody : `${words.nobody} ${row.actorLogin}`}</>;
  return (
    <>
      {row.actorName ?? (row.actorKind === 'system' ? words.actorKinds.system : row.actorLogin)}{' '}
      {row.actorKind === 'system' ? null : <span className={styles.login}>{row.actorName === null ? words.actorKinds[row.actorKind] : row.actorLogin}</span>}
    </>
  );
}
