'use client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './forms.module.css';
import { useAccessWords } from './use-admin.ts';

type Props = { verb: string; sure: string; pending?: boolean; look?: 'default' | 'primary'; withNote?: boolean; onConfirm: (note: string | null) => void };

/** A change that is asked for twice: the verb, then what it means with a place for the reason. */
export function Confirm({ verb, sure, pending = false, look, withNote = false, onConfirm }: Props) {
  const words = useAccessWords();
  const [asked, setAsked] = useState(false);
  const [note, setNote] = useState('');
  if (!asked)
    return (
      <Button look={look} onClick={() => setAsked(true)}>
        {verb}
      </Button>
    );
  return (
    <div className={styles.sure} role="status" style={{ flexBasis: '100%' }}>
      <p>{sure}</p>
      {withNote ? (
        <label className={styles.field}>
          <span>{words.note}</span>
          <input value={note} maxLength={200} placeholder={words.noteHint} onChange={(event) => setNote(event.target.value)} />
        </label>
      ) : null}
      <div className={styles.actions}>
        <Button
          look="primary"
          disabled={pending}
          onClick={() => {
            setAsked(false);
            onConfirm(note.trim() || null);
          }}
        >
          {words.confirm}
        </Button>
        <Button onClick={() => setAsked(false)}>{words.cancel}</Button>
      </div>
    </div>
  );
}
