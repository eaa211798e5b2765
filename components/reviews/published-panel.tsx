'use client';
import type { FigureValue } from '../../server/wire/figure.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureText, withUnit } from '../figure/figure-text.ts';
import { formatNumber, PLAIN } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { FigureButton } from './figure-button.tsx';
import { MEASURES } from './figure-rows.ts';
import type { Figures } from './overview.tsx';
import styles from './reviews.module.css';
import { cardOf } from './use-figures.ts';
import { useReviewsWords } from './use-reviews-words.ts';

/** What was published stands beside what the counts give, with the difference and its name; neither takes the other's place. */
export function PublishedPanel({ values, loading }: { values: Figures; loading: boolean }) {
  const words = useReviewsWords();
  const text = useFigureText();
  const [count, published, score, publishedScore, bad, orders] = [
    'review.count',
    'review.published-count',
    MEASURES.score,
    'review.published-score',
    MEASURES.bad,
    'review.orders',
  ].map((code) => values.get(code));
  const both = (a: FigureValue | undefined, b: FigureValue | undefined): number | null =>
    a && b && a.value !== null && b.value !== null && a.records > 0 && b.records > 0 ? b.value - a.value : null;
  const gap = both(count, published);
  const scoreGap = both(score, publishedScore);
  const orderGap = both(orders, bad);
  const cell = (value: FigureValue | undefined, name: string) =>
    value && value.value !== null && value.records > 0 ? (
      <FigureButton card={cardOf(value)} name={name} text={text(value)} />
    ) : (
      <span className={styles.missing}>{words.unpublished}</span>
    );
  return (
    <Panel
      title={words.published}
      note={words.publishedNote}
      className={styles.panel}
      state={loading ? { kind: 'loading', skeleton: 'list' } : { kind: 'ready' }}
    >
      <table className={styles.table} data-table="published">
        <caption className="tg-vh">{words.published}</caption>
        <thead>
          <tr>
            <th scope="col">{words.figure}</th>
            <th scope="col">{words.computed}</th>
            <th scope="col">{words.publishedValue}</th>
            <th scope="col">{words.difference}</th>
          </tr>
        </thead>
        <tbody>
          <tr data-published="count">
            <th scope="row">{words.reviewsCount}</th>
            <td>{cell(count, words.reviewsCount)}</td>
            <td>{cell(published, `${words.publishedValue} ${words.reviewsCount}`)}</td>
            <td>{gap === null ? words.none : gap === 0 ? words.same : formatNumber(gap)}</td>
          </tr>
          {gap === null || gap === 0 ? null : <Named text={gap > 0 ? words.countGap(formatNumber(gap)) : words.countGapBelow(formatNumber(-gap))} />}
          <tr data-published="score">
            <th scope="row">{words.score}</th>
            <td>{cell(score, words.score)}</td>
            <td>{cell(publishedScore, `${words.publishedValue} ${words.score}`)}</td>
            <td>{scoreGap === null ? words.none : formatNumber(scoreGap, 3)}</td>
          </tr>
          {scoreGap === null ? null : <Named text={words.scoreGap} />}
          <tr data-published="orders">
            <th scope="row">{words.orders}</th>
            <td>{cell(bad, words.badCount)}</td>
            <td>{cell(orders, words.orders)}</td>
            <td>{orderGap === null ? words.none : formatNumber(orderGap)}</td>
          </tr>
          <Named text={words.ordersGap} />
        </tbody>
      </table>
    </Panel>
  );
}

function Named({ text }: { text: string }) {
  return (
    <tr className={styles.named}>
      <td colSpan={4}>{text}</td>
    </tr>
  );
}

/** A value in full digits with its unit. */
export function useFigureText(): (value: FigureValue) => string {
  const { locale } = useLocale();
  const { indicator } = useConsole();
  return (value) => {
    const row = indicator(value.query.indicator);
    return row ? withUnit(figureText(row, value.value, locale, PLAIN)) : String(value.value);
  };
}
