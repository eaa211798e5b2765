'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useState } from 'react';
import type { KnowledgeRow } from '../../server/wire/knowledge.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SearchBox } from './filters.tsx';
import styles from './knowledge.module.css';
import { MarkedText } from './marked-text.tsx';
import { StateTag } from './state-tag.tsx';
import { useFaultText, useKnowledgeWords, useValidityText } from './use-knowledge.ts';

export type PickedEntry = { id: number; title: string; text: string };
export type KnowledgePickerProps = {
  /** Where the answer is given: entries that hold there. */
  region: string;
  /** The ticket's class, which narrows the list until something is typed; null = none. */
  category: string | null;
  /** Given the entry as it is at that moment. The command that sends the answer carries its id. */
  onInsert: (entry: PickedEntry) => void;
};

const SHOWN = 8;

/**
 * A compact search beside an answer: arrows walk, Enter inserts. What is expired, withdrawn or not valid yet stands there
 * struck and is not inserted; what was listed is asked for again at the moment of insertion.
 */
export function KnowledgePicker({ region, category, onInsert }: KnowledgePickerProps) {
  const words = useKnowledgeWords();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { rows, result } = useSuggestions(region, category, query);
  const { said, insert, pending } = useInsert(onInsert);
  const typed = useCallback((text: string) => {
    setQuery(text);
    setAt(0);
  }, []);
  const walk = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
  };
  const chosen = rows[at];
  return (
    <section className={styles.picker} aria-label={words.picker} onKeyDown={walk}>
      <SearchBox value={query} hint={words.pickHint} onChange={typed} onEnter={() => chosen && insert(chosen)} />
      <p className={styles.pickerSaid} role="status">
        {said}
      </p>
      {result.isError ? (
        <div className={styles.pickerState}>
          <PanelStateBody state={{ kind: 'error', error: result.error, onRetry: () => void result.refetch() }} />
        </div>
      ) : result.isPending ? (
        <div className={styles.pickerState}>
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        </div>
      ) : rows.length === 0 ? (
        <p className={styles.meta}>{words.none}</p>
      ) : (
        <ul className={styles.picks}>
          {rows.map((row, i) => (
            <Pick key={row.id} row={row} query={query} chosen={i === at} pending={pending} onInsert={() => insert(row)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function useSuggestions(region: string, category: string | null, query: string) {
  const trpc = useTRPC();
  const asked = query.trim();
  // What is typed is looked for in all classes: the suggested one may be wrong.
  const input = { query: asked, region, category: asked === '' ? category : null, limit: SHOWN };
  const result = useQuery(trpc.knowledge.search.queryOptions(input, { placeholderData: keepPreviousData }));
  return { rows: result.data?.rows ?? [], result };
}

function useInsert(onInsert: KnowledgePickerProps['onInsert']) {
  const words = useKnowledgeWords();
  const client = useTRPCClient();
  const faultText = useFaultText();
  const [said, setSaid] = useState('');
  const [pending, setPending] = useState(false);
  const insert = (row: KnowledgeRow) => {
    if (row.state !== 'current') return setSaid(words.notInsertable[row.state]);
    setPending(true);
    client.knowledge.insertable
      .query({ ids: [row.id] })
      .then(([one]) => {
        if (!one) return;
        if (!one.ok) return setSaid(words.notInsertable[one.why]);
        setSaid(words.inserted(one.title));
        onInsert({ id: one.id, title: one.title, text: one.text });
      })
      .catch((error: unknown) => setSaid(faultText(error)))
      .finally(() => setPending(false));
  };
  return { said, insert, pending };
}

type PickProps = { row: KnowledgeRow; query: string; chosen: boolean; pending: boolean; onInsert: () => void };

function Pick({ row, query, chosen, pending, onInsert }: PickProps) {
  const words = useKnowledgeWords();
  const validity = useValidityText();
  const current = row.state === 'current';
  return (
    <li className={cx(styles.pick, chosen && styles.selected)} data-entry={row.id} data-state={row.state}>
      <div className={styles.pickText}>
        <span className={styles.rowTitle}>
          <span className={current ? undefined : styles.struck}>
            <MarkedText text={row.title} query={query} />
          </span>
          <StateTag state={row.state} />
        </span>
        <span className={styles.excerpt}>
          <MarkedText text={row.excerpt} query={query} />
        </span>
        <span className={styles.meta}>{[row.regionName, validity(row)].join(' · ')}</span>
      </div>
      <Button disabled={!current || pending} aria-label={`${words.insert} ${row.title}`} onClick={onInsert}>
        {words.insert}
      </Button>
    </li>
  );
}
