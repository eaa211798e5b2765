'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KnowledgeDesk, KnowledgeEntry } from '../../server/wire/knowledge.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { ComparePane } from './compare-pane.tsx';
import { EntryActions } from './entry-actions.tsx';
import { EntryEditor } from './entry-editor.tsx';
import { EntryView } from './entry-view.tsx';
import styles from './knowledge.module.css';
import type { KnowledgeUrl } from './knowledge-url.ts';
import { ReportForm } from './report-form.tsx';
import { type SetKnowledgeUrl, useKnowledgeWords } from './use-knowledge.ts';

type EntryPaneProps = { url: KnowledgeUrl; setUrl: SetKnowledgeUrl /** Null until it is known. */; desk: KnowledgeDesk | null };

/** One entry: read, written, compared with what it was, or reported. What was done last is said at its top. */
export function EntryPane({ url, setUrl, desk }: EntryPaneProps) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const [said, setSaid] = useState<{ id: number | null; text: string } | null>(null);
  const { id, mode } = url;
  const result = useQuery(trpc.knowledge.get.queryOptions({ id: id ?? 1 }, { enabled: id !== null && mode.kind !== 'new' }));
  const say = (text: string, of: number | null = id) => setSaid({ id: of, text });
  const label = mode.kind === 'new' ? words.createTitle : words.entry;
  const state: PanelState =
    mode.kind === 'new'
      ? newState(desk, words)
      : id === null
        ? { kind: 'empty', why: words.pickOne, what: words.pickOneWhat }
        : result.isPending
          ? { kind: 'loading', skeleton: 'list' }
          : result.isError
            ? { kind: 'error', error: result.error, onRetry: () => void result.refetch() }
            : { kind: 'ready' };
  return (
    <aside className={styles.side} id="knowledge-entry" tabIndex={-1} aria-label={label}>
      {said && said.id === id ? (
        <p className={styles.said} role="status">
          {said.text}
        </p>
      ) : null}
      <Panel label={label} state={state} className={styles.entry}>
        {mode.kind === 'new' && desk ? (
          <EntryEditor
            entry={null}
            desk={desk}
            onDone={(made, text) => {
              say(text, made);
              setUrl({ id: made, mode: { kind: 'read' } });
            }}
            onCancel={() => setUrl({ mode: { kind: 'read' } })}
          />
        ) : result.data ? (
          <Content entry={result.data} url={url} setUrl={setUrl} desk={desk} onSaid={say} />
        ) : null}
      </Panel>
    </aside>
  );
}

/** Whoever edits nowhere is told so instead of being given a form that nobody takes. */
function newState(desk: KnowledgeDesk | null, words: ReturnType<typeof useKnowledgeWords>): PanelState {
  if (desk === null) return { kind: 'loading', skeleton: 'list' };
  return desk.parts.length > 0 ? { kind: 'ready' } : { kind: 'denied', why: words.noPen, what: words.noPenWhat };
}

type ContentProps = EntryPaneProps & { entry: KnowledgeEntry; onSaid: (text: string) => void };

function Content({ entry, url, setUrl, desk, onSaid }: ContentProps) {
  const { mode } = url;
  const read = () => setUrl({ mode: { kind: 'read' } });
  if (mode.kind === 'edit' && entry.editable && desk)
    return (
      <EntryEditor
        key={entry.id}
        entry={entry}
        desk={desk}
        onDone={(_, text) => {
          onSaid(text);
          read();
        }}
        onCancel={read}
      />
    );
  if (mode.kind === 'compare') return <ComparePane entry={entry} versions={mode.versions} onBack={read} />;
  return (
    <>
      <EntryView entry={entry} query={url.query} onCompare={(versions) => setUrl({ mode: { kind: 'compare', versions } })} />
      {mode.kind === 'report' ? (
        <ReportForm
          entry={entry}
          onDone={(text) => {
            onSaid(text);
            read();
          }}
          onCancel={read}
        />
      ) : (
        <EntryActions key={entry.id} entry={entry} setUrl={setUrl} onSaid={onSaid} />
      )}
    </>
  );
}
