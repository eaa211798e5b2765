'use client';
import { cx, units } from './class-names.ts';
import { useWords } from './locale.tsx';
import type { Severity } from './types.ts';

export type MarkLook = 'filled' | 'ring' | 'hollow';

/* Geometry on a 40-unit square; the numeral is drawn as bars, so that no font can change it. */
const SHAPE: Record<Severity, string> = {
  1: 'M12.5 2H27.5L38 12.5V27.5L27.5 38H12.5L2 27.5V12.5Z',
  2: 'M20 1.8L39.2 36H0.8Z',
  3: 'M20 0.6L39.4 20L20 39.4L0.6 20Z',
  4: 'M20 2A18 18 0 1 1 20 38A18 18 0 1 1 20 2Z',
};
const NUMERAL: Record<Severity, string> = {
  1: 'M18 12.5h4v15h-4z',
  2: 'M15.8 20h3.1v9.6h-3.1zM21.1 20h3.1v9.6h-3.1z',
  3: 'M13.2 14h3.2v12h-3.2zM18.4 14h3.2v12h-3.2zM23.6 14h3.2v12h-3.2z',
  4: 'M11.4 14h3.2v12.4h-3.2zM16.8 14h3.6l2.4 9 2.4-9h3.6l-4.4 16h-3.2z',
};

/**
 * Severity by colour, shape and numeral. `filled` = in hand, `ring` = unacknowledged (blinks at 1 Hz; a double ring
 * with reduced motion), `hollow` = handled. `size` is in wall units or any CSS length, ring included; left out, the
 * row size of the density. With `word` the statutory word stands beside it; `decorative` when text says it already.
 */
export function SeverityMark(props: { severity: Severity; look?: MarkLook; size?: number | string; word?: boolean; decorative?: boolean; className?: string }) {
  const { severity, look = 'filled', size, word = false, decorative = false, className } = props;
  const words = useWords();
  const said = [words.severityNumeral[severity], words.severity[severity], look === 'ring' && words.unacknowledged, look === 'hollow' && words.handled]
    .filter(Boolean)
    .join(' ');
  const length = size === undefined ? 'var(--mark-row)' : units(size);
  return (
    <span className={cx('tg-mark', `tg-mark-${severity}`, `tg-mark-${look}`, className)} data-severity={severity}>
      <svg viewBox="0 0 40 40" style={{ width: length, height: length }} aria-hidden>
        {look === 'ring' ? (
          <g className="tg-mark-blink">
            <circle className="tg-mark-ring" cx="20" cy="20" r="19" />
            <circle className="tg-mark-ring tg-mark-ring2" cx="20" cy="20" r="15.6" />
          </g>
        ) : null}
        <g transform={look === 'ring' ? (severity === 2 ? 'translate(6.6 4.6) scale(.67)' : 'translate(6 6) scale(.7)') : undefined}>
          <path className="tg-mark-shape" d={SHAPE[severity]} />
          <path className="tg-mark-num" d={NUMERAL[severity]} />
        </g>
      </svg>
      {word ? <span className="tg-mark-word">{words.severity[severity]}</span> : null}
      {decorative ? null : <span className="tg-vh">{word ? words.severityNumeral[severity] : said}</span>}
    </span>
  );
}

/** The one legend of the product: all four levels with shape, numeral and word. */
export function SeverityLegend({ size, className }: { size?: number | string; className?: string }) {
  return (
    <ul className={cx('tg-sev-legend', className)}>
      {([1, 2, 3, 4] as const).map((severity) => (
        <li key={severity}>
          <SeverityMark severity={severity} size={size} word />
        </li>
      ))}
    </ul>
  );
}
