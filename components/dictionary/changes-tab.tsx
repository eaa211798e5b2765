'use client';
import { type FormEvent, useState } from 'react';
import { dateOfDay, dayOf, dayOfDate, instantOf } from '../../server/core/calendar/calendar.ts';
import { changedFields, putOn } from '../../server/core/indicator/definition-text.ts';
import { changedTarget } from '../../server/core/indicator/target-text.ts';
import type { DictionaryChange, DictionaryEntry } from '../../server/wire/dictionary.ts';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './dictionary.module.css';
import { Differences } from './differences.tsx';
import { useFieldName } from './field-text.ts';
import { type FormOf, type Steps, useDictionaryWords, useStamp, useSteps } from './use-dictionary.ts';

type TabProps = { entry: DictionaryEntry; onForm: (form: FormOf) => void; onSaid: (text: string) => void };

/** Every change of the indicator that is open or was given back, newest first: who, when, why, what it changes, and the next step. */
export function ChangesTab({ entry, onForm, onSaid }: TabProps) {
  const words = useDictionaryWords();
  const steps = useSteps(onSaid);
  const shown = entry.changes.filter((c) => c.state !== 'published');
  if (shown.length === 0)
    return (
      <div className={styles.blank}>
        <PanelStateBody state={{ kind: 'empty', why: words.noChanges, what: words.noChangesWhat }} />
      </div>
    );
  return (
    <ul className={styles.changes}>
      {shown.map((change) => (
        <li key={change.id}>
          <Change change={change} entry={entry} steps={steps} onForm={onForm} />
        </li>
      ))}
    </ul>
  );
}

function baseFields(entry: DictionaryEntry, { of, base }: DictionaryChange): Readonly<Record<string, string>> {
  if (of.kind === 'definition') return entry.versions.find((v) => v.version === base)?.fields ?? {};
  const course = entry.targets.find((t) => t.region === of.region && t.period === of.period && t.path === of.path);
  return course?.versions.find((v) => v.version === base)?.fields ?? {};
}

function newestOf(entry: DictionaryEntry, { of }: DictionaryChange): { version: number; fields: Readonly<Record<string, string>> } {
  const versions =
    of.kind === 'definition' ? entry.versions : entry.targets.find((t) => t.region === of.region && t.period === of.period && t.path === of.path)?.versions;
  return versions?.[0] ?? { version: 0, fields: {} };
}

type ChangeProps = { change: DictionaryChange; entry: DictionaryEntry; steps: Steps; onForm: TabProps['onForm'] };

function Change({ change, entry, steps, onForm }: ChangeProps) {
  const words = useDictionaryWords();
  const stamp = useStamp();
  const name = useFieldName();
  const { of, state, stale } = change;
  const base = baseFields(entry, change);
  const changed = of.kind === 'definition' ? changedFields(base, change.fields) : changedTarget(base, change.fields);
  return (
    <article className={styles.change} data-change={change.id} data-change-state={state}>
      <header className={styles.tags}>
        <Tag look={state === 'submitted' ? 'inverted' : state === 'draft' ? 'dashed' : 'outline'}>{words.states[state]}</Tag>
        <b>{of.kind === 'definition' ? words.tabs.definition : words.ofTarget(change.regionName ?? of.region, of.period)}</b>
        <span className={styles.unsaid}>{words.onVersion(change.base)}</span>
      </header>
      <p className={styles.who}>
        {[
          words.draftedBy(change.by, stamp(change.savedAt)),
          change.submittedAt === null ? null : words.sentAt(stamp(change.submittedAt)),
          change.decidedBy && change.decidedAt !== null ? words.decidedBy(words.states[state], change.decidedBy, stamp(change.decidedAt)) : null,
        ]
          .filter(Boolean)
          .join('；')}
      </p>
      {change.note ? (
        <p>
          {words.why}：{change.note}
        </p>
      ) : null}
      {change.reason ? (
        <p>
          {words.reason}：{change.reason}
        </p>
      ) : null}
      {change.faults.length > 0 ? (
        <ul className={styles.faults}>
          {change.faults.map((f) => (
            <li key={`${f.field} ${f.fault}`}>
              {name(f.field)}：{words.faults[f.fault]}
            </li>
          ))}
        </ul>
      ) : null}
      {stale ? (
        <div className={styles.said} data-stale>
          <p>{words.stale(stale.version, stale.by, stamp(stale.at))}</p>
          {stale.both.length > 0 ? <p>{words.staleBoth(stale.both.map(name).join('、'))}</p> : null}
          <Differences before={stale.fields} after={change.fields} fields={stale.changed} />
        </div>
      ) : (
        <Differences before={base} after={change.fields} fields={changed} />
      )}
      <Actions change={change} entry={entry} steps={steps} onForm={onForm} />
    </article>
  );
}

