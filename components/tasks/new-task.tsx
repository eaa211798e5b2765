'use client';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { DAY } from '../../server/core/indicator/window.ts';
import type { TaskOrigin } from '../../server/core/task/about.ts';
import { dayProblem } from '../../server/core/task/until.ts';
import { CommandField } from '../desk/command-field.tsx';
import { focusFirst } from '../desk/command-form.tsx';
import type { Named } from '../desk/command-line.ts';
import decisionStyles from '../desk/decision.module.css';
import fieldStyles from '../desk/desk.module.css';
import { composes } from '../desk/desk-keys.ts';
import { useStored } from '../desk/use-stored.ts';
import styles from '../desk/work.module.css';
import { useConsole } from '../figure/console-context.tsx';
import type { TaskDraft } from '../figure/task-link.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { faultOf } from '../ui/fault.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { TaskFigurePart } from './task-figure.tsx';
import own from './tasks.module.css';
import { useNewTask, type Written } from './use-new-task.ts';
import { useTasksWords } from './use-tasks-words.ts';

type NewTaskProps = { region: string; draft: TaskDraft | null; units: readonly Named[]; onMade: (id: number) => void; onClose: () => void };

/** What was written; what was not is as the form begins. */
type Kept = Partial<Written>;
const EMPTY: Kept = {};
const readWritten = (text: string | null): Kept => {
  try {
    return text === null ? EMPTY : (JSON.parse(text) as Kept);
  } catch {
    return EMPTY;
  }
};

/** The form for a new task. What is typed is kept by this browser until the task is made; sent again, it is made once. */
export function NewTask({ region, draft, units, onMade, onClose }: NewTaskProps) {
  const words = useTasksWords();
  const common = useWords();
  const { locale } = useLocale();
  const { viewer, meta, offset, region: placeOf } = useConsole();
  const client = useTRPCClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const of = draft ? `${draft.indicator}@${draft.region}.${draft.from}` : 'free';
  const [kept, keep] = useStored(`tongguan.tasks.new.${viewer.login}.${of}`, readWritten);
  const { start, figure } = useNewTask(draft);
  const written: Written = {
    title: kept.title ?? start.title,
    text: kept.text ?? start.text,
    origin: draft ? 'figure' : (kept.origin ?? 'instruction'),
    unit: kept.unit ?? null,
    until: kept.until ?? null,
  };
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const key = useRef('');
  const box = useRef<HTMLFormElement>(null);
  const place = draft?.region ?? region;
  useEffect(() => focusFirst(box.current), []);

  // What was typed and is no department must not go unseen.
  const [strange, setStrange] = useState(false);
  const lacks = [...(written.title.trim().length < 2 ? ['title'] : []), ...(written.text.trim().length < 2 ? ['text'] : [])];
  const untilProblem = written.until !== null && dayProblem(Math.floor((meta.now + offset(meta.now)) / DAY), written.until) !== null;
  const give = async () => {
    setAsked(true);
    if (busy) return;
    const unit = box.current?.querySelector<HTMLInputElement>('[data-field=unit] input');
    const unknown = written.unit === null && (unit?.value.trim() ?? '') !== '';
    setStrange(unknown);
    if (unknown) {
      unit?.focus();
      return;
    }
    if (untilProblem) {
      box.current?.querySelector<HTMLInputElement>('[data-field=until] input')?.focus();
      return;
    }
    if (lacks.length > 0) {
      box.current?.querySelector<HTMLElement>(`[data-field="${lacks[0]}"] :is(input, textarea)`)?.focus();
      return;
    }
    setBusy(true);
    setFault(null);
    key.current ||= crypto.randomUUID();
    try {
      const { id } = await client.tasks.open.mutate({ ...written, region: place, figure: draft, key: key.current });
      keep(EMPTY);
      void cache.invalidateQueries(trpc.tasks.list.infiniteQueryFilter());
      onMade(id);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  const change = (patch: Kept) => {
    // Other words make another task: the press before them has not made it.
    key.current = '';
    keep({ ...kept, ...patch });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void give();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composes(event.nativeEvent)) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void give();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const field = { need: true, choice: null, least: null, most: null };
  return (
    <section className={styles.case} aria-label={words.form.title}>
      <header className={styles.caseHead}>
        <Button look="plain" className={styles.back} onClick={onClose}>
          {words.back}
        </Button>
        <h2>{words.form.title}</h2>
        <span className={styles.position}>{placeOf(place)?.name ?? place}</span>
      </header>
      <div className={styles.body}>
        {figure ? <TaskFigurePart figure={figure} unmade /> : null}
        <form
          ref={box}
          className={cx(decisionStyles.form, fieldStyles.fields, own.newForm)}
          onSubmit={submit}
          onKeyDown={onKeyDown}
          aria-label={words.form.title}
          data-form="open"
        >
          <p className={fieldStyles.quiet}>{words.form.note}</p>
          <div className={cx(fieldStyles.field, asked && lacks.includes('title') && fieldStyles.wrong)} data-field="title">
            <label htmlFor="new-task-title">{`${words.form.subject} *`}</label>
            <input id="new-task-title" value={written.title} maxLength={120} autoComplete="off" onChange={(e) => change({ title: e.target.value })} />
          </div>
          <div className={cx(fieldStyles.field, asked && lacks.includes('text') && fieldStyles.wrong)} data-field="text">
            <label htmlFor="new-task-text">{`${words.form.text} *`}</label>
            <textarea
              id="new-task-text"
              rows={5}
              value={written.text}
              maxLength={5_000}
              placeholder={words.form.textHint}
              onChange={(e) => change({ text: e.target.value })}
            />
          </div>
          {draft ? null : (
            <CommandField
              field={{ ...field, name: 'origin', type: 'code', choice: ['instruction', 'plan'] }}
              value={written.origin}
              onChange={(origin) => change({ origin: origin as TaskOrigin })}
              units={units}
              tickets={NONE}
              wrong={false}
            />
          )}
          <CommandField
            field={{ ...field, need: false, name: 'unit', type: 'code' }}
            value={written.unit}
            onChange={(unit) => change({ unit: typeof unit === 'string' ? unit : null })}
            units={units}
            tickets={NONE}
            wrong={strange && written.unit === null}
          />
          <p className={fieldStyles.quiet}>{words.form.unitHint}</p>
          <CommandField
            field={{ ...field, need: false, name: 'until', type: 'date' }}
            value={written.until}
            onChange={(until) => change({ until: typeof until === 'string' ? until : null })}
            units={units}
            tickets={NONE}
            wrong={asked && untilProblem}
          />
          <p className={fieldStyles.quiet}>{words.form.untilHint}</p>
          {strange && written.unit === null ? (
            <p className={fieldStyles.problem} role="alert">
              {words.form.noUnit}
            </p>
          ) : null}
          {asked && lacks.length > 0 ? (
            <p className={fieldStyles.problem} role="alert">
              {words.form.lacks(lacks.map((l) => (l === 'title' ? words.form.subject : words.form.text)).join(locale === 'en' ? ', ' : '、'))}
            </p>
          ) : null}
          {fault ? (
            <p className={fieldStyles.problem} role="alert">
              {`${words.form.failed} · ${faultOf(fault, common).what}`}
            </p>
          ) : null}
          <footer>
            <Button type="submit" look="primary" disabled={busy}>
              {written.unit ? words.form.giveIssued : words.form.give}
            </Button>
            <Button onClick={onClose} keyName="Esc">
              {words.form.cancel}
            </Button>
          </footer>
        </form>
      </div>
    </section>
  );
}

const NONE: ReadonlyMap<number, string> = new Map();
