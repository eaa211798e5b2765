'use client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './forms.module.css';
import { useAccessWords } from './use-admin.ts';

/** What is shown this once, to be copied. */
export function Secret({ title, text, note }: { title: string; text: string; note?: string }) {
  const words = useAccessWords();
  const [copied, setCopied] = useState(false);
  // The clipboard is for encrypted pages only; the text can be selected by one click all the same.
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className={styles.secret} data-secret>
      <span>{title}</span>
      <code>{text}</code>
      {note ? <small className={styles.hint}>{note}</small> : null}
      <div className={styles.actions}>
        <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>
      </div>
    </div>
  );
}
