'use client';
import type { RuleSourceRef } from '../../server/wire/rule.ts';
import type { RuleList } from '../../server/wire/rule-view.ts';
import { Choice } from './fields.tsx';
import styles from './rules.module.css';
import { useRulesWords } from './use-rules.ts';

const OTHER = ':other';

/** Who says so: a document of the profile with the line in it, another one by name, or nobody. */
export function SourceFields({ list, source, onChange }: { list: RuleList; source: RuleSourceRef; onChange: (source: RuleSourceRef) => void }) {
  const words = useRulesWords();
  const chosen = source === null ? '' : typeof source === 'string' ? OTHER : source.document;
  return (
    <>
      <Choice
        label={words.sourceDocument}
        value={chosen}
        options={[...list.documents, { id: OTHER, name: words.otherDocument }]}
        any={words.productDefault}
        onChange={(id) => onChange(id === null ? null : id === OTHER ? '' : { document: id, line: null })}
      />
      {source === null ? null : (
        <label className={styles.field}>
          <span>{typeof source === 'string' ? words.lineOrClause : words.clause}</span>
          <input
            maxLength={200}
            required={typeof source === 'string'}
            value={typeof source === 'string' ? source : String(source.line ?? '')}
            onChange={(event) =>
              onChange(typeof source === 'string' ? event.target.value : { ...source, line: event.target.value === '' ? null : event.target.value })
            }
          />
        </label>
      )}
    </>
  );
}
