'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DictionaryChange, DictionaryEntry } from '../../server/wire/dictionary.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { ChangesTab } from './changes-tab.tsx';
import { DefinitionForm } from './definition-form.tsx';
import { DefinitionView } from './definition-view.tsx';
import styles from './dictionary.module.css';
import { DICTIONARY_TABS, type DictionaryUrl } from './dictionary-url.ts';
import { TargetForm } from './target-form.tsx';
import { TargetsTab } from './targets-tab.tsx';
import { type FormOf, type SetDictionaryUrl, useDictionaryWords } from './use-dictionary.ts';
import { VersionsTab } from './versions-tab.tsx';

type PaneProps = { url: DictionaryUrl; setUrl: SetDictionaryUrl; enabled: boolean; onSaid: (text: string) => void };

/** One indicator: its definition in force, what is on its way, all versions, and the targets of regions. */
export function EntryPane({ url, setUrl, enabled, onSaid }: PaneProps) {
  const words = useDictionaryWords();
  const trpc = useTRPC();
  const [form, setForm] = useState<FormOf | null>(null);
  const answer = useQuery(trpc.dictionary.get.queryOptions({ code: url.code ?? '' }, { enabled: enabled && url.code !== null }));
  const entry = answer.data;
  const state: PanelState =
    url.code === null
      ? { kind: 'empty', why: words.pick, what: words.pickWhat }
      : answer.error && !entry
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : !entry
          ? { kind: 'loading', skeleton: 'list' }
          : { kind: 'ready' };
  const name = entry ? (entry.row?.name ?? entry.changes[0]?.fields.name ?? entry.code) : words.name;
  const done = (text: string) => {
    onSaid(text);
    setForm(null);
    setUrl({ tab: 'changes' });
  };
  return (
    <Panel title={name} note={entry?.code} state={state} className={styles.pane}>
      {entry && form ? (
        form.of?.kind === 'target' || form.of === null ? (
          <TargetForm entry={entry} form={form} onDone={done} onClose={() => setForm(null)} />
        ) : (
          <DefinitionForm
            code={entry.code}
            counting={entry.counting}
            isNew={entry.row === null && entry.versions.length === 0}
            form={form}
            onDone={done}
            onClose={() => setForm(null)}
          />
        )
      ) : entry ? (
        <>
          <div className={styles.bar}>
            <Segmented
              label={words.tabsLabel}
              options={DICTIONARY_TABS.map((id) => ({ id, label: words.tabs[id] + countOf(entry, id) }))}
              value={url.tab}
              onChange={(tab) => setUrl({ tab })}
            />
            <Tools entry={entry} onForm={setForm} />
          </div>
          {url.tab === 'definition' ? <DefinitionView entry={entry} /> : null}
          {url.tab === 'changes' ? <ChangesTab entry={entry} onForm={setForm} onSaid={onSaid} /> : null}
          {url.tab === 'versions' ? <VersionsTab entry={entry} /> : null}
          {url.tab === 'targets' ? <TargetsTab entry={entry} onForm={setForm} /> : null}
        </>
      ) : null}
    </Panel>
  );
}

const openOf = (entry: DictionaryEntry): DictionaryChange[] => entry.changes.filter((c) => c.state === 'draft' || c.state === 'submitted');

function countOf(entry: DictionaryEntry, tab: DictionaryUrl['tab']): string {
  const count = tab === 'changes' ? openOf(entry).length : tab === 'versions' ? entry.versions.length : tab === 'targets' ? entry.targets.length : 0;
  return count > 0 ? ` ${count}` : '';
}

/** The beginnings of changes, for who may. */
function Tools({ entry, onForm }: { entry: DictionaryEntry; onForm: (form: FormOf) => void }) {
  const words = useDictionaryWords();
  const newest = entry.versions[0];
  const drafted = openOf(entry).some((c) => c.mine && c.of.kind === 'definition');
  return (
    <span className={styles.actions}>
      {entry.may.draft && newest && !drafted ? (
        <Button
          look="primary"
          onClick={() => onForm({ of: { kind: 'definition', code: entry.code }, id: null, base: newest.version, fields: newest.fields, note: '', known: true })}
        >
          {words.edit}
        </Button>
      ) : null}
      {entry.may.draftIn.length > 0 && entry.row ? (
        <Button onClick={() => onForm({ of: null, id: null, base: 0, fields: { comparator: '>=' }, note: '', known: false })}>{words.newTarget}</Button>
      ) : null}
    </span>
  );
}
