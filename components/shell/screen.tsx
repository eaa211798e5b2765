'use client';
import { type ReactNode, useSyncExternalStore } from 'react';
import { cx } from '../ui/class-names.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import type { Density } from '../ui/types.ts';
import { ConnectionOverlay } from './connection-overlay.tsx';
import styles from './shell.module.css';

const NARROW = '(max-width: 700px)';

function subscribe(listen: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listen);
  return () => query.removeEventListener('change', listen);
}

/** Whether the screen is a phone's; false on the server. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}

export type ScreenProps = {
  density: Extract<Density, 'wall' | 'topic' | 'desk' | 'review'>;
  header: ReactNode;
  /** What stands across the screen when it is not the plain live picture. */
  banner?: ReactNode;
  children: ReactNode;
  /** What a phone shows in place of the children. */
  phone?: ReactNode;
  /** Drawers, above everything but the overlay. */
  drawer?: ReactNode;
};

/** The frame of a screen: header, content, and the overlay that says that the connection is lost. */
export function Screen({ density, header, banner, children, phone, drawer }: ScreenProps) {
  const narrow = useNarrow();
  const shown = narrow ? 'phone' : density;
  return (
    <div className={cx(styles.screen, styles[shown])} data-density={shown}>
      <SkipLink />
      {header}
      {banner}
      <main id="main" className={styles.main} tabIndex={-1}>
        {narrow && phone ? phone : children}
      </main>
      {drawer}
      <ConnectionOverlay />
    </div>
  );
}
