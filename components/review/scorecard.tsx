'use client';
import Link from 'next/link';
import { useConsole } from '../figure/console-context.tsx';
import { changeText } from '../figure/figure-text.ts';
import { cardAttribute } from '../figure/shortcuts.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { ChangeText } from '../ui/change-text.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { attainmentWords } from './attainment-text.ts';
import type { ReviewItem } from './review-model.ts';
import { missingText, periodText, valueParts, valueText } from './review-text.ts';
import styles from './scorecard.module.css';
import { Track } from './track.tsx';
import { useReviewWords } from './use-review.ts';

type ScorecardProps = {
  item: ReviewItem;
  card: CardRef;
  periods: readonly number[];
  href: string | null;
  selected: boolean;
  running: boolean;
  onOpen: () => void;
};

/** One indicator against what it is held to. The whole of it opens the figure's card; its details are a link. */
export function Scorecard({ item, card, periods, href, selected, running, onOpen }: ScorecardProps) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { row, done, pace, attention, few, label, verdict } = item;
  const { childLevel } = useConsole();
  const silent = row.value === null && (row.state === 'stale' || row.state === 'dead');
  const text = row.value === null ? null : valueParts(item, row.value, locale);
  const { head, foot } = attainmentWords(item, words, locale, childLevel(card.region));
  const status = words.statuses[row.status];
  return (
    <article
      className={cx(styles.card, selected && styles.cardOpen, silent && 'tg-hatch-stale', row.value === null && !silent && styles.cardEmpty)}
      data-indicator={row.code}
      data-form={done.form}
    >
      <header className={styles.cardHead}>
        <h3>
          <button type="button" className={styles.cover} onClick={onOpen} {...cardAttribute(card)}>
            {label}
            <span className="tg-vh">{words.open('', row.value === null ? missingText(item, words) : valueText(item, row.value, locale))}</span>
          </button>
        </h3>
        {row.status ? <Tag>{status ?? row.status}</Tag> : null}
        {few === null || verdict === 'few' ? null : <Tag title={words.smallTitle}>{words.small(formatNumber(few))}</Tag>}
        <span className={styles.when}>
          {attention?.severity ? <SeverityMark severity={attention.severity} /> : attention?.kind === 'stale' ? <FreshnessMark state={row.state} /> : null}
          <PeriodName item={item} periods={periods} region={card.region} />
        </span>
      </header>
      <p className={styles.figure}>
        <span className={styles.value}>
          {text ? (
            <>
              <b>{text.text}</b> <small>{text.unit}</small>
            </>
          ) : (
            <span className={styles.missing}>{missingText(item, words)}</span>
          )}
        </span>
        {head ? (
          <span className={styles.head}>
            {head.strong ? <b>{head.strong}</b> : null} {head.rest}
          </span>
        ) : null}
      </p>
      <Track done={done} pace={pace} value={row.value} />
      <p className={cx(styles.foot, done.form === 'none' && styles.footNone)}>
        {foot.map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: three places below the track
          <span key={i}>{part}</span>
        ))}
      </p>
      <p className={styles.changes}>
        <Changes item={item} running={running} />
        <Notes item={item} />
        {href === null ? null : (
          <Link className={styles.details} href={href} prefetch={false} aria-label={words.pageOf(label)}>
            {words.page}
          </Link>
        )}
      </p>
    </article>
  );
}

/** What must be known to read a value right: where it comes from, what else counts it, and why a share is more than all. */
export function Notes({ item }: { item: ReviewItem }) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { row, def, twin, over, verdict } = item;
  const from = !twin ? null : def.planNumber !== null ? words.planNumber(def.planNumber) : def.from.length > 0 ? words.fromEvents : null;
  return (
    <>
      {from ? <small className={styles.note}>{from}</small> : null}
      {row.beside.map((b) => (
        <small key={b.scope} className={styles.note} data-beside={b.scope}>
          {words.besideScope(b.scope, valueText(item, b.value, locale))}
        </small>
      ))}
      {over ? (
        <small className={styles.note} data-over title={words.overTitle(def.formulaNote ?? def.caliber)}>
          {verdict === 'over' ? '' : words.over} {words.overTitle(def.formulaNote ?? def.caliber)}
        </small>
      ) : null}
    </>
  );
}

type PeriodProps = { item: Pick<ReviewItem, 'row'>; periods: readonly number[]; region: string };

/** Of what period the value is, and of how many regions where not of all. */
export function PeriodName({ item: { row }, periods, region }: PeriodProps) {
  const words = useReviewWords();
  const { timeZone } = useLocale();
  const { childLevel } = useConsole();
  const at = periods[row.valueAt];
  const part = row.coverage && row.value !== null && row.coverage.reporting > 0 && row.coverage.reporting < row.coverage.of ? row.coverage : null;
  return (
    <span>
      {at === undefined ? '' : periodText(at, row.grain, words, timeZone)}
      {part ? <b className={styles.partly}>{words.coverage(part.reporting, part.of, childLevel(region))}</b> : null}
    </span>
  );
}

/** 同比 and 环比 with arrow and judgement; else the two parts of a rate. */
export function Changes({ item, running }: { item: ReviewItem; running: boolean }) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { row, def } = item;
  // More than all is not better for being more.
  const read = item.over ? { ...def, direction: 'none' as const } : def;
  const yearAgo = changeText(read, row.value, row.yearAgo, locale);
  const previous = changeText(read, row.value, row.previous, locale);
  const scale = 10 ** def.scale;
  if (!yearAgo && !previous && row.value !== null && def.kind === 'ratio' && row.den > 0 && def.display.factor === 100) {
    return <span>{words.parts(formatCount(row.num / scale, locale), formatCount(row.den / scale, locale))}</span>;
  }
  if (!yearAgo && !previous) return <span>{running && row.grain === 'month' && row.value !== null ? words.notCompared : ''}</span>;
  return (
    <span>
      {yearAgo ? <ChangeText label={words.yearAgo} change={yearAgo} /> : null} {previous ? <ChangeText label={words.previous} change={previous} /> : null}
    </span>
  );
}
