'use client';
import { type ReactNode, useId } from 'react';
import type { KnowledgeDesk } from '../../server/wire/knowledge.ts';
import { useConsole } from '../figure/console-context.tsx';
import type { Draft } from './draft.ts';
import { CategoryOptions, DepartmentOptions, RegionOptions } from './filters.tsx';
import styles from './knowledge.module.css';
import { useKnowledgeWords } from './use-knowledge.ts';

type EditorFieldsProps = { draft: Draft; desk: KnowledgeDesk; badSpan: boolean; onChange: (patch: Partial<Draft>) => void };

/** The fields of an entry; regions and departments as far as one may write in them. */
export function EditorFields({ draft, desk, badSpan, onChange }: EditorFieldsProps) {
  const words = useKnowledgeWords();
  const text = (field: 'title' | 'question' | 'answer' | 'keywords' | 'source') => ({
    value: draft[field],
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
  });
  return (
    <>
      <Field label={words.fields.title}>{(id) => <input id={id} required maxLength={120} placeholder={words.titleHint} {...text('title')} />}</Field>
      <Field label={words.question}>{(id) => <textarea id={id} rows={2} maxLength={500} placeholder={words.questionHint} {...text('question')} />}</Field>
      <Field label={words.answer}>{(id) => <textarea id={id} rows={7} required maxLength={10_000} placeholder={words.answerHint} {...text('answer')} />}</Field>
      <Field label={words.keywords}>{(id) => <input id={id} maxLength={440} placeholder={words.keywordsHint} {...text('keywords')} />}</Field>
      <Field label={words.source}>{(id) => <input id={id} maxLength={500} placeholder={words.sourceHint} {...text('source')} />}</Field>
      <Places draft={draft} desk={desk} onChange={onChange} />
      <div className={styles.pair}>
        <Field label={words.fromDay}>
          {(id) => <input id={id} type="date" value={draft.fromDay} aria-invalid={badSpan} onChange={(event) => onChange({ fromDay: event.target.value })} />}
        </Field>
        <Field label={words.untilDay}>
          {(id) => <input id={id} type="date" value={draft.untilDay} aria-invalid={badSpan} onChange={(event) => onChange({ untilDay: event.target.value })} />}
        </Field>
      </div>
      {badSpan ? (
        <p className={styles.fault} role="alert">
          {words.badSpan}
        </p>
      ) : null}
    </>
  );
}

function Places({ draft, desk, onChange }: Omit<EditorFieldsProps, 'badSpan'>) {
  const words = useKnowledgeWords();
  const { lineage, region } = useConsole();
  const tops = desk.parts.map((part) => part.region);
  const line = lineage(draft.region).map((r) => r.adcode);
  const parts = desk.parts.filter((part) => part.region === draft.region || line.includes(part.region));
  const all = parts.some((part) => part.departments === null);
  const departments = all ? null : parts.flatMap((part) => part.departments ?? []);
  return (
    <>
      <div className={styles.pair}>
        <Field label={words.region}>
          {(id) => (
            <select id={id} value={draft.region} onChange={(event) => onChange({ region: event.target.value })}>
              {region(draft.region) === null ? <option value={draft.region}>{draft.region}</option> : null}
              <RegionOptions within={tops} />
            </select>
          )}
        </Field>
        <Field label={words.department}>
          {(id) => (
            <select id={id} value={draft.department} onChange={(event) => onChange({ department: event.target.value })}>
              {all ? <option value="">{words.noDepartment}</option> : null}
              <DepartmentOptions within={departments} />
            </select>
          )}
        </Field>
      </div>
      <Field label={words.category}>
        {(id) => (
          <select id={id} value={draft.category} onChange={(event) => onChange({ category: event.target.value })}>
            <option value="">{words.noClass}</option>
            <CategoryOptions />
          </select>
        )}
      </Field>
    </>
  );
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
