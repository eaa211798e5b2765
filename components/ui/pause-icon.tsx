'use client';
import { cx, units } from './class-names.ts';
import { useWords } from './locale.tsx';

/** Two bars, or a triangle when paused. */
export function PauseIcon({ paused, size = 16 }: { paused: boolean; size?: number | string }) {
  const length = units(size);
  return (
    <svg viewBox="0 0 16 16" style={{ width: length, height: length }} aria-hidden fill="currentColor">
      {paused ? <path d="M4 2.5v11l9-5.5z" /> : <path d="M4 3h2.6v10H4zM9.4 3H12v10H9.4z" />}
    </svg>
  );
}

/** Stops and resumes what moves on the screen. */
export function PauseButton({ paused, onToggle, className }: { paused: boolean; onToggle: (paused: boolean) => void; className?: string }) {
  const words = useWords();
  const label = paused ? words.resume : words.pause;
  return (
    <button type="button" className={cx('tg-icon-button', className)} aria-label={label} title={label} aria-pressed={paused} onClick={() => onToggle(!paused)}>
      <PauseIcon paused={paused} size="calc(var(--fs-body) * 0.9)" />
    </button>
  );
}
