'use client';
import { type ReactNode, useState } from 'react';
import type { ImportFault } from '../../server/wire/rule-import.ts';
import { Button } from '../ui/button.tsx';
import styles from './rules.module.css';
import { useRulesWords } from './use-rules.ts';

/** The largest text that one call takes. */
const MOST = 900_000;

type Props = {
  hint: string;
  accept: string;
  busy: boolean;
  faults: readonly ImportFault[] | null;
  /** How many faults there are, listed or not. */
  count: number;
  /** What its button says; a check where it is not said. */
  action?: string;
  /** What the check found, and what is done next. */
  children?: ReactNode;
  onText: (text: string) => void;
  onReset: () => void;
};

/** A file is chosen and checked before anything of it is written. */
export function ImportFile({ hint, accept, busy, faults, count, action, children, onText, onReset }: Props) {
  const words = useRulesWords();
  const [file, setFile] = useState<File | null>(null);
  return (
    <div className={styles.form}>
      <label className={styles.field}>
        <span>{words.file}</span>
        <input
          type="file"
          accept={accept}
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            onReset();
          }}
        />
        <small>{hint}</small>
      </label>
      {file && file.size > MOST ? (
        <p role="alert" className={styles.fault}>
          {words.tooLarge}
        </p>
      ) : (
        <div className={styles.actions}>
          <Button disabled={!file || busy} onClick={() => void file?.text().then(onText)}>
            {action ?? words.check}
          </Button>
        </div>
      )}
      {faults && faults.length > 0 ? (
        <div role="alert" className={styles.fault}>
          <p>{words.faults(count)}</p>
          <ol className={styles.lines}>
            {faults.map(({ line, message }) => (
              <li key={`${line} ${message}`}>{words.faultLine(line, message)}</li>
            ))}
          </ol>
        </div>
      ) : null}
      {children}
    </div>
  );
}
