'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import styles from './admin-frame.module.css';
import { ADMIN_SECTIONS } from './sections.ts';
import { useAccessWords, useSelf } from './use-admin.ts';

/** The administration's own row of pages, as far as the visitor may see them, over one of them. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const words = useAccessWords();
  const { may } = useSelf();
  const path = usePathname();
  return (
    <div className={styles.frame}>
      <nav className={styles.sections} aria-label={words.sectionsLabel}>
        <ul>
          {ADMIN_SECTIONS.filter((s) => may(s.needs)).map((s) => (
            <li key={s.id}>
              <Link href={s.href} prefetch={false} aria-current={path === s.href ? 'page' : undefined}>
                {words.sections[s.id]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
