'use client';
import { useConnection } from '../live/use-connection.ts';
import { useNow } from '../live/use-now.ts';
import { formatClock, formatSpan } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { shellWords } from './messages.ts';
import styles from './shell.module.css';

/** A lost connection cannot be taken for quiet: a frame round the screen, how long ago, and of when the picture is. */
export function ConnectionOverlay() {
  const { state, lastAt, code } = useConnection();
  if (state !== 'lost' && code === null) return null;
  return <Lost lastAt={lastAt} code={code} />;
}

function Lost({ lastAt, code }: { lastAt: number | null; code: string | null }) {
  const { locale, timeZone } = useLocale();
  const words = shellWords[locale];
  const now = useNow();
  const refused = code === 'version' ? words.reloadNeeded : code === 'unauthorized' || code === 'expired' || code === 'origin' ? words.refused : null;
  const span = now === null || lastAt === null ? '' : formatSpan(Math.max(0, now - lastAt), { seconds: true, locale });
  return (
    <>
      <div className={styles.lostFrame} aria-hidden />
      <div className={styles.lostBar} role="alert" data-overlay="lost">
        <strong>{words.lost(span)}</strong>
        <span>{refused ?? (lastAt === null ? words.lostNoPicture : words.lostPicture(formatClock(lastAt, timeZone)))}</span>
      </div>
    </>
  );
}
