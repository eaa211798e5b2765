'use client';
import { type InputHTMLAttributes, useId, useState } from 'react';
import styles from './forms.module.css';
import { useAccessWords } from './use-access-words.ts';

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange'> & {
  label: string;
  hint?: string;
  onValue: (value: string) => void;
};

/** One input under its name. A password can be shown, for who types a sentence blind. */
export function Field({ label, hint, onValue, type = 'text', ...rest }: FieldProps) {
  const words = useAccessWords();
  const id = useId();
  const [shown, setShown] = useState(false);
  const secret = type === 'password';
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.input}>
        <input
          {...rest}
          id={id}
          type={secret && shown ? 'text' : type}
          aria-describedby={hint ? `${id}-hint` : undefined}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => onValue(event.target.value)}
        />
        {secret ? (
          <button type="button" className={styles.reveal} aria-pressed={shown} aria-controls={id} onClick={() => setShown(!shown)}>
            {shown ? words.hide : words.show}
            <span className="tg-vh">{label}</span>
          </button>
        ) : null}
      </span>
      {hint ? <small id={`${id}-hint`}>{hint}</small> : null}
    </div>
  );
}
