'use client';
import { useEffect, useRef } from 'react';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import styles from './intake.module.css';
import { type Saved, useIntakeWords } from './use-intake.ts';

/** What became of the form: its number, what happens next, and the way to the next caller. */
export function SavedPanel({ saved, onAnother }: { saved: Saved; onAnother: () => void }) {
  const words = useIntakeWords();
  const another = useRef<HTMLButtonElement>(null);
  useEffect(() => another.current?.focus(), []);
  const { no, way, master, refused } = saved;
  return (
    <div className={styles.page}>
      <PageHead title={words.title} />
      <Panel label={words.done(no)} className={styles.saved}>
        <h2 data-saved={no}>{words.done(no)}</h2>
        {refused ? <p role="alert">{words.refused(words.commands[refused.command], words.refusals[refused.code] ?? refused.code)}</p> : null}
        <p>{way === 'merged' ? words.next.merged(master?.no ?? '') : words.next[way]}</p>
        <p className={styles.foot}>
          <button ref={another} type="button" className="tg-button tg-button-primary" onClick={onAnother}>
            {words.another}
          </button>
          <a className="tg-button tg-button-default" href={`/tickets?t=${saved.id}`}>
            {words.toDesk}
          </a>
        </p>
      </Panel>
    </div>
  );
}
