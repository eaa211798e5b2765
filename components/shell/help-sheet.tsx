'use client';
import { useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { useLocale, useWords } from '../ui/locale.tsx';
import { shellWords } from './messages.ts';
import styles from './shell.module.css';

/** The button that opens the list of keys; `?` presses it. */
export function HelpSheet() {
  const dialog = useRef<HTMLDialogElement>(null);
  const words = shellWords[useLocale().locale];
  const { close } = useWords();
  return (
    <>
      <button type="button" className={styles.menuButton} data-shortcut="?" aria-keyshortcuts="?" onClick={() => dialog.current?.showModal()}>
        {words.keys}
        <kbd className="tg-key" aria-hidden>
          ?
        </kbd>
      </button>
      <dialog ref={dialog} className={styles.help} data-density="desk" aria-label={words.keysTitle}>
        <h2>{words.keysTitle}</h2>
        <div className={styles.helpGroups}>
          {words.keyGroups.map((group) => (
            <section key={group.title}>
              <h3>{group.title}</h3>
              <dl>
                {group.keys.map(([keys, what]) => (
                  <div key={keys}>
                    <dt>
                      <kbd className="tg-key">{keys}</kbd>
                    </dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <Button keyName="Esc" onClick={() => dialog.current?.close()}>
          {close}
        </Button>
      </dialog>
    </>
  );
}
