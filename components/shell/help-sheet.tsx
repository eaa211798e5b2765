'use client';
import { Button } from '../ui/button.tsx';
import { useLocale, useWords } from '../ui/locale.tsx';
import { shellWords } from './messages.ts';
import styles from './shell.module.css';

const SHEET = 'key-sheet';

function sheet(): HTMLDialogElement | null {
  const found = document.getElementById(SHEET);
  return found instanceof HTMLDialogElement ? found : null;
}

/** Opens the list of keys; `?` presses it. */
export function HelpButton() {
  const words = shellWords[useLocale().locale];
  return (
    <button type="button" className={styles.menuButton} data-shortcut="?" aria-keyshortcuts="?" onClick={() => sheet()?.showModal()}>
      {words.keys}
      <kbd className="tg-key" aria-hidden>
        ?
      </kbd>
    </button>
  );
}

/** The list of keys. It stands outside the menu: what a closed menu holds cannot be shown. */
export function HelpSheet() {
  const words = shellWords[useLocale().locale];
  const { close } = useWords();
  return (
    <dialog id={SHEET} className={styles.help} data-density="desk" aria-label={words.keysTitle}>
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
      <Button keyName="Esc" onClick={() => sheet()?.close()}>
        {close}
      </Button>
    </dialog>
  );
}
