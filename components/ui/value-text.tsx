'use client';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import { useWords } from './locale.tsx';
import type { Freshness, Severity } from './types.ts';

/**
 * A value with its unit in the look of its freshness: late fades to 60%, stale and dead sit on a plate, dead is
 * struck, no data is a dash, not connected is the word; 0 is a full-ink number. `size` names a type role.
 */
export function ValueText(props: {
  text: string;
  unit?: string;
  state?: Freshness;
  size?: 'headline' | 'value' | 'body';
  severity?: Severity | null;
  after?: ReactNode;
  className?: string;
}) {
  const { text, unit, state = 'fresh', size = 'headline', severity, after, className } = props;
  const words = useWords();
  if (state === 'not_connected') return <span className={cx('tg-value tg-value-none', `tg-value-${size}`, className)}>{words.notConnected}</span>;
  return (
    <span className={cx('tg-value', `tg-value-${size}`, `tg-value-${state}`, severity && `tg-sev-${severity}`, className)} data-state={state}>
      <span className="tg-value-num">
        {state === 'no_data' ? (
          <>
            <span aria-hidden>—</span>
            <span className="tg-vh">{words.noData}</span>
          </>
        ) : state === 'dead' ? (
          <s>{text}</s>
        ) : (
          text
        )}
      </span>
      {unit && !(unit === '%' && text === '—') ? <span className="tg-value-unit">{unit}</span> : null}
      {after}
    </span>
  );
}
