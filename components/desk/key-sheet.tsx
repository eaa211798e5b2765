'use client';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useLocale, useWords } from '../ui/locale.tsx';
import barStyles from './bar.module.css';
import styles from './desk.module.css';
import { DEFAULT_KEYS, DESK_ACTIONS, type DeskAction, type DeskKeys, keyCap, keyName, rebind } from './desk-keys.ts';
import { deskWords } from './messages.ts';

/** All keys of the desk. Each can be given another key or none, and single keys can be turned off altogether. */
export function KeySheet({ keys, onChange, onClose }: { keys: DeskKeys; onChange: (keys: DeskKeys) => void; onClose: () => void }) {
  const words = deskWords[useLocale().locale];
  const { close } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const [waiting, setWaiting] = useState<DeskAction | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const dialog = box.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (waiting === null || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      setWaiting(null);
      return;
    }
    const name = event.key === 'Backspace' || event.key === 'Delete' ? '' : keyName(event.nativeEvent);
    if (name === null || ['shift', 'control', 'alt', 'meta'].includes(name)) return;
    const next = rebind(keys, waiting, name);
    if (!next.ok) {
      setSaid(words.keyKept(keyCap(name)));
      return;
    }
    onChange(next.keys);
    setSaid(next.from ? words.keyTaken(keyCap(name), words.actions[next.from]) : '');
    setWaiting(null);
  };
  return (
    <dialog ref={box} className={barStyles.keySheet} data-density="desk" aria-label={words.keysTitle} onClose={onClose} onKeyDown={onKeyDown} data-key-sheet>
      <h2>{words.keysTitle}</h2>
      <label className={barStyles.keyOff}>
        <input type="checkbox" checked={!keys.off} onChange={(e) => onChange({ ...keys, off: !e.target.checked })} />
        {words.keysOn}
      </label>
      <p className={styles.quiet}>{words.keysNote}</p>
      <ul className={barStyles.keyGrid}>
        {DESK_ACTIONS.map((action) => (
          <li key={action}>
            <span>{words.actions[action]}</span>
            <button
              type="button"
              className={barStyles.keyButton}
              aria-label={words.changeKey(words.actions[action], keyCap(keys.map[action]) || words.noKey)}
              data-key-of={action}
              onClick={() => setWaiting(action)}
            >
              {waiting === action ? words.pressKey : keyCap(keys.map[action]) || words.noKey}
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className={styles.quiet}>
        {said}
      </p>
      <footer>
        <Button onClick={() => onChange(DEFAULT_KEYS)}>{words.keysDefault}</Button>
        <Button look="primary" keyName="Esc" onClick={() => box.current?.close()}>
          {close}
        </Button>
      </footer>
    </dialog>
  );
}
