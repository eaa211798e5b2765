'use client';
import Link from 'next/link';
import type { ReviewPage } from '../../server/wire/review.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { cardAttribute } from '../figure/shortcuts.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { attainmentWords } from './attainment-text.ts';
import styles from './review.module.css';
import { byFunction, type ReviewItem } from './review-model.ts';
import { missingText, valueText } from './review-text.ts';
import { Changes, Notes, PeriodName } from './scorecard.tsx';
import { type CardFor, type Place, useReviewWords } from './use-review.ts';

type RestListProps = {
  items: readonly ReviewItem[];
  page: ReviewPage;
  place: Place;
  cardFor: CardFor;
  hrefOf: (code: string) => string;
  onOpen: (item: ReviewItem) => void;
};

/** All other indicators by function, a line each. */
export function RestList({ items, page, place, cardFor, hrefOf, onOpen }: RestListProps) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { meta, childLevel } = useConsole();
  const { functions } = meta.profile;
  return (
    <section className={styles.rest} aria-labelledby="review-rest">
      <h2 id="review-rest">{words.rest}</h2>
      {byFunction(items, functions).map((group) => (
        <DataTable
          key={group.id ?? ''}
          caption={words.restOf(functions.find((f) => f.id === group.id)?.name ?? words.noFunction, group.items.length)}
          rows={group.items}
          rowKey={(i) => i.row.code}
          rowData={(i) => ({ 'data-indicator': i.row.code })}
          className={styles.restTable}
          stack
          columns={[
            {
              id: 'name',
              head: words.name,
              width: '24%',
              cell: (i) => (
                <span className={styles.restName}>
                  <Link href={hrefOf(i.row.code)} prefetch={false}>
                    {i.label}
                  </Link>
                  {i.row.value === null && !i.twin ? null : <Notes item={i} />}
                </span>
              ),
            },
            {
              id: 'value',
              head: words.value,
              align: 'end',
              width: '18%',
              cell: (i) =>
                i.row.value === null ? (
                  <span className={styles.missing}>{missingText(i, words)}</span>
                ) : (
                  <button type="button" className="tg-link" onClick={() => onOpen(i)} {...cardAttribute(cardFor(i, place.region))}>
                    {valueText(i, i.row.value, locale)}
                  </button>
                ),
            },
            {
              id: 'when',
              head: words.periodHead,
              width: '12%',
              cell: (i) => (i.row.value === null ? '' : <PeriodName item={i} periods={page.periods[i.row.grain]} region={place.region} />),
            },
            { id: 'done', head: words.attainment, width: '20%', cell: (i) => <Done item={i} level={childLevel(place.region)} /> },
            { id: 'change', head: `${words.yearAgo} ${words.previous}`, width: '16%', cell: (i) => <Changes item={i} running={page.running} /> },
            {
              id: 'trend',
              head: words.trend,
              width: '10%',
              cell: (i) =>
                i.row.trend.some((v) => v !== null) ? (
                  <div className={styles.restLine} aria-hidden>
                    <Sparkline points={i.row.trend.map((v, at) => [page.periods[i.row.grain][at] ?? at, v] as const)} />
                  </div>
                ) : null,
            },
          ]}
        />
      ))}
    </section>
  );
}

function Done({ item, level }: { item: ReviewItem; level: string }) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { head, foot } = attainmentWords(item, words, locale, level);
  const { attention } = item;
  const due = item.done.form === 'limit' ? foot[1] : foot[2];
  return (
    <span className={styles.restDone}>
      {attention?.severity ? (
        <SeverityMark severity={attention.severity} size={16} />
      ) : attention?.kind === 'stale' ? (
        <FreshnessMark state={item.row.state} />
      ) : null}
      {head ? `${head.strong} ${head.rest}`.trim() : due}
      {item.few === null || item.verdict === 'few' ? null : <Tag title={words.smallTitle}>{words.small(formatNumber(item.few))}</Tag>}
    </span>
  );
}
