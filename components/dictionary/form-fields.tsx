'use client';
import { useId } from 'react';
import type { FieldFault } from '../../server/core/indicator/definition-faults.ts';
import styles from './dictionary.module.css';
import { useFieldName } from './field-text.ts';
import { useDictionaryWords } from './use-dictionary.ts';

export type Form = { fields: Readonly<Record<string, string>>; faults: readonly FieldFault[]; set: (field: string, value: string) => void };

type InputProps = { form: Form; field: string; rows?: number; type?: 'text' | 'date'; list?: string; disabled?: boolean };

/** One text under its name; what is wrong with it stands beside it. */
export function TextField({ form, field, rows, list, disabled }: InputProps) {
  const name = useFieldName();
  const words = useDictionaryWords();
  const id = useId();
  const fault = form.faults.find((f) => f.field === field);
  const hint = words.hints[field];
  const shared = {
    id,
    value: form.fields[field] ?? '',
    disabled,
    maxLength: 4_000,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': fault || hint ? `${id}-say` : undefined,
    onChange: (event: { target: { value: string } }) => form.set(field, event.target.value),
  };
  return (
    <div className={styles.field} data-field={field} data-fault={fault?.fault}>
      <label htmlFor={id}>{name(field)}</label>
      {rows ? <textarea {...shared} rows={rows} /> : <input {...shared} list={list} />}
      <Say id={`${id}-say`} fault={fault} hint={hint} />
    </div>
  );
}

function Say({ id, fault, hint }: { id: string; fault: FieldFault | undefined; hint: string | undefined }) {
  const words = useDictionaryWords();
  if (!fault && !hint) return null;
  return (
    <small id={id} className={fault ? styles.wrong : undefined}>
      {fault ? words.faults[fault.fault] : hint}
    </small>
  );
}

type ChoiceProps = { form: Form; field: string; options: readonly { id: string; name: string }[]; disabled?: boolean };

/** One of a few, under its name. */
export function ChoiceField({ form, field, options, disabled }: ChoiceProps) {
  const name = useFieldName();
  const id = useId();
  const fault = form.faults.find((f) => f.field === field);
  return (
    <div className={styles.field} data-field={field} data-fault={fault?.fault}>
      <label htmlFor={id}>{name(field)}</label>
      <select
        id={id}
        value={form.fields[field] ?? ''}
        disabled={disabled}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-say` : undefined}
        onChange={(event) => form.set(field, event.target.value)}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
      <Say id={`${id}-say`} fault={fault} hint={undefined} />
    </div>
  );
}

export const optionsOf = (names: Readonly<Record<string, string>>): { id: string; name: string }[] => Object.entries(names).map(([id, name]) => ({ id, name }));
