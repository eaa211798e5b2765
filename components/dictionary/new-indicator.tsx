'use client';
import { type FormEvent, useState } from 'react';
import type { DictionaryList } from '../../server/wire/dictionary.ts';
import { Panel } from '../ui/panel.tsx';
import { CountingFields, WordFields } from './definition-form.tsx';
import styles from './dictionary.module.css';
import { TextField } from './form-fields.tsx';
import { FormFoot } from './form-foot.tsx';
import { useDictionaryWords } from './use-dictionary.ts';
import { useDraft } from './use-draft.ts';

const BLANK = {
  kind: 'manual',
  function: '',
  scale: '0',
  factor: '1',
  regionAdds: 'add',
  timeAdds: 'last',
  reportedAt: '',
  direction: 'up',
  decimals: '0',
  rangeKind: 'none',
  cadence: 'P1Y',
};

type Props = { list: DictionaryList; onMade: (code: string) => void; onSaid: (text: string) => void; onClose: () => void };

/** A new indicator, which is reported; its code and counting rule stay once it is published. */
export function NewIndicator({ list, onMade, onSaid, onClose }: Props) {
  const words = useDictionaryWords();
  const [code, setCode] = useState('');
  const draft = useDraft({ of: null, id: null, base: 0, fields: BLANK, note: '', known: true }, (said) => {
    onSaid(said);
    onMade(code.trim());
  });
  const taken = draft.id === null && list.rows.some((row) => row.code === code.trim());
  const wrong = code !== '' && !/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/.test(code.trim());
  const of = { kind: 'definition', code: code.trim() } as const;
  const ready = code.trim() !== '' && !taken && !wrong;
  const fault = taken ? ('taken' as const) : wrong ? ('code' as const) : null;
  const codeForm = {
    fields: { code },
    faults: fault ? [{ field: 'code', fault }] : draft.form.faults.filter((f) => f.field === 'code'),
    set: (_: string, value: string) => setCode(value),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) draft.send(of);
  };
  return (
    <Panel title={words.createTitle} className={styles.pane}>
      <form className={styles.form} data-form="new" onSubmit={submit}>
        {/* A draft stays with its code. */}
        <TextField form={codeForm} field="code" disabled={draft.id !== null} />
        <CountingFields form={draft.form} />
        <WordFields form={draft.form} ratio={draft.form.fields.kind === 'ratio'} />
        <FormFoot draft={ready ? draft : { ...draft, busy: true }} of={of} onClose={onClose} />
      </form>
    </Panel>
  );
}
