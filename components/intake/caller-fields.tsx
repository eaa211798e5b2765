'use client';
import { useEffect, useState } from 'react';
import type { PhoneSearch } from '../../server/wire/person.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Watermark } from '../person/watermark.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatDay } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Field } from './field.tsx';
import styles from './intake.module.css';
import { digitsOf, type IntakeFields, type IntakeProblems } from './intake-form.ts';
import { UrgeButton, UrgeSaid } from './urge-row.tsx';
import { type Urged, useIntakeWords } from './use-intake.ts';

type CallerProps = {
  fields: IntakeFields;
  set: (patch: Partial<IntakeFields>) => void;
  problems: IntakeProblems;
  urged: ReadonlyMap<number, Urged>;
  onUrge: (id: number) => void;
  onEnd: () => void;
  /** A ticket of the caller that may be compared by, null while none is known. */
  onFound: (ticket: number | null) => void;
};

/** Who calls, and what he asked before: by the exact number, pressed for, and written down by the server. */
export function CallerFields({ fields, set, problems, urged, onUrge, onEnd, onFound }: CallerProps) {
  const words = useIntakeWords();
  const { may } = useConsole();
  const search = usePhone(fields.phone);
  const off = fields.anonymous;
  const known = off ? null : (search.answer?.rows.find((row) => !row.confidential && !row.anonymous)?.id ?? null);
  useEffect(() => onFound(known), [known, onFound]);
  return (
    <fieldset className={styles.group}>
      <legend>{words.caller}</legend>
      <div className={styles.row}>
        <Field label={words.phone} problem={problems.phone} note={may('person.search') ? null : words.mayNotFind}>
          {(control) => (
            <span className={styles.withButton}>
              <input
                {...control}
                type="tel"
                inputMode="tel"
                autoComplete="off"
                maxLength={30}
                disabled={off}
                value={off ? '' : fields.phone}
                onChange={(event) => set({ phone: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing || !may('person.search')) return;
                  event.preventDefault();
                  void search.find();
                }}
              />
              {may('person.search') ? (
                <Button keyName="Enter" disabled={off || search.busy} onClick={() => void search.find()}>
                  {words.find}
                </Button>
              ) : null}
            </span>
          )}
        </Field>
        <Field label={words.name}>
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              maxLength={60}
              disabled={off}
              value={off ? '' : fields.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <span className={styles.checks}>
          {(['anonymous', 'confidential'] as const).map((name) => (
            <label key={name}>
              <input type="checkbox" checked={fields[name]} onChange={(event) => set({ [name]: event.target.checked })} />
              {words[name]}
            </label>
          ))}
        </span>
      </div>
      <p className={styles.said} role="status">
        {off ? words.anonymousNote : search.said}
      </p>
      {search.answer && search.answer.rows.length > 0 && !off ? <Earlier {...{ answer: search.answer, urged, onUrge, onEnd }} /> : null}
    </fieldset>
  );
}

function usePhone(phone: string) {
  const words = useIntakeWords();
  const ui = useWords();
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<{ phone: string; answer: PhoneSearch } | null>(null);
  const [said, setSaid] = useState('');
  const find = async () => {
    if (digitsOf(phone).length < 7) return setSaid(words.badNumber);
    setBusy(true);
    setSaid(words.finding);
    try {
      const answer = await client.person.search.mutate({ phone });
      setFound({ phone, answer });
      setSaid(answer.total > 0 ? words.earlier(answer.total) : words.noEarlier);
    } catch (error) {
      const code = (error as { data?: { code?: string } | null }).data?.code; // tRPC's errors carry it
      const fault = faultOf(error, ui);
      setSaid(code === 'TOO_MANY_REQUESTS' ? words.tooMany : words.failed(fault.what, fault.todo));
    }
    setBusy(false);
  };
  // What was found belongs to the number that was asked for.
  const answer = found?.phone === phone ? found.answer : null;
  return { busy, find, answer, said: answer || busy || !found ? said : '' };
}

function Earlier({ answer, urged, onUrge, onEnd }: { answer: PhoneSearch } & Pick<CallerProps, 'urged' | 'onUrge' | 'onEnd'>) {
  const words = useIntakeWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  return (
    <Watermark viewer={answer.viewer}>
      <ul className={styles.hits}>
        {answer.rows.slice(0, 6).map((row) => (
          <li key={row.id} data-earlier={row.id}>
            <span className={styles.hitText}>
              <span>{row.title}</span>
              <small>{[row.no, row.regionName, row.categoryName ?? row.requestType, formatDay(row.at, locale, timeZone, meta.now)].join(' · ')}</small>
            </span>
            <span className={styles.hitActions}>
              <UrgeButton no={row.no} urged={urged.get(row.id)} onUrge={() => onUrge(row.id)} />
              <a className="tg-link" href={`/tickets?t=${row.id}`} target="_blank" rel="noreferrer">
                {words.open}
                <span className="tg-vh"> {row.no}</span>
              </a>
            </span>
            <UrgeSaid urged={urged.get(row.id)} onEnd={onEnd} />
          </li>
        ))}
      </ul>
    </Watermark>
  );
}
