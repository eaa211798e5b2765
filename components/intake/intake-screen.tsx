'use client';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { KnowledgePicker } from '../knowledge/knowledge-picker.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { useWords } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { CallerFields } from './caller-fields.tsx';
import { Field } from './field.tsx';
import styles from './intake.module.css';
import { type IntakeFields, type IntakeProblems, problemsOf, worthTelling } from './intake-form.ts';
import { MatterFields, TermFields } from './matter-fields.tsx';
import { SavedPanel } from './saved-panel.tsx';
import { SimilarList } from './similar-list.tsx';
import { type Master, type Saved, type Urged, useAdvice, useIntake, useIntakeWords, useSave, useUrge } from './use-intake.ts';

/** What a press took out of the form, kept here alone: it holds who called. */
type Cleared = { fields: IntakeFields; key: string; master: Master | null; apart: ReadonlySet<number>; urged: ReadonlyMap<number, Urged> };

/** 登记工单: one form by keys, with what is known beside it. Nothing is decided by the machine. */
export function IntakeScreen() {
  const words = useIntakeWords();
  const ui = useWords();
  const { fields, set: write, clear, putBack, written, key, restored } = useIntake();
  const [callerOf, setCallerOf] = useState<number | null>(null);
  const { advice, failed } = useAdvice(fields, callerOf);
  const save = useSave();
  const urge = useUrge();
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [master, setMaster] = useState<Master | null>(null);
  const [apart, setApart] = useState<ReadonlySet<number>>(new Set());
  const [saved, setSaved] = useState<Saved | null>(null);
  const [urged, setUrged] = useState<ReadonlyMap<number, Urged>>(new Map());
  const [cleared, setCleared] = useState<Cleared | null>(null);
  const [round, setRound] = useState(0);
  const problems: IntakeProblems = tries > 0 ? problemsOf(fields) : {};

  /** Into an empty form what was cleared may be put back; what is written there now would be lost by it. */
  const set = (patch: Partial<IntakeFields>) => {
    setCleared(null);
    if (cleared) setSaid('');
    write(patch);
  };
  const begin = () => {
    const lost = written ? { fields, key: key.current, master, apart, urged } : null;
    clear();
    setSaved(null);
    setMaster(null);
    setApart(new Set());
    setUrged(new Map());
    setTries(0);
    setCleared(lost ?? cleared);
    setSaid(lost || cleared ? words.cleared : '');
    setRound((n) => n + 1);
  };
  const undo = (back: Cleared) => {
    putBack(back.fields, back.key);
    setMaster(back.master);
    setApart(back.apart);
    setUrged(back.urged);
    setCleared(null);
    setSaid('');
    setRound((n) => n + 1);
  };
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    setTries((n) => n + 1);
    setCleared(null);
    const wrong = problemsOf(fields);
    const names = { phone: words.phone, requestType: words.requestType, title: words.matterTitle, body: words.body, region: words.place, answer: words.answer };
    const listed = Object.entries(names).flatMap(([name, text]) => (name in wrong ? [text] : []));
    if (listed.length > 0) return setSaid(words.check(listed));
    setBusy(true);
    setSaid(words.saving);
    try {
      const done = await save(fields, key.current, fields.direct ? null : master);
      clear();
      setSaved(done);
      setSaid('');
    } catch (error) {
      const fault = faultOf(error, ui);
      setSaid(words.failed(fault.what, fault.todo));
    }
    setBusy(false);
  };
  const urging = useRef(new Set<number>());
  const urgeOne = async (id: number) => {
    if (urging.current.has(id)) return;
    urging.current.add(id);
    const say = (done: boolean, text: string) => setUrged((before) => new Map(before).set(id, { done, text }));
    try {
      const refusal = await urge(id, fields.title);
      say(refusal === null, refusal === null ? words.urged : (words.refusals[refusal] ?? refusal));
    } catch (error) {
      const fault = faultOf(error, ui);
      say(false, words.failed(fault.what, fault.todo));
    }
    urging.current.delete(id);
  };
  const place = advice?.place;
  const [first] = worthTelling(advice?.classes.suggestions ?? []);
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      void submit();
    } else if (event.altKey && event.code === 'KeyP' && place) {
      event.preventDefault();
      set({ region: place.region });
    } else if (event.altKey && event.code === 'KeyC' && first) {
      event.preventDefault();
      set({ category: first.category });
    } else if (event.altKey && event.code === 'KeyD') {
      event.preventDefault();
      set({ direct: !fields.direct });
    }
  };
  // Who presses too early is led to the first field that is wrong.
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[data-invalid] input, [aria-invalid="true"]')?.focus();
  }, [tries]);
  // A call begins with its number.
  const asks = saved === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is another call
  useEffect(() => {
    if (asks) form.current?.querySelector<HTMLElement>('input[type="tel"]')?.focus();
  }, [asks, round]);

  if (saved) return <SavedPanel saved={saved} onAnother={begin} />;
  return (
    <div className={styles.page}>
      <PageHead title={words.title} note={words.note} />
      <div className={styles.two}>
        <form ref={form} className={styles.form} noValidate onSubmit={(event) => void submit(event)} onKeyDown={keys}>
          {restored ? <p className={styles.restored}>{words.restored}</p> : null}
          <CallerFields onFound={setCallerOf} fields={fields} set={set} problems={problems} urged={urged} onUrge={(id) => void urgeOne(id)} onEnd={begin} />
          <MatterFields {...{ fields, set, problems, advice, failed }} />
          <TermFields fields={fields} set={set} />
          <fieldset className={styles.group}>
            <legend className="tg-vh">{words.direct}</legend>
            <label className={styles.check}>
              <input type="checkbox" aria-keyshortcuts="Alt+D" checked={fields.direct} onChange={(event) => set({ direct: event.target.checked })} />
              {words.direct}
            </label>
            {fields.direct ? (
              <Field label={words.answer} problem={problems.answer} wide>
                {(control) => (
                  <textarea
                    {...control}
                    rows={4}
                    maxLength={20_000}
                    placeholder={words.answerHint}
                    value={fields.answer}
                    onChange={(event) => set({ answer: event.target.value })}
                  />
                )}
              </Field>
            ) : null}
          </fieldset>
          <div className={styles.foot}>
            <Button type="submit" look="primary" keyName="Ctrl+Enter" disabled={busy}>
              {fields.direct ? words.saveDirect : master ? words.saveMerge(master.no) : words.save}
            </Button>
            <Button onClick={begin}>{words.discard}</Button>
            <span role="status" className={styles.said}>
              {said}
            </span>
            {cleared ? <Button onClick={() => undo(cleared)}>{words.putBack}</Button> : null}
          </div>
        </form>
        <aside className={styles.side}>
          <Panel title={words.similar} className={styles.panel}>
            <SimilarList
              {...{ advice, apart, master }}
              onApart={(id) => {
                setApart(new Set([...apart, id]));
                if (master?.id === id) setMaster(null);
              }}
              onMaster={setMaster}
              urged={urged}
              onUrge={(id) => void urgeOne(id)}
              onEnd={begin}
            />
          </Panel>
          <Panel title={words.knowledge} className={styles.panel}>
            <KnowledgePicker
              region={fields.region}
              category={fields.category || null}
              onInsert={({ id, text }) =>
                set({
                  direct: true,
                  answer: fields.answer.trim() === '' ? text : `${fields.answer}\n${text}`,
                  knowledge: [...new Set([...fields.knowledge, id])],
                })
              }
            />
          </Panel>
        </aside>
      </div>
    </div>
  );
}
