'use client';
import { cx } from './class-names.ts';
import { formatRemaining } from './format-time.ts';
import { useLocale, useWords } from './locale.tsx';
import { SeverityMark } from './severity-mark.tsx';
import type { Severity } from './types.ts';

/** Severity of a running clock by the share left: over 50% none, to 50% Ⅲ, to 20% Ⅱ, overdue Ⅰ. */
export function clockSeverity(remainingMs: number, totalMs: number): Severity | null {
  if (remainingMs < 0) return 1;
  const share = totalMs > 0 ? remainingMs / totalMs : 0;
  return share <= 0.2 ? 2 : share <= 0.5 ? 3 : null;
}

/**
 * Remaining time in words over a bar of the share left. Colour never stands alone: it comes with the bar's length
 * and, with `mark`, the severity mark. `paused` shows a grey bar (the clock stands still).
 */
export function ClockBar(props: { remainingMs: number; totalMs: number; seconds?: boolean; mark?: boolean; paused?: boolean; className?: string }) {
  const { remainingMs, totalMs, seconds = false, mark = false, paused = false, className } = props;
  const { locale } = useLocale();
  const words = useWords();
  const severity = paused ? null : clockSeverity(remainingMs, totalMs);
  const share = remainingMs < 0 ? 1 : totalMs > 0 ? Math.min(1, remainingMs / totalMs) : 0;
  const text = formatRemaining(remainingMs, { seconds, locale });
  return (
    <span className={cx('tg-clock', severity && `tg-sev-${severity}`, className)} title={`${remainingMs < 0 ? words.overdue : words.remaining} ${text}`}>
      <span className="tg-clock-text">
        {mark && severity ? <SeverityMark severity={severity} decorative /> : null}
        {text}
      </span>
      <span className="tg-clock-track" aria-hidden>
        <span className="tg-clock-fill" style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </span>
    </span>
  );
}
