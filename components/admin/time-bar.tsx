import type { CSSProperties } from 'react';
import type { GrantRow } from '../../server/wire/access.ts';
import { formatDay, formatSpan } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { barOf, type Track, timeSaid } from './grant-time.ts';
import styles from './time-bar.module.css';
import { useAccessWords } from './use-admin.ts';

type Times = Pick<GrantRow, 'from' | 'until' | 'revokedAt' | 'time'>;

/** A grant's span on the year's track, with the line of the instant that is looked at. */
export function TimeBar({ grant, track, now }: { grant: Times; track: Track; now: number }) {
  const bar = barOf(grant, track);
  const line = (now - track.from) / (track.to - track.from);
  return (
    <span className={styles.track} data-time={grant.time} aria-hidden>
      {bar ? (
        <span className={styles.bar} style={{ '--from': bar.start, '--to': bar.end } as CSSProperties}>
          {bar.goesOn ? <span className={styles.on} /> : null}
        </span>
      ) : null}
      {line >= 0 && line <= 1 ? <span className={styles.now} style={{ '--at': line } as CSSProperties} /> : null}
    </span>
  );
}

/** What is said beside the bar: until when, how long still, since when no more. */
export function useTimeText(): (grant: Times, now: number) => string {
  const words = useAccessWords();
  const { locale, timeZone } = useLocale();
  return (grant, now) => {
    const said = timeSaid(grant, now);
    const day = (at: number) => formatDay(at, locale, timeZone, now);
    switch (said.kind) {
      case 'open':
        return words.open;
      case 'left':
        return words.left(formatSpan(said.ms, { locale }));
      // An end stands at midnight: the last day that it covers is the one before.
      case 'until':
        return words.until(day(said.at - 1));
      default:
        return words[said.kind](day(said.at));
    }
  };
}
