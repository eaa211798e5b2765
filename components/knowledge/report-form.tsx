'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { KnowledgeEntry } from '../../server/wire/knowledge.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import styles from './knowledge.module.css';
import { useFaultText, useKnowledgeRefresh, useKnowledgeWords } from './use-knowledge.ts';

type ReportFormProps = { entry: KnowledgeEntry; onDone: (text: string) => void; onCancel: () => void };

/** 纠错: what is wrong with the entry, to whoever looks after it. */
export function ReportForm({ entry, onDone, onCancel }: ReportFormProps) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const refresh = useKnowledgeRefresh();
  const faultText = useFaultText();
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const send = useMutation(
    trpc.knowledge.report.mutationOptions({
      onSuccess: () => {
        refresh();
        onDone(words.sent);
      },
      onError: (error) => setFault(error.data?.code === 'TOO_MANY_REQUESTS' ? words.tooMany : faultText(error)),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') send.mutate({ entry: entry.id, version: entry.version, text: text.trim() });
  };
  return (
    <form className={styles.sure} onSubmit={submit}>
      <label className={styles.field}>
        <span>{words.reportTitle}</span>
        <textarea rows={4} required maxLength={1_000} value={text} placeholder={words.reportHint} onChange={(event) => setText(event.target.value)} />
      </label>
      {fault ? (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={send.isPending || text.trim() === ''}>
          {words.send}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </form>
  );
}
