'use client';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { REASON_MAX, REASON_MIN, reasonFault } from '../../server/core/privacy/unmask-rules.ts';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import { personWords } from './messages.ts';
import styles from './person.module.css';
import type { Reveal } from './use-reveal.ts';

/** Why somebody must be seen in clear: typed or picked, then one click or Enter. Esc gives up and leaves the drawer open. */
export function ReasonForm({ minutes, reveal, onDone }: { minutes: number; reveal: Reveal; onDone: () => void }) {
  const words = personWords[useLocale().locale];
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  useEffect(() => field.current?.focus(), []);
  const fault = reasonFault(reason);
  const said = !tried || !fault ? '' : fault === 'short' ? words.reasonShort(REASON_MIN) : words.reasonEmpty;

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (fault) return field.current?.focus();
    if (await reveal.reveal(reason)) onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onDone();
    } else if (event.key === 'Enter' && !event.shiftKey && event.target === field.current) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <label htmlFor={id}>{words.reason}</label>
      <textarea
        ref={field}
        id={id}
        className={styles.reason}
        value={reason}
        maxLength={REASON_MAX}
        placeholder={words.reasonHint(REASON_MIN)}
        aria-describedby={`${id}-note`}
        aria-invalid={said !== ''}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
      />
      <ul className={styles.ready}>
        {words.reasons.map((text) => (
          <li key={text}>
            <button type="button" onClick={() => setReason(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
      <p id={`${id}-note`} className={styles.why}>
        {words.unmaskNote(minutes)}
      </p>
      <div className={styles.actions}>
        <Button type="submit" look="primary" keyName="Enter" disabled={reveal.busy}>
          {words.confirm}
        </Button>
        <Button keyName="Esc" onClick={onDone}>
          {words.cancel}
        </Button>
        <span className={styles.fault} role="status">
          {said}
        </span>
      </div>
    </form>
  );
}
