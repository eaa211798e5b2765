'use client';
import type { ReactNode } from 'react';
import type { Viewer } from '../../server/wire/person.ts';
import { cx } from '../ui/class-names.ts';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './person.module.css';

const MARKS = 24;

/**
 * Prints over its content who looked and when, sparsely and without taking a click: a photograph of the screen names
 * its photographer. Around everything that holds personal data, masked or not.
 */
export function Watermark({ viewer, className, children }: { viewer: Viewer | null; className?: string; children: ReactNode }) {
  const { locale, timeZone } = useLocale();
  const text =
    viewer &&
    `${viewer.name === viewer.login ? '' : `${viewer.name} `}${viewer.login} ${formatDay(viewer.at, locale, timeZone)} ${formatClock(viewer.at, timeZone).slice(0, 5)}`;
  return (
    <div className={cx(styles.marked, className)} data-watermark={viewer?.login ?? ''}>
      {children}
      {text ? (
        <div className={styles.watermark} aria-hidden>
          {Array.from({ length: MARKS }, (_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: all are the same and never change places
            <span key={n}>{text}</span>
          ))}
        </div>
      ) : null}
    </div>
  );
}
