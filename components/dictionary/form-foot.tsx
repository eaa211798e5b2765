'use client';
import { useId } from 'react';
import type { ChangeOf } from '../../server/wire/dictionary.ts';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import styles from './dictionary.module.css';
import { useDictionaryWords } from './use-dictionary.ts';
import type { Draft } from './use-draft.ts';

/** Why, and the steps: keep as it is, or keep and send. */
export function FormFoot({ draft, of, onClose }: { draft: Draft; of: ChangeOf; onClose: () => void }) {
  const words = useDictionaryWords();
  const id = useId();
  return (
    <>
      <div className={styles.field} data-field="note" data-fault={draft.noteFault?.fault}>
        <label htmlFor={id}>{words.why}</label>
        <input
          id={id}
          maxLength={200}
          value={draft.note}
          placeholder={words.whyHint}
          aria-invalid={draft.noteFault ? true : undefined}
          aria-describedby={draft.noteFault ? `${id}-say` : undefined}
          onChange={(event) => draft.setNote(event.target.value)}
        />
        {draft.noteFault ? (
          <small id={`${id}-say`} className={styles.wrong}>
            {words.faults[draft.noteFault.fault]}
          </small>
        ) : null}
      </div>
      <p role="status" className={draft.said ? styles.said : 'tg-vh'} data-form-said>
        {draft.said}
      </p>
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={draft.busy}>
          {words.send}
        </Button>
        <Button disabled={draft.busy} onClick={() => draft.keep(of)}>
          {words.save}
        </Button>
        <Button onClick={onClose}>{draft.id === null ? words.cancel : words.close}</Button>
      </div>
    </>
  );
}

/** Titles of the profile's documents, offered while a source is typed. */
export function Documents({ id }: { id: string }) {
  const { meta } = useConsole();
  return (
    <datalist id={id}>
      {Object.entries(meta.sources).map(([code, title]) => (
        <option key={code} value={title} />
      ))}
    </datalist>
  );
}
