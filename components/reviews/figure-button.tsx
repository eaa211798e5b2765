'use client';
import type { ReactNode } from 'react';
import { cardAttribute } from '../figure/shortcuts.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { useUrl } from '../figure/use-url.ts';
import styles from './reviews.module.css';
import { useReviewsWords } from './use-reviews-words.ts';

/** A number of a table that opens its card. */
export function FigureButton({ card, name, text, children }: { card: CardRef; name: string; text: string; children?: ReactNode }) {
  const words = useReviewsWords();
  const [, setUrl] = useUrl();
  return (
    <button type="button" className={styles.number} aria-label={words.open(name, text)} onClick={() => setUrl({ card })} {...cardAttribute(card)}>
      {text}
      {children}
    </button>
  );
}
