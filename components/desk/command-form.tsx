'use client';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { DeskCommand } from '../../server/wire/desk.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { CommandField } from './command-field.tsx';
import type { Named } from './command-line.ts';
import { commandText, commandWords } from './command-messages.ts';
import { formFields, isNeeded, missing } from './command-rules.ts';
import decisionStyles from './decision.module.css';
import styles from './desk.module.css';
import { composes } from './desk-keys.ts';
import { deskWords } from './messages.ts';
import { type DraftData, useDraft } from './use-draft.ts';

export type CommandFormProps = {
  login: string;
  id: number;
  command: DeskCommand;
  start: DraftData;
  units: readonly Named[];
  tickets: ReadonlyMap<number, string>;
  busy: boolean;
  /** Asked once when another unit was chosen than the first: ready reasons. */
  reasons?: readonly string[];
  /** Said above the fields. */
  note?: string;
  /** Fields that must be filled in although the command does without. */
  alsoNeeded?: readonly string[];
  onWriting: (writing: boolean) => void;
  /** Whether it went through. */
  onGive: (data: DraftData) => Promise<boolean>;
  onClose: () => void;
};

/** The form of one command. What is typed is kept as it is typed; Enter in a line, or Ctrl+Enter in a text, gives it; Esc leaves it for later. */
export function CommandForm(props: CommandFormProps) {
  const { login, id, command, start, units, tickets, busy, reasons, note, alsoNeeded = [], onWriting, onGive, onClose } = props;
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const draft = useDraft(login, id, command.command, start);
  const [asked, setAsked] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const needed = { ...command, fields: command.fields.map((f) => (alsoNeeded.includes(f.name) ? { ...f, need: true } : f)) };
  const lacks = missing(needed, draft.data);
  const name = commandText(commandWords[locale], command.command);
  useEffect(() => {
    onWriting(true);
    focusFirst(box.current);
    return () => onWriting(false);
  }, [onWriting]);
  const give = async () => {
    setAsked(true);
    if (lacks.length > 0 || busy) {
      box.current?.querySelector<HTMLElement>(`[data-field="${lacks[0]}"] :is(textarea, input, select)`)?.focus();
      return;
    }
    draft.hold();
    if (await onGive(draft.data)) draft.clear();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void give();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const native = event.nativeEvent;
    if (composes(native)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (
      event.key === 'Enter' &&
      (event.ctrlKey || event.metaKey || (event.target instanceof HTMLTextAreaElement && reasons !== undefined && !event.shiftKey))
    ) {
      event.preventDefault();
      void give();
    }
  };
  return (
    <form ref={box} className={cx(decisionStyles.form, styles.fields)} onSubmit={submit} onKeyDown={onKeyDown} aria-label={name} data-form={command.command}>
      <header>
        <h3>{name}</h3>
        <span role="status">{draft.savedAt === null ? (draft.found ? words.draftHere : '') : words.draftSaved(formatTime(draft.savedAt, timeZone))}</span>
      </header>
      {note ? <p className={styles.quiet}>{note}</p> : null}
      {formFields(needed).map((field) => (
        <CommandField
          key={field.name}
          field={{ ...field, need: isNeeded(needed, field, draft.data) }}
          value={draft.data[field.name]}
          onChange={(value) => draft.set(field.name, value)}
          units={units}
          tickets={tickets}
          wrong={asked && lacks.includes(field.name)}
        />
      ))}
      {reasons ? (
        <p className={styles.chips}>
          {reasons.map((reason) => (
            <button key={reason} type="button" className={styles.chip} onClick={() => draft.set('reason', reason)}>
              {reason}
            </button>
          ))}
        </p>
      ) : null}
      {asked && lacks.length > 0 ? (
        <p className={styles.problem} role="alert">
          {words.lacks(lacks.map((l) => commandWords[locale].fields[l] ?? l).join('、'))}
        </p>
      ) : null}
      <footer>
        <Button type="submit" look="primary" disabled={busy} keyName={reasons ? 'Enter' : undefined}>
          {name}
        </Button>
        <Button onClick={onClose} keyName="Esc">
          {words.later}
        </Button>
        {reasons === undefined ? <span className={styles.quiet}>{words.ctrlEnter}</span> : null}
      </footer>
    </form>
  );
}

/** Puts the focus where writing begins: the first needed field that is empty, else the first. */
export function focusFirst(form: HTMLElement | null): void {
  const fields = [...(form?.querySelectorAll<HTMLElement>('textarea, input, select') ?? [])];
  const empty = fields.find(
    (f) =>
      (f instanceof HTMLTextAreaElement || f instanceof HTMLInputElement) &&
      f.value === '' &&
      f.closest('[data-field]')?.querySelector('legend, label')?.textContent?.includes('*'),
  );
  (empty ?? fields[0] ?? form?.querySelector<HTMLElement>('button[type=submit]'))?.focus({ preventScroll: false });
}
