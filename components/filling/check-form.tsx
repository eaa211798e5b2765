'use client';
import { useState } from 'react';
import type { PeriodView } from '../../server/wire/filling.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import styles from './filling.module.css';
import { Field } from './filling-form.tsx';
import { instantText, periodText } from './filling-text.ts';
import { useDifferenceText, useValueText } from './side-by-side.tsx';
import { useFillingWords, useReread } from './use-filling.ts';

type CheckProps = { view: PeriodView; of: PeriodView['statuses'][number]; now: number; onSaid: (text: string) => void };

/** What waits, beside what held before it, to be accepted or sent back by another than who filed it; and what holds, to be taken back. */
export function CheckForm({ view, of, now, onSaid }: CheckProps) {
  const words = useFillingWords();
  const common = useWords();
  const { locale, timeZone } = useLocale();
  const client = useTRPCClient();
  const reread = useReread();
  const [reason, setReason] = useState('');
  const [taking, setTaking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const text = useValueText(view.duty.indicator);
  const difference = useDifferenceText(view.duty.indicator);
  const { slot, filed, before } = of;
  const waits = filed.find((f) => f.id === slot.pending);
  const held = filed.find((f) => f.id === slot.standing);

  const run = async (act: () => Promise<string>) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      onSaid(await act());
      await reread();
    } catch (error) {
      const { what, todo } = faultOf(error, common);
      const code = (error as { data?: { code?: string } }).data?.code;
      setFault(code === 'CONFLICT' ? words.conflict : code === 'FORBIDDEN' ? words.self : `${what}，${todo}`);
      if (code === 'CONFLICT') await reread();
    }
    setBusy(false);
  };
  const decide = (id: number, accept: boolean) => {
    if (!accept && reason.trim().length < 2) {
      setFault(words.decide.needReason);
      return;
    }
    void run(async () => {
      const { told, refused } = await client.filling.check.mutate({ id, accept, reason: accept ? '' : reason.trim() });
      if (refused !== null) return words.decide.refused(refused);
      return !accept ? words.decide.returned : told ? words.decide.accepted : words.decide.late;
    });
  };
  const retract = (id: number) => {
    if (reason.trim().length < 2) {
      setFault(words.decide.retractReason);
      return;
    }
    void run(async () => {
      const { refused } = await client.filling.retract.mutate({ id, reason: reason.trim() });
      return refused === null ? words.decide.retracted : words.decide.notRetracted(refused);
    });
  };
  const problem = fault ? (
    <p className={styles.problem} role="alert">
      {fault}
    </p>
  ) : null;
  if (waits)
    return (
      <section className={styles.form} aria-label={words.decide.title} data-form="check">
        <h3>{`${words.decide.title} · ${words.statuses[of.ask.status]}`}</h3>
        <dl className={styles.facts}>
          <Fact term={words.value} text={text(waits.value)} strong />
          <Fact term={words.before(periodText(before.period, locale))} text={text(before.value)} />
          <Fact term={words.difference} text={difference(waits.value, before.value)} />
          {held ? <Fact term={words.states.accepted} text={`${text(held.value)}（${difference(waits.value, held.value)}）`} /> : null}
          <Fact term={words.asOf} text={instantText(waits.asOf, locale, timeZone, now)} />
          <Fact term={words.filedBy} text={`${waits.byName} ${instantText(waits.at, locale, timeZone, now)}`} />
          {waits.note ? <Fact term={words.form.note} text={waits.note} /> : null}
          {waits.basis ? <Fact term={words.form.basis} text={waits.basis} /> : null}
        </dl>
        {waits.own ? (
          <p className={styles.quiet}>{words.decide.own}</p>
        ) : (
          <>
            <Field name="reason" label={words.decide.reason}>
              <textarea rows={2} maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
            </Field>
            {problem}
            <footer>
              <Button look="primary" disabled={busy} onClick={() => decide(waits.id, true)} data-accept>
                {words.decide.accept}
              </Button>
              <Button disabled={busy} onClick={() => decide(waits.id, false)} data-return>
                {words.decide.back}
              </Button>
            </footer>
          </>
        )}
      </section>
    );
  if (!held || held.own) return null;
  return (
    <section className={styles.form} aria-label={words.decide.retract} data-form="retract">
      {taking ? (
        <Field name="reason" label={`${words.decide.retractReason} *`}>
          <textarea rows={2} maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
        </Field>
      ) : null}
      {problem}
      <footer>
        <Button disabled={busy} onClick={() => (taking ? retract(held.id) : setTaking(true))} data-retract>
          {words.decide.retract}
        </Button>
        {taking ? <Button onClick={() => setTaking(false)}>{words.decide.cancel}</Button> : null}
      </footer>
    </section>
  );
}

function Fact({ term, text, strong }: { term: string; text: string; strong?: boolean }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{strong ? <b>{text}</b> : text}</dd>
    </div>
  );
}
