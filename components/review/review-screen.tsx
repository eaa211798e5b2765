'use client';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useKeys } from '../figure/use-keys.ts';
import { cx } from '../ui/class-names.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { AttentionList } from './attention-list.tsx';
import { PlacePicker } from './place-picker.tsx';
import { RegionMultiples } from './region-multiples.tsx';
import { RestList } from './rest-list.tsx';
import styles from './review.module.css';
import { keyItems, type ReviewItem } from './review-model.ts';
import { periodText } from './review-text.ts';
import { Scorecard } from './scorecard.tsx';
import { useReview, useReviewPlace, useReviewWords } from './use-review.ts';

/** Cards that stand first: three a row beside an open figure card, four without one. */
const KEY_CARDS = { open: 6, closed: 8 };

/** 指标评审: which figures of a month need attention, why, where and against which target. */
export function ReviewScreen() {
  const words = useReviewWords();
  const { timeZone } = useLocale();
  const place = useReviewPlace();
  const params = useSearchParams();
  const hrefOf = (code: string) => pageOf(code, params);
  const { answer, page, review, cardFor } = useReview(place);
  const open = place.card !== null;
  const first = useMemo(() => (review ? keyItems(review.items, open ? KEY_CARDS.open : KEY_CARDS.closed) : []), [review, open]);
  const selected = review?.items.find((i) => i.row.code === place.own.indicator) ?? first[0] ?? null;
  const openCard = (item: ReviewItem, region: string | null) => {
    place.set({ indicator: item.row.code }, { replace: true });
    place.openCard(cardFor(item, region ?? place.region));
  };
  const walk = (step: number) => {
    const at = first.findIndex((i) => i.row.code === selected?.row.code);
    const next = first[Math.max(0, Math.min(first.length - 1, at + step))];
    if (!next) return;
    place.set({ indicator: next.row.code }, { replace: true });
    document.querySelector<HTMLElement>(`article[data-indicator="${CSS.escape(next.row.code)}"] button`)?.focus();
  };
  useKeys({ j: () => walk(1), k: () => walk(-1) });
  const state: PanelState = answer.isError
    ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
    : !page
      ? { kind: 'loading', skeleton: 'list' }
      : page.rows.length === 0
        ? { kind: 'empty', why: words.nothing, what: words.nothingWhat }
        : { kind: 'ready' };
  return (
    <div className={cx(styles.page, open && styles.pageOpen)} aria-busy={answer.isFetching}>
      <header className={styles.top}>
        <h1>{words.title(periodText(place.month.from, 'month', words, timeZone))}</h1>
        {page ? <Tag look={page.running ? 'dashed' : 'outline'}>{page.running ? words.running : words.closed}</Tag> : null}
        <PlacePicker place={place} />
      </header>
      {state.kind === 'ready' && page && review ? (
        <>
          <AttentionList review={review} page={page} onOpen={openCard} />
          <section aria-labelledby="review-cards">
            <h2 id="review-cards">
              {words.scorecards} <small>{words.scorecardsNote(first.length, review.items.length)}</small>
            </h2>
            <div className={styles.cards}>
              {first.map((item) => (
                <Scorecard
                  key={item.row.code}
                  item={item}
                  card={cardFor(item, place.region)}
                  periods={page.periods[item.row.grain]}
                  href={hrefOf(item.row.code)}
                  selected={item === selected}
                  running={page.running}
                  onOpen={() => openCard(item, null)}
                />
              ))}
            </div>
          </section>
          {selected ? <RegionMultiples item={selected} page={page} place={place} cardFor={cardFor} onOpen={(region) => openCard(selected, region)} /> : null}
          <RestList
            items={review.items.filter((i) => !first.includes(i))}
            page={page}
            place={place}
            cardFor={cardFor}
            hrefOf={hrefOf}
            onOpen={(i) => openCard(i, null)}
          />
        </>
      ) : (
        <Panel label={words.scorecards} state={state} className={styles.waiting} />
      )}
    </div>
  );
}

/** Parts of the address that the page of one indicator does not have. */
const LEFT = ['card', 'cw', 'i', 'view', 'peers'];

/** The page of one indicator, of the same region, month and target period. */
function pageOf(code: string, params: Iterable<[string, string]>): string {
  const query = new URLSearchParams([...params].filter(([key]) => !LEFT.includes(key))).toString();
  return query ? `/indicators/${code}?${query}` : `/indicators/${code}`;
}
