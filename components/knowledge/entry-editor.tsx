'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { redact } from '../../server/core/privacy/redact.ts';
import type { KnowledgeContent, KnowledgeDesk, KnowledgeEntry } from '../../server/wire/knowledge.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { contentOf, type Draft, draftOf } from './draft.ts';
import { EditorFields } from './editor-fields.tsx';
import { Facts, Texts } from './entry-view.tsx';
import styles from './knowledge.module.css';
import { lostTo, useFaultText, useKnowledgeRefresh, useKnowledgeWords } from './use-knowledge.ts';

type EntryEditorProps = { entry: KnowledgeEntry | null; desk: KnowledgeDesk; onDone: (id: number, text: string) => void; onCancel: () => void };

/**
 * Writes an entry or its next version, with a preview of what will be stored: personal numbers are shown as they will be.
 * Who comes second is told who was first, and keeps what he typed.
 */
export function EntryEditor({ entry, desk, onDone, onCancel }: EntryEditorProps) {
  const words = useKnowledgeWords();
  const { offset } = useConsole();
  const part = desk.parts[0];
  // The entry as it was when the form was opened: what arrives meanwhile must not pass for what was read.
  const [base] = useState(entry);
  const [draft, setDraft] = useState<Draft>(() => draftOf(base, part?.region ?? '', part?.departments?.[0] ?? '', offset));
  const [note, setNote] = useState('');
  const content = contentOf(draft, base, offset);
  const badSpan = content.from !== null && content.until !== null && content.until <= content.from;
  const ready = content.title !== '' && content.answer !== '' && content.region !== '' && !badSpan;
  const save = useSave(base, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save.run(content, note.trim(), true);
  };
  return (
    <form className={styles.editor} onSubmit={submit}>
      <h2>{base ? words.editTitle(base.version + 1) : words.createTitle}</h2>
      <EditorFields draft={draft} desk={desk} badSpan={badSpan} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <label className={styles.field}>
        <span>{words.whyChanged}</span>
        <input maxLength={200} value={note} placeholder={words.whyChangedHint} onChange={(event) => setNote(event.target.value)} />
      </label>
      {save.fault ? (
        <p className={styles.fault} role="alert">
          {save.fault} {save.lost ? <Button onClick={onCancel}>{words.reload}</Button> : null}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={!ready || save.pending}>
          {base ? words.saveVersion : words.createPublished}
        </Button>
        {base ? null : (
          <Button disabled={!ready || save.pending} onClick={() => save.run(content, note.trim(), false)}>
            {words.saveDraft}
          </Button>
        )}
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
      <Preview content={content} />
    </form>
  );
}

function useSave(base: KnowledgeEntry | null, onDone: (id: number, text: string) => void) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const refresh = useKnowledgeRefresh();
  const faultText = useFaultText();
  const [fault, setFault] = useState<{ text: string; lost: boolean } | null>(null);
  const onError = (error: unknown) => {
    setFault({ text: faultText(error), lost: lostTo(error) !== null });
    refresh();
  };
  const done = (id: number, version: number, redacted: number) => {
    refresh();
    onDone(id, words.saved(version, redacted));
  };
  const create = useMutation(trpc.knowledge.create.mutationOptions({ onError, onSuccess: ({ id, version, redacted }) => done(id, version, redacted) }));
  const change = useMutation(trpc.knowledge.change.mutationOptions({ onError, onSuccess: ({ version, redacted }, { id }) => done(id, version, redacted) }));
  const run = (content: KnowledgeContent, note: string, publish: boolean) => {
    setFault(null);
    if (base) change.mutate({ id: base.id, version: base.version, content, note });
    else create.mutate({ content, publish, note });
  };
  return { run, pending: create.isPending || change.isPending, fault: fault?.text ?? null, lost: fault?.lost ?? false };
}

function Preview({ content }: { content: KnowledgeContent }) {
  const words = useKnowledgeWords();
  let found = 0;
  const clean = (text: string) => {
    const { text: shown, found: numbers } = redact(text);
    found += numbers.length;
    return shown;
  };
  const { title, question, answer, keywords, source } = content;
  const shown = { ...content, title: clean(title), question: clean(question), answer: clean(answer), keywords: keywords.map(clean), source: clean(source) };
  return (
    <section className={styles.preview} aria-label={words.preview}>
      <h3>
        {words.preview} <small>{words.previewNote(found)}</small>
      </h3>
      <h4>{shown.title || words.titleHint}</h4>
      <Texts content={shown} query="" />
      <Facts content={shown} />
    </section>
  );
}
