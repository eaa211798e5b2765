'use client';
import { useEffect, useRef } from 'react';
import type { KnowledgeRow } from '../../server/wire/knowledge.ts';
import { cx } from '../ui/class-names.ts';
import { formatNumber } from '../ui/format.ts';
import styles from './knowledge.module.css';
import { MarkedText } from './marked-text.tsx';
import { StateTag } from './state-tag.tsx';
import { useKnowledgeWords, useValidityText } from './use-knowledge.ts';

type EntryListProps = { rows: readonly KnowledgeRow[]; query: string; selected: number | null; onSelect: (id: number) => void };

/** What a search found, each with the piece that was asked; what may not be inserted is struck and says why. */
export function EntryList({ rows, query, selected, onSelect }: EntryListProps) {
  const words = useKnowledgeWords();
  const list = useRef<HTMLUListElement>(null);
  // Whoever walks by keys sees where he is.
  useEffect(() => {
    if (selected !== null) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <ul ref={list} className={styles.list} aria-label={words.results}>
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            className={cx(styles.row, row.id === selected && styles.selected)}
            aria-current={row.id === selected ? 'true' : undefined}
            data-entry={row.id}
            data-state={row.state}
            onClick={() => onSelect(row.id)}
          >
            <span className={styles.rowTitle}>
              <span className={row.state === 'current' ? undefined : styles.struck}>
                <MarkedText text={row.title} query={query} />
              </span>
              <StateTag state={row.state} />
            </span>
            <span className={styles.excerpt}>
              <MarkedText text={row.excerpt} query={query} />
            </span>
            <RowMeta row={row} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function RowMeta({ row }: { row: KnowledgeRow }) {
  const words = useKnowledgeWords();
  const validity = useValidityText();
  const parts = [
    row.regionName,
    row.categoryName,
    row.departmentName,
    row.until === null ? null : validity(row),
    row.uses > 0 ? words.used(formatNumber(row.uses)) : null,
  ];
  return <span className={styles.meta}>{parts.filter(Boolean).join(' · ')}</span>;
}
