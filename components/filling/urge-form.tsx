'use client';
import { useRef, useState } from 'react';
import type { PeriodView } from '../../server/wire/filling.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { useWords } from '../ui/locale.tsx';
import styles from './filling.module.css';
import { Field } from './filling-form.tsx';
import { useFillingWords, useReread } from './use-filling.ts';

type UrgeProps = { view: PeriodView; of: PeriodView['statuses'][number]; onSaid: (text: string) => void };

/** Urging the department by hand: its people see the line, and it is on record. */
export function UrgeForm({ view, of, onSaid }: UrgeProps) {
  const words = useFillingWords();
  const common = useWords();
  const client = useTRPCClient();
  const reread = useReread();
  const [text, setText] = useState(words.urge.standard);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const key = useRef('');
  const give = async () => {
    if (busy || text.trim().length < 2) return;
    setBusy(true);
    setFault(null);
    key.current ||= crypto.randomUUID();
    try {
      await client.filling.urge.mutate({ duty: view.duty.id, period: view.period, status: of.ask.status, text: text.trim(), key: key.current });
      key.current = '';
      onSaid(words.urge.given);
      await reread();
    } catch (error) {
      const { what, todo } = faultOf(error, common);
      setFault(`${what}，${todo}`);
    }
    setBusy(false);
  };
  return (
    <section className={styles.form} aria-label={words.urge.title} data-form="urge">
      <Field name="text" label={words.urge.text}>
        <input
          maxLength={1_000}
          value={text}
          onChange={(e) => {
            key.current = '';
            setText(e.target.value);
          }}
        />
      </Field>
      {fault ? (
        <p className={styles.problem} role="alert">
          {fault}
        </p>
      ) : null}
      <footer>
        <Button disabled={busy} onClick={() => void give()} data-urge>
          {words.urge.give}
        </Button>
      </footer>
    </section>
  );
}
