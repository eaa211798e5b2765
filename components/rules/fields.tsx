'use client';
import { type Amount, UNITS } from '../../server/core/calendar/reach.ts';
import styles from './rules.module.css';
import { useRulesWords } from './use-rules.ts';

type NumberProps = { label: string; value: number; onChange: (value: number) => void; min?: number; max?: number; step?: number };

/** A number with its name; an empty field is no number. */
export function NumberField({ label, value, onChange, min = 0, max = 100_000, step = 1 }: NumberProps) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        type="number"
        required
        min={min}
        max={max}
        step={step}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.value === '' ? Number.NaN : Number(event.target.value))}
      />
    </label>
  );
}

/** A share, typed as a percentage. */
export function ShareField({ label, value, onChange }: { label: string; value: number; onChange: (share: number) => void }) {
  return <NumberField label={label} value={Number((value * 100).toFixed(2))} max={100} onChange={(percent) => onChange(Number((percent / 100).toFixed(4)))} />;
}

/** An amount of time and its unit. */
export function AmountFields({ label, value, onChange }: { label: string; value: Amount; onChange: (amount: Amount) => void }) {
  const words = useRulesWords();
  return (
    <div className={styles.pair}>
      <NumberField label={label} value={value.amount} min={1} onChange={(amount) => onChange({ ...value, amount })} />
      <label className={styles.field}>
        <span>{words.unit}</span>
        <select
          value={value.unit}
          onChange={(event) => {
            const unit = UNITS.find((u) => u === event.target.value);
            if (unit) onChange({ ...value, unit });
          }}
        >
          {UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {words.units[unit]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly { id: string; name: string }[];
  any?: string | undefined;
  onChange: (id: string | null) => void;
};

/** One of a list; `any` names the choice of none. */
export function Choice({ label, value, options, any, onChange }: ChoiceProps) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}>
        {any === undefined ? null : <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}
