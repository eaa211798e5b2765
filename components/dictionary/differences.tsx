'use client';
import { diffText } from '../../server/core/knowledge/diff.ts';
import styles from './dictionary.module.css';
import { useFieldName, useFieldText } from './field-text.ts';
import { useDictionaryWords } from './use-dictionary.ts';

type Fields = Readonly<Record<string, string>>;

/** Of each field that differs what went out and what came in. */
export function Differences({ before, after, fields }: { before: Fields; after: Fields; fields: readonly string[] }) {
  const words = useDictionaryWords();
  const name = useFieldName();
  const text = useFieldText();
  if (fields.length === 0) return <p className={styles.unsaid}>{words.same}</p>;
  return (
    <dl className={styles.diff}>
      {fields.map((field) => (
        <div key={field} data-field={field}>
          <dt>{name(field)}</dt>
          <dd>
            <Difference before={text(field, before[field] ?? '')} after={text(field, after[field] ?? '')} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Difference({ before, after }: { before: string; after: string }) {
  let at = 0;
  const pieces = diffText(before, after).map((piece) => ({ ...piece, at: at++ }));
  return pieces.map(({ kind, text, at: key }) =>
    text === '' ? null : kind === 'same' ? <span key={key}>{text}</span> : kind === 'out' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>,
  );
}
