'use client';
import { cx, units } from './class-names.ts';
import { useWords } from './locale.tsx';
import type { Freshness } from './types.ts';

/**
 * Six looks of a source's age: dot, ring, hatched square, struck square, dashed ring, dash.
 * `word` prints the word beside it; without it the word is the accessible name.
 */
export function FreshnessMark(props: { state: Freshness; size?: number | string; word?: boolean; decorative?: boolean; className?: string }) {
  const { state, size = 14, word = false, decorative = false, className } = props;
  const words = useWords();
  const length = units(size);
  return (
    <span className={cx('tg-fresh', `tg-fresh-${state}`, className)} data-state={state}>
      <svg viewBox="0 0 16 16" style={{ width: length, height: length }} aria-hidden>
        <Shape state={state} />
      </svg>
      {decorative ? null : <span className={word ? undefined : 'tg-vh'}>{words.freshness[state]}</span>}
    </span>
  );
}

function Shape({ state }: { state: Freshness }) {
  switch (state) {
    case 'fresh':
      return <circle cx="8" cy="8" r="4.5" className="tg-fresh-fill" />;
    case 'late':
      return <circle cx="8" cy="8" r="4.6" className="tg-fresh-stroke" />;
    case 'stale':
      return (
        <g className="tg-fresh-stroke">
          <rect x="1.5" y="1.5" width="13" height="13" />
          <path d="M1.5 8.5l7-7M1.5 14.5l13-13M7.5 14.5l7-7" />
        </g>
      );
    case 'dead':
      return (
        <g className="tg-fresh-stroke">
          <rect x="2" y="2" width="12" height="12" />
          <path d="M0 8h16" strokeWidth="2.4" />
        </g>
      );
    case 'not_connected':
      return <circle cx="8" cy="8" r="5.6" className="tg-fresh-stroke" strokeDasharray="2.6 1.8" />;
    case 'no_data':
      return <path d="M3 8h10" className="tg-fresh-stroke" strokeWidth="2" />;
  }
}
