import type { ReactNode } from 'react';
import styles from './page-message.module.css';
import { pageMessages } from './page-messages.ts';

/** A page that has nothing else to show: what, why, what to do. Works without any provider above. */
export function PageMessage({ kind, code, action }: { kind: keyof typeof pageMessages; code?: string; action?: ReactNode }) {
  const { what, why } = pageMessages[kind];
  return (
    <main className={styles.page} role={kind === 'failed' ? 'alert' : undefined} aria-busy={kind === 'loading'}>
      <h1>{what}</h1>
      <p>
        {why}
        {code ? `，编号 ${code}` : ''}
      </p>
      {action}
    </main>
  );
}
