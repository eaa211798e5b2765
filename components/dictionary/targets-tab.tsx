'use client';
import { useState } from 'react';
import type { DictionaryEntry, RegionTarget } from '../../server/wire/dictionary.ts';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import styles from './dictionary.module.css';
import { useFieldText } from './field-text.ts';
import { type FormOf, useDictionaryWords, useStamp } from './use-dictionary.ts';
import { VersionTable } from './versions-tab.tsx';

/** The targets that documents print for all, and those of single regions by period, each with its versions and source. */
export function TargetsTab({ entry, onForm }: { entry: DictionaryEntry; onForm: (form: FormOf) => void }) {
  const words = useDictionaryWords();
  const text = useFieldText();
  const stamp = useStamp();
  const [open, setOpen] = useState<string | null>(null);
  const keyOf = (t: RegionTarget) => `${t.region} ${t.period} ${t.path}`;
  const unit = entry.row?.unit ?? '';
  const said = (fields: Readonly<Record<string, string>>) => `${text('comparator', fields.comparator ?? '')} ${fields.value ?? ''} ${unit}`;
  const printed = (entry.row?.targets ?? []).map((t, i) => ({ ...t, key: String(i) }));
  const chosen = entry.targets.find((t) => keyOf(t) === open) ?? null;
  const columns: Column<RegionTarget>[] = [
    { id: 'region', head: words.targetFields.region, rowHead: true, cell: (t) => t.regionName },
    { id: 'period', head: words.targetFields.period, cell: (t) => (t.path ? `${t.period} · ${t.path}` : t.period) },
    {
      id: 'value',
      head: words.targetFields.value,
      cell: (t) => {
        const held = t.versions.find((v) => v.version === t.inForce);
        const shown = held ?? t.versions[0];
        const last = t.versions[0];
        return (
          <span className={styles.named}>
            {shown && shown.fields.ended !== 'yes' ? said(shown.fields) : '—'}
            <small>
              {held
                ? words.versionNo(held.version)
                : last?.fields.ended === 'yes' && (last.from ?? 0) <= entry.now
                  ? words.ended
                  : words.next(last?.version ?? 0, stamp(last?.from ?? 0).slice(0, 10))}
            </small>
          </span>
        );
      },
    },
    {
      id: 'source',
      head: words.targetFields.document,
      cell: (t) => {
        const fields = (t.versions.find((v) => v.version === t.inForce) ?? t.versions[0])?.fields ?? {};
        return `${text('document', fields.document ?? '')} ${fields.place ?? ''}`;
      },
    },
  ];
  const begin = (t: RegionTarget, ended: boolean) => {
    const newest = t.versions[0];
    const of = { kind: 'target', code: entry.code, region: t.region, period: t.period, path: t.path } as const;
    onForm({ of, id: null, base: newest?.version ?? 0, fields: { ...newest?.fields, ended: ended ? 'yes' : '' }, note: '', known: true });
  };
  return (
    <div className={styles.view}>
      <DataTable
        caption={words.printed}
        rows={printed}
        rowKey={(t) => t.key}
        empty={words.missing.target}
        columns={[
          { id: 'period', head: words.targetFields.period, rowHead: true, cell: (t) => (t.path ? `${t.period} · ${t.path}` : t.period) },
          { id: 'value', head: words.targetFields.value, cell: (t) => said({ comparator: t.comparator, value: String(t.value) }) },
          { id: 'source', head: words.targetFields.document, cell: (t) => `${text('document', t.source.document)} ${t.source.line ?? ''}` },
        ]}
      />
      <DataTable
        caption={words.tabs.targets}
        rows={entry.targets}
        rowKey={keyOf}
        columns={columns}
        empty={`${words.noTargets}：${words.noTargetsWhat}`}
        selectedKey={open}
        onSelect={(key) => setOpen(key === open ? null : key)}
      />
      {chosen ? (
        <section className={styles.section} aria-label={words.ofTarget(chosen.regionName, chosen.period)}>
          <h3>{words.ofTarget(chosen.regionName, chosen.period)}</h3>
          {entry.may.draftIn.length > 0 ? (
            <span className={styles.actions}>
              <Button onClick={() => begin(chosen, false)}>{words.setTarget}</Button>
              {chosen.inForce === null ? null : <Button onClick={() => begin(chosen, true)}>{words.endTarget}</Button>}
            </span>
          ) : null}
          <VersionTable versions={chosen.versions} inForce={chosen.inForce} />
        </section>
      ) : null}
    </div>
  );
}
