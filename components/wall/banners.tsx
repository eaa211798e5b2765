'use client';
import { figureWords } from '../figure/messages.ts';
import { usePeriodText } from '../figure/page-query.ts';
import { usePicture } from '../figure/picture.tsx';
import { useUrl } from '../figure/use-url.ts';
import { Button } from '../ui/button.tsx';
import { formatClock } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { wallWords } from './messages.ts';
import styles from './time-range.module.css';

/** Bars across the screen whenever it is not the plain live picture: paused, or looking back. */
export function Banners() {
  const { locale, timeZone } = useLocale();
  const words = wallWords[locale];
  const [url, setUrl] = useUrl();
  const { paused, at, toggle } = usePicture();
  const period = usePeriodText();
  return (
    <>
      {paused && at !== null ? (
        <div className={styles.banner} role="status" data-banner="paused">
          <strong>{figureWords[locale].paused(formatClock(at, timeZone))}</strong>
          <Button keyName="P" onClick={toggle}>
            {figureWords[locale].resume}
          </Button>
        </div>
      ) : null}
      {url.span ? (
        <div className={styles.banner} role="status" data-banner="history">
          <strong>{words.history(period({ indicator: '', region: '', span: url.span }))}</strong>
          <Button keyName="L" onClick={() => setUrl({ span: null, window: null, knownAt: null })}>
            {words.backToLive}
          </Button>
        </div>
      ) : null}
    </>
  );
}
