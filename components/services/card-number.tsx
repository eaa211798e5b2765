'use client';
import { cardAttribute } from '../figure/shortcuts.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { useUrl } from '../figure/use-url.ts';
import styles from './services.module.css';
import { useServicesWords } from './use-services.ts';

/** A number that opens its card. */
export function CardNumber({ card, name, text }: { card: CardRef; name: string; text: string }) {
  const words = useServicesWords();
  const [, setUrl] = useUrl();
  return (
    <button type="button" className={styles.number} aria-label={words.open(name, text)} onClick={() => setUrl({ card })} {...cardAttribute(card)}>
      {text}
    </button>
  );
}
