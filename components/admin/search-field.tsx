'use client';
import { useTyped } from '../ui/use-typed.ts';
import styles from './forms.module.css';

/** A search that asks a moment after the last key, and clears by Esc. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const { typed, send, field } = useTyped(value, onChange);
  return (
    <label className={styles.search}>
      <span className="tg-vh">{label}</span>
      <input
        type="search"
        placeholder={label}
        autoComplete="off"
        {...field}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || typed === '') return;
          event.preventDefault();
          send('');
        }}
      />
    </label>
  );
}