type Asked = 'withdraw' | 'publish' | 'giveBack';

function Actions({ change, entry, steps, onForm }: ChangeProps) {
  const words = useDictionaryWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { of, state, mine, stale } = change;
  const open = state === 'draft' || state === 'submitted';
  const decides = state === 'submitted' && (of.kind === 'definition' ? entry.may.approve : entry.may.approveIn.length > 0);
  const goOn: FormOf = { of, id: state === 'draft' ? change.id : null, base: change.base, fields: change.fields, note: change.note, known: true };
  const newest = newestOf(entry, change);
  // What was given back is begun again on the newest version, without taking back what others changed since.
  const again = of.kind === 'definition' ? putOn(baseFields(entry, change), change.fields, newest.fields).fields : change.fields;
  if (asked) return <Ask change={change} asked={asked} steps={steps} onClose={() => setAsked(null)} />;
  return (
    <span className={styles.actions}>
      {state === 'draft' && mine ? (
        <>
          <Button look={stale ? 'primary' : 'default'} onClick={() => onForm(stale ? { ...goOn, base: newest.version, fields: stale.fields } : goOn)}>
            {stale ? words.putOn : words.goOn}
          </Button>
          <Button look="primary" disabled={steps.busy || stale !== null || change.faults.length > 0} onClick={() => steps.submit.mutate({ id: change.id })}>
            {words.send}
          </Button>
        </>
      ) : null}
      {decides ? (
        <>
          <Button look="primary" disabled={mine || stale !== null || change.faults.length > 0} onClick={() => setAsked('publish')}>
            {words.publish}
          </Button>
          <Button disabled={mine} onClick={() => setAsked('giveBack')}>
            {words.giveBack}
          </Button>
          {mine ? <small>{words.fourEyes}</small> : null}
        </>
      ) : null}
      {open && mine ? <Button onClick={() => setAsked('withdraw')}>{words.withdraw}</Button> : null}
      {!open && mine ? <Button onClick={() => onForm({ ...goOn, base: newest.version, fields: again })}>{words.again}</Button> : null}
    </span>
  );
}

type AskProps = { change: DictionaryChange; asked: Asked; steps: Steps; onClose: () => void };

/** The reason of a step, and of a publication from when on it holds. */
function Ask({ change: { id }, asked, steps, onClose }: AskProps) {
  const words = useDictionaryWords();
  const { meta, offset } = useConsole();
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const today = dateOfDay(dayOf({ zone: offset }, meta.now));
  const needed = asked !== 'publish';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = reason.trim();
    if (needed && text === '') return;
    if (asked === 'withdraw') steps.withdraw.mutate({ id, reason: text });
    else if (asked === 'giveBack') steps.giveBack.mutate({ id, reason: text });
    else steps.publish.mutate({ id, reason: text, from: day === '' || day === today ? null : instantOf({ zone: offset }, dayOfDate(day), 0) });
    onClose();
  };
  return (
    <form className={styles.ask} data-form={asked} onSubmit={submit}>
      {asked === 'publish' ? (
        <label className={styles.field}>
          <span>{words.validFrom}</span>
          <input type="date" value={day} min={today} max="2099-12-31" onChange={(event) => setDay(event.target.value)} />
          <small>{words.validFromHint}</small>
        </label>
      ) : null}
      <label className={styles.field}>
        <span>{needed ? words.reason : words.basis}</span>
        <input required={needed} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <span className={styles.actions}>
        <Button type="submit" look="primary" disabled={steps.busy || (needed && reason.trim() === '')}>
          {words[asked]}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </span>
    </form>
  );
}
