import { useMemo } from 'react';
import { highlight } from '../../server/core/knowledge/highlight.ts';
import styles from './knowledge.module.css';

/** A text with what was asked marked in it. */
export function MarkedText({ text, query }: { text: string; query: string }) {
  const parts = useMemo(() => {
    let at = 0;
    return highlight(text, query).map((part) => {
      const placed = { ...part, at };
      at += part.text.length;
      return placed;
    });
  }, [text, query]);
  return parts.map((part) =>
    part.hit ? (
      <mark key={part.at} className={styles.hit}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
