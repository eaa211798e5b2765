'use client';
import { useConnection } from '../live/use-connection.ts';
import { useNow } from '../live/use-now.ts';
import { formatClock, formatSpan } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { shellWords } from './messages.ts';
import styles from './shell.module.css';

/** A lost connection cannot be taken for quiet: a frame round the screen, how long ago, and of when the picture is. */
export function ConnectionOverlay() {
  const { state, lastAt, code, attempts } = useConnection();
  if (state !== 'lost' && code === null) return null;
  return <Lost lastAt={lastAt} code={code} attempts={attempts} />;
}

function Lost({ lastAt, code, attempts }: { lastAt: number | null; code: string | null; attempts: number }) {
  const { locale, timeZone } = useLocale();
  const words = shellWords[locale];
  const now = useNow();
  const refused =
    code === 'version' ? words.reloadNeeded : code === 'unauthorized' || code === 'expired' || code === 'changed' || code === 'origin' ? words.refused : null;
  const span = now === null || lastAt === null ? '' : formatSpan(Math.max(0, now - lastAt), { seconds: true, locale });
  return (
    <>
      <div className={styles.lostFrame} aria-hidden />
      <p className="tg-vh" role="alert">
        {refused ?? words.lost('')}
      </p>
      <div className={styles.lostBar} data-overlay="lost">
        <strong>{words.lost(span)}</strong>
        <span>
          {refused ??
            `${lastAt === null ? words.lostNoPicture : words.lostPicture(formatClock(lastAt, timeZone))}，${attempts === 0 ? words.reconnecting : words.attempt(attempts)}`}
        </span>
      </div>
    </>
  );
}
