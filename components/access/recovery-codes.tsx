'use client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './forms.module.css';
import { StepForm } from './step-form.tsx';
import { useAccessWords } from './use-access-words.ts';

/** The recovery codes, this once; who goes on says that he kept them. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const words = useAccessWords();
  const [saved, setSaved] = useState(false);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(codes.join('\n')).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <StepForm
      title={words.recoveryTitle}
      note={words.recoveryNote}
      fault={null}
      busy={false}
      verb={words.goOn}
      more={<Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
      locked={!saved}
      focus={false}
      onSubmit={onDone}
    >
      <ol className={styles.codes} data-recovery>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <label className={styles.check}>
        <input type="checkbox" checked={saved} onChange={(event) => setSaved(event.target.checked)} />
        {words.recoverySaved}
      </label>
    </StepForm>
  );
}
