'use client';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './intake.module.css';
import { type Urged, useIntakeWords } from './use-intake.ts';

/** Urges a ticket that stands in a list; once that is done it is not done again. */
export function UrgeButton({ no, urged, onUrge }: { no: string; urged: Urged | undefined; onUrge: () => void }) {
  const words = useIntakeWords();
  return (
    <Button aria-label={`${words.urge} ${no}`} disabled={urged?.done === true} onClick={onUrge}>
      {words.urge}
    </Button>
  );
}

/** What became of it, at the row itself; the call may end with it. */
export function UrgeSaid({ urged, onEnd }: { urged: Urged | undefined; onEnd: () => void }) {
  const words = useIntakeWords();
  const box = useRef<HTMLSpanElement>(null);
  const done = urged?.done === true;
  // The button that was pressed takes no focus any more; whoever writes on meanwhile keeps his.
  useEffect(() => {
    const at = document.activeElement;
    if (done && (at === document.body || box.current?.closest('li')?.contains(at))) box.current?.querySelector('button')?.focus();
  }, [done]);
  return (
    <span ref={box} className={styles.urged} role="status">
      {urged ? <b>{urged.text}</b> : null}
      {done ? <Button onClick={onEnd}>{words.end}</Button> : null}
    </span>
  );
}
