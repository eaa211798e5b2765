'use client';
import { useEffect, useState } from 'react';
import styles from './forms.module.css';

const WAIT_MS = 250;

/** A search that asks a moment after the last key, and clears by Esc. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <label className={styles.search}>
      <span className="tg-vh">{label}</span>
      <input
        type="search"
        value={typed}
        placeholder={label}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value.slice(0, 64))}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || typed === '') return;
          event.preventDefault();
          onChange('');
        }}
      />
    </label>
  );
}
