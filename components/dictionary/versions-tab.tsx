'use client';
import { useState } from 'react';
import { changedFields } from '../../server/core/indicator/definition-text.ts';
import type { DictionaryEntry, DictionaryVersion } from '../../server/wire/dictionary.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './dictionary.module.css';
import { Differences } from './differences.tsx';
import { useDictionaryWords, useStamp } from './use-dictionary.ts';

/** All versions of a definition, and the difference of any two. */
export function VersionsTab({ entry }: { entry: DictionaryEntry }) {
  const words = useDictionaryWords();
  const newest = entry.versions[0]?.version ?? 0;
  const [pair, setPair] = useState<[number, number]>([entry.versions[1]?.version ?? 0, newest]);
  if (entry.versions.length === 0)
    return (
      <div className={styles.blank}>
        <PanelStateBody state={{ kind: 'empty', why: words.noVersions }} />
      </div>
    );
  const find = (n: number) => entry.versions.find((v) => v.version === n) ?? entry.versions[0];
  const [before, after] = [find(pair[0]), find(pair[1])];
  const choice = (at: 0 | 1, label: string) => (
    <label className={styles.inline}>
      <span>{label}</span>
      <select value={pair[at]} onChange={(event) => setPair(at === 0 ? [Number(event.target.value), pair[1]] : [pair[0], Number(event.target.value)])}>
        {entry.versions.map((v) => (
          <option key={v.version} value={v.version}>
            {v.version === 0 ? words.given : words.versionNo(v.version)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className={styles.view}>
      <VersionTable versions={entry.versions} inForce={entry.version} />
      <section className={styles.section} aria-label={words.compare} data-compare>
        <div className={styles.filters}>
          {choice(0, words.before)}
          {choice(1, words.after)}
        </div>
        {before && after ? <Differences before={before.fields} after={after.fields} fields={changedFields(before.fields, after.fields)} /> : null}
      </section>
    </div>
  );
}

/** Versions with who, when and why. */
export function VersionTable({ versions, inForce }: { versions: readonly DictionaryVersion[]; inForce: number | null }) {
  const words = useDictionaryWords();
  const stamp = useStamp();
  const columns: Column<DictionaryVersion>[] = [
    {
      id: 'version',
      head: words.version,
      rowHead: true,
      cell: (v) => (
        <span className={styles.named}>
          {v.version === 0 ? words.given : words.versionNo(v.version)}
          {v.version === inForce ? <Tag>{words.inForce}</Tag> : null}
        </span>
      ),
    },
    { id: 'from', head: words.validFrom, cell: (v) => (v.from === null ? '—' : stamp(v.from)) },
    {
      id: 'by',
      head: words.by,
      cell: (v) => (
        <span className={styles.named}>
          {v.by ? `${v.by} · ${v.approvedBy ?? '—'}` : '—'}
          {v.at === null ? null : <small>{stamp(v.at)}</small>}
        </span>
      ),
    },
    {
      id: 'why',
      head: words.why,
      cell: (v) => (
        <span className={styles.named}>
          {v.note ?? '—'}
          {v.reason ? <small>{v.reason}</small> : null}
        </span>
      ),
    },
  ];
  return <DataTable caption={words.tabs.versions} captionHidden rows={[...versions]} rowKey={(v) => String(v.version)} columns={columns} />;
}
