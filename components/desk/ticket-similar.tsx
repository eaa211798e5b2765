'use client';
import type { DuplicateHit } from '../../server/wire/desk.ts';
import { formatPercent } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import { commandWords, stateText } from './command-messages.ts';
import styles from './desk.module.css';
import { deskWords } from './messages.ts';
import ticketStyles from './ticket.module.css';

export type TicketSimilarProps = {
  hits: readonly DuplicateHit[] | null;
  loading: boolean;
  checked: ReadonlySet<number>;
  onCheck: (id: number) => void;
  onOpen: (id: number) => void;
  /** Key of the merge; null when this ticket cannot lead others. */
  mergeKey: string | null;
  onMerge: () => void;
  now: number;
};

/** Tickets that may be of the same matter. The reader checks which are; the key merges them into this one. */
export function TicketSimilar({ hits, loading, checked, onCheck, onOpen, mergeKey, onMerge, now }: TicketSimilarProps) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  return (
    <section className={ticketStyles.part}>
      <header>
        <h2>{words.similar}</h2>
        <span>{words.similarNote}</span>
        {mergeKey !== null && checked.size > 0 ? (
          <button type="button" className={styles.inlineKey} onClick={onMerge}>
            {mergeKey ? <KeyCap name={mergeKey} /> : null}
            {words.mergeHere(checked.size)}
          </button>
        ) : null}
      </header>
      {hits === null ? (
        <p className={styles.quiet}>{loading ? words.looking : words.notLooked}</p>
      ) : hits.length === 0 ? (
        <p className={styles.quiet}>{words.noSimilar}</p>
      ) : (
        <ul className={ticketStyles.similar}>
          {hits.map((hit) => (
            <li key={hit.id} data-similar={hit.id}>
              <input
                type="checkbox"
                checked={checked.has(hit.id)}
                disabled={mergeKey === null || hit.mirrored}
                aria-label={words.checkSimilar(hit.title)}
                onChange={() => onCheck(hit.id)}
              />
              <time>
                {formatDay(hit.at, locale, timeZone, now)} {formatTime(hit.at, timeZone)}
              </time>
              <button type="button" className={styles.plainLink} onClick={() => onOpen(hit.id)}>
                {hit.title}
              </button>
              <span>{hit.metres === null ? '' : words.metres(hit.metres)}</span>
              <span>{words.likeness(formatPercent(hit.likeness * 100, 0))}</span>
              {hit.mirrored ? <Tag title={words.noMergeMirrored}>{words.mirrored}</Tag> : null}
              <Tag title={words.advice[hit.advice]}>{stateText(commandWords[locale], hit.state)}</Tag>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
