'use client';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import { formatNumber, formatPercent } from '../ui/format.ts';
import { formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './intake.module.css';
import { UrgeButton, UrgeSaid } from './urge-row.tsx';
import { type Advice, type Master, type Urged, useIntakeWords } from './use-intake.ts';

type SimilarProps = {
  advice: Advice | null;
  /** Said to be another matter: they are not shown again on this form. */
  apart: ReadonlySet<number>;
  master: Master | null;
  onApart: (id: number) => void;
  onMaster: (master: Master | null) => void;
  urged: ReadonlyMap<number, Urged>;
  onUrge: (id: number) => void;
  onEnd: () => void;
};

/** Tickets that may be about the same: urge them, have the new one follow, or say that it is another matter. */
export function SimilarList({ advice, apart, master, onApart, onMaster, urged, onUrge, onEnd }: SimilarProps) {
  const words = useIntakeWords();
  const { locale, timeZone } = useLocale();
  const { meta, viewer } = useConsole();
  // Merging is the dispatcher's: whoever only takes calls leaves it to him.
  const mayMerge = viewer.roles.includes('dispatcher');
  const hits = (advice?.duplicates ?? []).filter((hit) => !apart.has(hit.id));
  if (!advice) return <p className={styles.said}>{words.similarWait}</p>;
  if (hits.length === 0) return <p className={styles.said}>{words.similarNone}</p>;
  return (
    <ul className={styles.hits}>
      {hits.map((hit) => {
        const chosen = master?.id === hit.id;
        const metres = hit.metres === null ? null : `${formatNumber(Math.round(hit.metres))} m`;
        return (
          <li key={hit.id} data-similar={hit.id} data-chosen={chosen ? '' : undefined}>
            <span className={styles.hitText}>
              <span>
                {hit.title} <Tag>{words.advice[hit.advice]}</Tag>
              </span>
              <small>{[hit.no, formatDay(hit.at, locale, timeZone, meta.now), words.likeness(formatPercent(hit.likeness * 100, 0), metres)].join(' · ')}</small>
            </span>
            <span className={styles.hitActions}>
              <UrgeButton no={hit.no} urged={urged.get(hit.id)} onUrge={() => onUrge(hit.id)} />
              {mayMerge ? (
                <Button pressed={chosen} aria-label={`${words.merge} ${hit.no}`} onClick={() => onMaster(chosen ? null : { id: hit.id, no: hit.no })}>
                  {chosen ? words.mergeOff : words.merge}
                </Button>
              ) : null}
              <Button aria-label={`${words.apart} ${hit.no}`} onClick={() => onApart(hit.id)}>
                {words.apart}
              </Button>
              <a className="tg-link" href={`/tickets?t=${hit.id}`} target="_blank" rel="noreferrer">
                {words.open}
                <span className="tg-vh"> {hit.no}</span>
              </a>
            </span>
            <UrgeSaid urged={urged.get(hit.id)} onEnd={onEnd} />
          </li>
        );
      })}
    </ul>
  );
}
