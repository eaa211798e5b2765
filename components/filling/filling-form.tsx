'use client';
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type FigureFault, type FigureQuestion, type Figures, figureFault } from '../../server/core/filling/figures.ts';
import type { PeriodView } from '../../server/wire/filling.ts';
import { type DraftData, keepDraft, readKept } from '../desk/draft-store.ts';
import { useConsole } from '../figure/console-context.tsx';
import { parsePeriod } from '../figure/time-text.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Segmented } from '../ui/segmented.tsx';
import styles from './filling.module.css';
import { dayField, numberOf } from './filling-text.ts';
import { useValueText } from './side-by-side.tsx';
import { useFillingWords, useReread } from './use-filling.ts';

type Status = PeriodView['statuses'][number];
type FormProps = { view: PeriodView; of: Status; now: number; onSaid: (text: string) => void };
type Written = { value: string; numerator: string; denominator: string; by: 'parts' | 'value'; day: string; note: string; basis: string };
type Asked = { questions: FigureQuestion[]; value: number; before: number | null };

const textOf = (kept: DraftData | null, name: keyof Written, start = ''): string => (typeof kept?.[name] === 'string' ? (kept[name] as string) : start);

/** What a department files for one status of a period. What is typed is kept by this tab until it is taken. */
export function FillingForm({ view, of, now, onSaid }: FormProps) {
  const words = useFillingWords();
  const common = useWords();
  const { timeZone } = useLocale();
  const { viewer, indicator, offset } = useConsole();
  const client = useTRPCClient();
  const reread = useReread();
  const { duty, period } = view;
  const { slot, ask } = of;
  const row = indicator(duty.indicator);
  const store = `tongguan.filling.draft.${viewer.login}.${duty.id}.${period}.${ask.status}`;
  const ratio = row?.kind === 'ratio';
  const either = ratio && row.additivity.region !== 'add';
  const [written, setWritten] = useState<Written>(() => {
    const kept = readKept(store);
    return {
      value: textOf(kept, 'value'),
      numerator: textOf(kept, 'numerator'),
      denominator: textOf(kept, 'denominator'),
      by: ratio && textOf(kept, 'by', 'parts') === 'parts' ? 'parts' : 'value',
      day: textOf(kept, 'day', dayField(view.to, timeZone)),
      note: textOf(kept, 'note'),
      basis: textOf(kept, 'basis'),
    };
  });
  const [wrong, setWrong] = useState<FigureFault | 'as_of' | 'note' | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** A press under way: sent again after a lost answer it says the same instant, so that it is known for the same. */
  const press = useRef<{ key: string; asOf: number } | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const shown = useValueText(duty.indicator);
  if (slot.state === 'ahead') return <p className={styles.quiet}>{words.form.notYet}</p>;

  const change = (patch: Partial<Written>) => {
    // Another value is another press.
    press.current = null;
    const next = { ...written, ...patch };
    setWritten(next);
    setAsked(null);
    setWrong(null);
    keepDraft(store, next);
  };
  const parts = ratio && written.by === 'parts';
  const figures = (): Figures => {
    const given = parts ? { numerator: numberOf(written.numerator), denominator: numberOf(written.denominator) } : { value: numberOf(written.value) };
    return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
  };
  /** The end of the day that was typed, or now on the running one. */
  const asOf = (): number | null => {
    const day = parsePeriod(written.day, offset);
    if (!day) return null;
    const at = Math.min(day.to, now);
    return at > view.from && day.from <= now ? at : null;
  };
  const give = async () => {
    if (busy || !row) return;
    const at = asOf();
    const bad = figureFault(row, figures()) ?? (at === null ? 'as_of' : slot.standing !== null && written.note.trim().length < 2 ? 'note' : null);
    setWrong(bad);
    if (bad || at === null) {
      const field = bad === 'as_of' || bad === 'note' ? bad : parts ? (bad === 'no_denominator' ? 'denominator' : 'numerator') : 'value';
      box.current?.querySelector<HTMLElement>(`[data-field=${field}] :is(input, textarea)`)?.focus();
      return;
    }
    setBusy(true);
    setFault(null);
    press.current ??= { key: crypto.randomUUID(), asOf: at };
    try {
      const answer = await client.filling.submit.mutate({
        duty: duty.id,
        period,
        status: ask.status,
        figures: figures(),
        note: written.note.trim(),
        basis: written.basis.trim(),
        confirmed: asked?.questions ?? [],
        seen: slot.version,
        ...press.current,
      });
      if (answer.ok) {
        keepDraft(store, null);
        press.current = null;
        setWritten({ ...written, value: '', numerator: '', denominator: '', note: '', basis: '' });
        setAsked(null);
        onSaid(words.form.given);
        await reread();
      } else setAsked({ ...answer, questions: [...(asked?.questions ?? []), ...answer.questions] });
    } catch (error) {
      const told = faultOf(error, common);
      if ((error as { data?: { code?: string } }).data?.code === 'CONFLICT') {
        press.current = null;
        setFault(words.conflict);
        await reread();
      } else setFault(`${told.what}，${told.todo}`);
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void give();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void give();
  };
  const title = slot.standing !== null ? words.form.correction : slot.state === 'returned' ? words.form.again : words.form.title;
  const note = slot.standing === null ? words.form.note : `${words.form.noteOfCorrection} *`;
  return (
    <form ref={box} className={styles.form} onSubmit={submit} onKeyDown={onKeyDown} aria-label={title} data-form="submit">
      <h3>{`${title} · ${words.statuses[ask.status]}`}</h3>
      {slot.pending !== null ? <p className={styles.quiet}>{words.form.waits}</p> : null}
      {either ? (
        <Segmented
          label={words.form.by}
          value={written.by}
          options={[
            { id: 'parts', label: words.form.byParts },
            { id: 'value', label: words.form.byValue },
          ]}
          onChange={(by) => change({ by })}
        />
      ) : null}
      {parts ? (
        <>
          <Field name="numerator" label={`${row?.numeratorName ?? words.form.numerator} *`}>
            <input inputMode="decimal" autoComplete="off" value={written.numerator} onChange={(e) => change({ numerator: e.target.value })} />
          </Field>
          <Field name="denominator" label={`${row?.denominatorName ?? words.form.denominator} *`}>
            <input inputMode="decimal" autoComplete="off" value={written.denominator} onChange={(e) => change({ denominator: e.target.value })} />
          </Field>
        </>
      ) : (
        <Field name="value" label={`${words.form.value}${duty.unit ? `（${duty.unit}）` : ''} *`}>
          <input inputMode="decimal" autoComplete="off" value={written.value} onChange={(e) => change({ value: e.target.value })} />
        </Field>
      )}
      <Field name="as_of" label={`${words.form.asOf} *`}>
        <input type="date" value={written.day} onChange={(e) => change({ day: e.target.value })} />
      </Field>
      <Field name="note" label={note}>
        <textarea rows={2} maxLength={1_000} value={written.note} onChange={(e) => change({ note: e.target.value })} />
      </Field>
      <Field name="basis" label={words.form.basis}>
        <input
          maxLength={1_000}
          autoComplete="off"
          placeholder={words.form.basisHint}
          value={written.basis}
          onChange={(e) => change({ basis: e.target.value })}
        />
      </Field>
      {wrong ? (
        <p className={styles.problem} role="alert">
          {words.form.faults[wrong]}
        </p>
      ) : null}
      {asked ? (
        <div className={styles.asked} role="alert" data-asked>
          <b>{words.form.askedTitle}</b>
          {asked.questions.map((q) => (
            <p key={q}>{words.form.asked[q]({ value: shown(asked.value), before: shown(asked.before) })}</p>
          ))}
        </div>
      ) : null}
      {fault ? (
        <p className={styles.problem} role="alert">
          {fault}
        </p>
      ) : null}
      <footer>
        <Button type="submit" look="primary" disabled={busy}>
          {asked ? words.form.confirm : words.form.give}
        </Button>
        {asked ? <Button onClick={() => setAsked(null)}>{words.form.change}</Button> : null}
      </footer>
    </form>
  );
}

/** A field under its label. */
export function Field({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it holds
    <label className={styles.field} data-field={name}>
      <span>{label}</span>
      {children}
    </label>
  );
}
