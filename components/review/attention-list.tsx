'use client';
import type { Attention } from '../../server/core/review/attention.ts';
import type { ReviewPage } from '../../server/wire/review.ts';
import { useConsole } from '../figure/console-context.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import styles from './review.module.css';
import type { Review, ReviewItem } from './review-model.ts';
import { attentionText, periodText } from './review-text.ts';
import { PeriodName } from './scorecard.tsx';
import { ToTask } from './to-task.tsx';
import { useReviewWords } from './use-review.ts';

const SHOWN = 3;

type Open = (item: ReviewItem, region: string | null) => void;

/** What needs attention: the three gravest, the others behind them. Each opens the card of the figure that is off. */
export function AttentionList({ review, page, onOpen }: { review: Review; page: ReviewPage; onOpen: Open }) {
  const words = useReviewWords();
  const { attention, calm, missing, items } = review;
  const of = new Map(items.map((i) => [i.row.code, i]));
  const line = (a: Attention) => {
    const item = of.get(a.code);
    return item ? <AttentionCard key={a.code} attention={a} item={item} page={page} onOpen={onOpen} /> : null;
  };
  return (
    <section className={styles.attention} aria-labelledby="review-attention">
      <h2 id="review-attention">
        {words.attention} <small role="status">{words.attentionNote(attention.length, calm, missing)}</small>
      </h2>
      {attention.length === 0 ? (
        <p className={styles.calm}>{calm.all === 0 ? words.nothingTold : words.attentionNone}</p>
      ) : (
        <ul className={styles.three}>{attention.slice(0, SHOWN).map(line)}</ul>
      )}
      {attention.length > SHOWN ? (
        <details className={styles.more}>
          <summary>{words.moreAttention(attention.length - SHOWN)}</summary>
          <ul className={styles.three}>{attention.slice(SHOWN).map(line)}</ul>
        </details>
      ) : null}
    </section>
  );
}

type CardProps = { attention: Attention; item: ReviewItem; page: ReviewPage; onOpen: Open };

/** Kinds that a department can be told to put right; what only hides a figure is the steward's. */
const TO_PUT_RIGHT: readonly Attention['kind'][] = ['off_target', 'off_range', 'off_trend'];

function AttentionCard({ attention, item, page, onOpen }: CardProps) {
  const words = useReviewWords();
  const { locale, timeZone } = useLocale();
  const { region, meta } = useConsole();
  const day = (at: number) => `${formatDay(at, locale, timeZone, meta.now)} ${formatTime(at, timeZone)}`;
  const since = (back: number) => {
    const at = page.periods[item.row.grain][item.row.valueAt - back];
    return at === undefined ? null : periodText(at, item.row.grain, words, timeZone);
  };
  const { title, why, who } = attentionText(attention, item, { words, locale, regionName: (r) => region(r)?.shortName ?? r, day, since });
  const where = attention.own ? null : (attention.regions[0]?.region ?? null);
  return (
    <li data-attention={attention.kind} data-indicator={attention.code}>
      {attention.severity ? (
        <SeverityMark severity={attention.severity} size={24} />
      ) : (
        <FreshnessMark state={attention.kind === 'stale' ? item.row.state : 'late'} size={20} decorative={attention.kind !== 'stale'} />
      )}
      <div>
        <h3>
          <button type="button" className={styles.titleButton} onClick={() => onOpen(item, where)}>
            {title}
          </button>
        </h3>
        {why ? <p>{why}</p> : null}
        <p className={styles.who}>
          {words.kinds[attention.kind]} · <PeriodName item={item} periods={page.periods[item.row.grain]} region={page.region} /> · {who}
          {TO_PUT_RIGHT.includes(attention.kind) ? <ToTask item={item} page={page} region={where ?? page.region} /> : null}
        </p>
      </div>
    </li>
  );
}
