'use client';
import Link from 'next/link';
import { useState } from 'react';
import type { Viewer } from '../../server/wire/console.ts';
import { setLeaving } from '../live/presence.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { shellWords } from './messages.ts';
import styles from './shell.module.css';

/** Who is signed in and as what, the way to one's own account, and the way out. `roles` are in words. */
export function AccountMenu({ viewer, roles }: { viewer: Viewer; roles: readonly string[] }) {
  const words = shellWords[useLocale().locale];
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    setLeaving(true);
    // Signed out or not: the sign-in page says who is in.
    await client.session.signOut.mutate().catch(() => {});
    window.location.assign('/login');
  };
  const display = viewer.kind === 'display';
  const what = display ? [words.display] : roles;
  return (
    <details className={styles.account} data-account={viewer.login}>
      <summary aria-label={`${words.accountMenu} ${viewer.name}`} title={what.join('、')}>
        {viewer.name}
      </summary>
      <div className={styles.accountCard}>
        <p>
          <b>{viewer.name}</b>
          <span>{viewer.login}</span>
          <span>{what.join('、')}</span>
        </p>
        {display ? null : (
          <Link href="/account" prefetch={false}>
            {words.account}
          </Link>
        )}
        <button type="button" className={styles.menuButton} disabled={busy} onClick={() => void leave()}>
          {words.signOut}
        </button>
      </div>
    </details>
  );
}
