'use client';
import { useTyped } from './use-typed.ts';

type SearchFieldProps = { label: string; value: string; onChange: (text: string) => void; className?: string; escClears?: boolean };

/** A search that asks a moment after the last key. `escClears`: Esc empties it at once. */
export function SearchField({ label, value, onChange, className, escClears = false }: SearchFieldProps) {
  const { typed, send, field } = useTyped(value, onChange);
  return (
    <label className={className}>
      <span className="tg-vh">{label}</span>
      <input
        type="search"
        autoComplete="off"
        placeholder={label}
        {...field}
        onKeyDown={(event) => {
          if (!escClears || event.key !== 'Escape' || typed === '') return;
          event.preventDefault();
          send('');
        }}
      />
    </label>
  );
}
