'use client';
import { COUNT_FIELDS, type DefinitionField, WORD_FIELDS } from '../../server/core/indicator/definition-text.ts';
import type { DictionaryEntry } from '../../server/wire/dictionary.ts';
import { Tag } from '../ui/tag.tsx';
import styles from './dictionary.module.css';
import { useFieldText } from './field-text.ts';
import { useDictionaryWords, useStamp } from './use-dictionary.ts';

/** The definition in force, all of it; what is not said is named, and not left out. */
export function DefinitionView({ entry }: { entry: DictionaryEntry }) {
  const words = useDictionaryWords();
  const text = useFieldText();
  const stamp = useStamp();
  const held = entry.versions.find((v) => v.version === entry.version) ?? null;
  const later = entry.versions.filter((v) => v.from !== null && v.from > entry.now);
  const fields = held?.fields ?? entry.changes.find((c) => c.of.kind === 'definition')?.fields ?? {};
  const rows: [DefinitionField, string][] = [
    ...WORD_FIELDS.map((field): [DefinitionField, string] => [field, text(field, fields[field] ?? '')]),
    ...COUNT_FIELDS.map((field): [DefinitionField, string] => [field, text(field, entry.counting[field] ?? '')]),
  ];
  const always: readonly DefinitionField[] = ['definition', 'caliber', 'formula', 'responsible', 'baselineValue', 'rangeKind'];
  return (
    <div className={styles.view}>
      <p className={styles.tags} data-version={entry.version ?? ''}>
        <Tag look={entry.version === null ? 'dashed' : 'outline'}>
          {entry.version === null ? words.notYet : entry.version === 0 ? words.given : words.versionNo(entry.version)}
        </Tag>
        {held?.from ? <span>{words.since(stamp(held.from).slice(0, 10))}</span> : null}
        {held?.by ? (
          <span>
            {held.by} · {held.approvedBy}
          </span>
        ) : null}
        {later.map((v) => (
          <Tag key={v.version} look="dashed">
            {words.next(v.version, stamp(v.from ?? 0).slice(0, 10))}
          </Tag>
        ))}
      </p>
      {entry.missing.length > 0 ? (
        <p className={styles.gaps} data-missing>
          {entry.missing.map((m) => words.missing[m]).join('、')}
        </p>
      ) : null}
      <dl className={styles.facts}>
        {rows.flatMap(([field, said]) =>
          said === '' && !always.includes(field)
            ? []
            : [
                <div key={field}>
                  <dt>{words.fields[field]}</dt>
                  <dd>{said === '' ? <span className={styles.unsaid}>{words.unsaid}</span> : said}</dd>
                </div>,
              ],
        )}
      </dl>
    </div>
  );
}
