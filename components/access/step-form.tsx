'use client';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './forms.module.css';
import { useAccessWords } from './use-access-words.ts';

export type StepFormProps = {
  title?: string;
  note?: ReactNode;
  /** What is wrong, in words; it takes the focus of a screen reader at once. */
  fault: string | null;
  busy: boolean;
  /** Not before something else is done. */
  locked?: boolean;
  verb: string;
  /** Further buttons beside the verb. */
  more?: ReactNode;
  /** The first field takes the focus when the step appears. */
  focus?: boolean;
  onSubmit: () => void;
  children: ReactNode;
};

/** One step: its fields, what is wrong, one verb. */
export function StepForm({ title, note, fault, busy, locked = false, verb, more, focus = true, onSubmit, children }: StepFormProps) {
  const words = useAccessWords();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (focus) form.current?.querySelector('input')?.focus();
  }, [focus]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !locked) onSubmit();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {title ? <h2>{title}</h2> : null}
      {note ? <p className={styles.note}>{note}</p> : null}
      {children}
      <p className={styles.fault} role="alert" data-fault={fault === null ? undefined : ''}>
        {fault}
      </p>
      <div className={styles.actions}>
        <Button look="primary" type="submit" aria-disabled={busy || undefined} disabled={locked} className={styles.verb}>
          {busy ? words.working : verb}
        </Button>
        {more}
      </div>
    </form>
  );
}
