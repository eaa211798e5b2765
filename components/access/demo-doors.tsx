'use client';
import type { Role } from '../../server/core/access/roles.ts';
import { roleWords } from '../figure/role-words.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './sign-in.module.css';
import { useAccessWords } from './use-access-words.ts';

/** One of the demo's accounts. */
export type DemoDoor = { login: string; name: string; role: Role; regionName: string };

/** The demo's accounts, a button each: one click and one is in. */
export function DemoDoors({ doors, busy, onEnter }: { doors: readonly DemoDoor[]; busy: boolean; onEnter: (login: string) => void }) {
  const { locale } = useLocale();
  const words = useAccessWords();
  const roles = roleWords[locale];
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">
        {words.demoTitle} <small>{words.demoNote}</small>
      </h2>
      <ul>
        {doors.map((door) => (
          <li key={door.login}>
            <button
              type="button"
              data-demo={door.login}
              aria-disabled={busy || undefined}
              aria-label={words.enterAs(roles[door.role].name, door.regionName)}
              onClick={() => !busy && onEnter(door.login)}
            >
              <b>{roles[door.role].name}</b>
              <span>{door.regionName}</span>
              <small>{roles[door.role].duty}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
