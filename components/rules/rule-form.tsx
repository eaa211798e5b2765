'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dayOfDate, instantOf } from '../../server/core/calendar/calendar.ts';
import { RuleDraft, type RuleEntry } from '../../server/wire/rule.ts';
import type { RuleList } from '../../server/wire/rule-view.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { RulePreview } from './rule-preview.tsx';
import { valueText, whereText } from './rule-text.ts';
import styles from './rules.module.css';
import { ScopeFields } from './scope-fields.tsx';
import { SourceFields } from './source-fields.tsx';
import { useDay } from './use-force.ts';
import { useRulesFault, useRulesRefresh, useRulesWords } from './use-rules.ts';
import { ValueFields } from './value-fields.tsx';

type Props = { list: RuleList; base: RuleEntry; copy: boolean; onDone: (id: string, said: string) => void };

/** The next version of a rule, or a special one beside it: looked at before it is written. */
export function RuleForm({ list, base, copy, onDone }: Props) {
  const words = useRulesWords();
  const { offset } = useConsole();
  const day = useDay();
  const trpc = useTRPC();
  const refresh = useRulesRefresh();
  const faultText = useRulesFault();
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(base, list, copy));
  const [from, setFrom] = useState(day(list.now));
  const [until, setUntil] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const instant = (date: string) => instantOf({ zone: offset }, dayOfDate(date), 0);
  const parsed = RuleDraft.safeParse({ ...draft, from: from === '' ? null : instant(from), until: until === '' ? null : instant(until) });
  const sound = parsed.success && (until === '' || until > from) ? parsed.data : null;
  const save = useMutation(
    trpc.rule.save.mutationOptions({
      onSuccess: ({ id, version }) => {
        refresh();
        onDone(id, words.saved(version));
      },
      onError: (error) => {
        refresh();
        setFault(faultText(error));
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sound && note.trim() !== '') save.mutate({ replaces: copy ? null : base.version, draft: sound, note: note.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.hint}>{copy ? words.copyHint : `${whereText(base.where, words, list)}：${valueText(base, words)}`}</p>
      {copy ? <ScopeFields list={list} where={draft.where} onChange={(where) => setDraft({ ...draft, where })} /> : null}
      <ValueFields draft={draft} onChange={setDraft} />
      <div className={styles.pair}>
        <DateField label={words.fromDay} value={from} required onChange={setFrom} />
        <DateField label={words.untilDay} value={until} onChange={setUntil} />
      </div>
      <p className={styles.hint}>{words.untilHint}</p>
      <SourceFields list={list} source={draft.source} onChange={(source) => setDraft({ ...draft, source })} />
      {sound ? <RulePreview draft={sound} /> : <p className={styles.fault}>{words.faulty}</p>}
      <label className={styles.field}>
        <span>{words.decision}</span>
        <input required maxLength={200} value={note} placeholder={words.decisionHint} onChange={(event) => setNote(event.target.value)} />
      </label>
      {fault ? (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={!sound || note.trim() === '' || save.isPending}>
          {words.save}
        </Button>
        <Button onClick={() => setDraft(draftOf(base, list, copy))}>{words.again}</Button>
      </div>
    </form>
  );
}

function DateField({ label, value, required = false, onChange }: { label: string; value: string; required?: boolean; onChange: (date: string) => void }) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input type="date" required={required} min="2000-01-01" max="2099-12-31" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

/** A special rule has an id of its own; whoever manages a part of the province begins with that part. */
function draftOf({ origin: _, paper, by: _by, at: _at, note: _note, ...row }: RuleEntry, list: RuleList, copy: boolean): RuleDraft {
  const draft = RuleDraft.parse({ ...row, source: paper });
  if (!copy) return draft;
  const part = list.manages?.includes(list.root) ? {} : { region: list.manages?.[0] };
  return { ...draft, id: `${draft.id.slice(0, 40)}.${list.now.toString(36)}`, version: 1, where: { ...draft.where, ...part } };
}
