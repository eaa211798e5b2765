'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { KnowledgeEntry } from '../../server/wire/knowledge.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import styles from './knowledge.module.css';
import { type SetKnowledgeUrl, useFaultText, useKnowledgeRefresh, useKnowledgeWords } from './use-knowledge.ts';

type EntryActionsProps = { entry: KnowledgeEntry; setUrl: SetKnowledgeUrl; onSaid: (text: string) => void };

/** What may be done with an entry: report it, and for its editors change, publish or withdraw it. */
export function EntryActions({ entry, setUrl, onSaid }: EntryActionsProps) {
  const words = useKnowledgeWords();
  const [asked, setAsked] = useState(false);
  const { set, pending } = useSetStatus(entry, onSaid, () => setAsked(false));
  if (asked) return <WithdrawForm pending={pending} onCancel={() => setAsked(false)} onSure={(note) => set('withdrawn', note)} />;
  return (
    <div className={styles.actions}>
      {entry.editable ? (
        <>
          <Button look="primary" onClick={() => setUrl({ mode: { kind: 'edit' } })}>
            {words.edit}
          </Button>
          {entry.status === 'published' ? (
            <Button onClick={() => setAsked(true)}>{words.withdraw}</Button>
          ) : (
            <Button disabled={pending} onClick={() => set('published', '')}>
              {entry.status === 'draft' ? words.publish : words.again}
            </Button>
          )}
        </>
      ) : null}
      <Button onClick={() => setUrl({ mode: { kind: 'report' } })}>{words.report}</Button>
    </div>
  );
}

function useSetStatus(entry: KnowledgeEntry, onSaid: (text: string) => void, onDone: () => void) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const refresh = useKnowledgeRefresh();
  const faultText = useFaultText();
  const mutation = useMutation(
    trpc.knowledge.setStatus.mutationOptions({
      onSuccess: (_, { status }) => {
        onSaid(status === 'withdrawn' ? words.withdrawn : words.published);
        onDone();
      },
      onError: (error) => onSaid(faultText(error)),
      onSettled: refresh,
    }),
  );
  const { id, version } = entry;
  return { pending: mutation.isPending, set: (status: 'published' | 'withdrawn', note: string) => mutation.mutate({ id, version, status, note }) };
}

type WithdrawFormProps = { pending: boolean; onCancel: () => void; onSure: (note: string) => void };

function WithdrawForm({ pending, onCancel, onSure }: WithdrawFormProps) {
  const words = useKnowledgeWords();
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() !== '') onSure(note.trim());
  };
  return (
    <form className={styles.sure} onSubmit={submit}>
      <label className={styles.field}>
        <span>{words.reason}</span>
        <input required maxLength={200} value={note} placeholder={words.reasonHint} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={pending || note.trim() === ''}>
          {words.withdraw}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </form>
  );
}
