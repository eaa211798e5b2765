'use client';
import type { DeskClock } from '../../server/wire/desk.ts';
import { cx } from '../ui/class-names.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { rowClock } from './clock-look.ts';
import styles from './desk.module.css';
import { deskWords } from './messages.ts';

/** The clock of a row: what is left in words over a bar of its share. Colour comes with the bar's length, and late with its mark. */
export function DeskClockBar({ clock, now }: { clock: DeskClock | null; now: number }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  if (!clock) return <span className={styles.noClock}>{words.noClock}</span>;
  const look = rowClock(clock, now, locale);
  return (
    <span className={cx('tg-clock', styles.rowClock, look.severity && `tg-sev-${look.severity}`)} title={words.clockTitle(words.clocks[clock.kind], look.text)}>
      <span className="tg-clock-text">
        {look.late ? <SeverityMark severity={1} decorative size={12} /> : null}
        {clock.paused ? words.pausedShort : look.text}
      </span>
      <span className="tg-clock-track" aria-hidden>
        <span className="tg-clock-fill" style={{ width: `${(look.share * 100).toFixed(1)}%` }} />
      </span>
    </span>
  );
}
