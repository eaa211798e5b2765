'use client';
import { memo } from 'react';
import { REVIEW_VIEWS, type ReviewRow, type ReviewView } from '../../server/wire/reviews.ts';
import { CaseList, CaseRow, type CaseRowProps } from '../desk/case-list.tsx';
import { commandWords, stateText } from '../desk/command-messages.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import type { useRectifications } from './use-rectifications.ts';
import { useReviewsWords } from './use-reviews-words.ts';

export type ListPaneProps = {
  view: ReviewView;
  item: string | null;
  open: number | null;
  now: number;
  rows: readonly ReviewRow[];
  counts: Record<ReviewView, number> | null;
  answer: ReturnType<typeof useRectifications>['answer'];
  onView: (view: ReviewView) => void;
  onItem: (item: string | null) => void;
  onSelect: (id: number) => void;
};

/** Lists of rectifications with their counts, and the rows of one. */
export function ListPane({ item, onItem, ...list }: ListPaneProps) {
  const words = useReviewsWords();
  const { meta } = useConsole();
  const name = item === null ? '' : (list.rows[0]?.review.itemName ?? meta.items[item] ?? item);
  const filter = item === null ? null : { text: words.ofItem(name), all: words.allItems, onClear: () => onItem(null) };
  return <CaseList {...list} words={words} views={REVIEW_VIEWS} filter={filter} Row={Row} />;
}

/** One rectification: item over level and place. */
const Row = memo(function Row(props: CaseRowProps<ReviewRow>) {
  const words = useReviewsWords();
  const { locale } = useLocale();
  const { review, regionName, verdict, state } = props.row;
  return (
    <CaseRow
      {...props}
      title={review.itemName}
      facts={[words.levelNames[review.level] ?? '', regionName]}
      after={review.tags[0] ? <Tag>{review.tags[0]}</Tag> : null}
      state={verdict ? (words.verdicts[verdict] ?? verdict) : stateText(commandWords[locale], state)}
    />
  );
});
