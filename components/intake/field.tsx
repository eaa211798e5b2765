'use client';
import { type ReactNode, useId } from 'react';
import { cx } from '../ui/class-names.ts';
import styles from './intake.module.css';
import type { IntakeProblem } from './intake-form.ts';
import { useIntakeWords } from './use-intake.ts';

export type FieldControl = { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined };
type FieldProps = { label: string; problem?: IntakeProblem; note?: ReactNode; wide?: boolean; children: (control: FieldControl) => ReactNode };

/** One control under its name, with what is wrong with it right there. */
export function Field({ label, problem, note, wide = false, children }: FieldProps) {
  const words = useIntakeWords();
  const id = useId();
  return (
    <div className={cx(styles.field, wide && styles.wide, problem && styles.wrong)}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': problem || note ? `${id}-note` : undefined })}
      {problem || note ? (
        <span id={`${id}-note`} className={styles.note}>
          {problem ? <b>{words.problems[problem]}</b> : note}
        </span>
      ) : null}
    </div>
  );
}
