'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { useToldAgain } from '../live/use-told-again.ts';
import { formatNumber } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import styles from './reviews.module.css';
import { type ReviewsPlace, useReviewsUrl } from './use-reviews-url.ts';
import { useReviewsWords } from './use-reviews-words.ts';

const LONGEST_MS = 400 * 86_400_000;
const SOONEST_MS = 1_000;

export const isTooLong = ({ span }: ReviewsPlace): boolean => span.to - span.from > LONGEST_MS;

/** Reads again soon after something happened to a rectification, once for all of a burst. */
export function useRectificationsToldAgain(refetch: () => unknown): void {
  useToldAgain('rectification', refetch, SOONEST_MS);
}

function useSaid(place: ReviewsPlace) {
  const trpc = useTRPC();
  const { region, span } = place;
  const answer = useQuery(trpc.reviews.words.queryOptions({ region, ...span }, { enabled: !isTooLong(place), staleTime: 5_000 }));
  const { refetch } = answer;
  useRectificationsToldAgain(useCallback(() => refetch(), [refetch]));
  return answer;
}

function useSaidState(place: ReviewsPlace, answer: ReturnType<typeof useSaid>): PanelState {
  const words = useReviewsWords();
  if (isTooLong(place)) return { kind: 'empty', why: words.longSpan, what: words.longSpanWhat };
  if (answer.isError && !answer.data) return { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() };
  if (!answer.data) return { kind: 'loading', skeleton: 'list' };
  return answer.data.total === 0 ? { kind: 'empty', why: words.nothing, what: words.nothingWhat } : { kind: 'ready' };
}

/** Items where late rectifications and bad reviews gather; each leads to its rectifications. */
export function AttentionPanel({ place }: { place: ReviewsPlace }) {
  const words = useReviewsWords();
  const [, setUrl] = useReviewsUrl();
  const answer = useSaid(place);
  const state = useSaidState(place, answer);
  return (
    <Panel title={words.attention} note={words.attentionNote} className={styles.panel} state={state}>
      <table className={styles.table} data-table="attention">
        <caption className="tg-vh">{words.attention}</caption>
        <thead>
          <tr>
            <th scope="col">{words.item}</th>
            <th scope="col" className={styles.textCell}>
              {words.department}
            </th>
            <th scope="col">{words.badCount}</th>
            <th scope="col">{words.openCount}</th>
            <th scope="col">{words.lateCount}</th>
          </tr>
        </thead>
        <tbody>
          {answer.data?.attention.map((a) => (
            <tr key={`${a.item} ${a.department}`} data-item={a.item}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.number}
                  aria-label={words.openItem(a.itemName)}
                  onClick={() => setUrl({ tab: 'work', view: a.open > 0 ? 'open' : 'filed', item: a.item, open: null })}
                >
                  {a.itemName}
                </button>
              </th>
              <td className={styles.textCell}>{a.departmentName}</td>
              <td>{formatNumber(a.bad)}</td>
              <td>{formatNumber(a.open)}</td>
              <td>
                <span className={a.late > 0 ? `${styles.late} tg-sev-1` : undefined}>
                  {a.late > 0 ? <SeverityMark severity={1} size={14} decorative /> : null}
                  {formatNumber(a.late)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.data?.partial ? <p className={styles.note}>{words.partialWords(formatNumber(answer.data.total))}</p> : null}
    </Panel>
  );
}

/** Tags that were chosen, and what several say alike. */
export function SaidPanels({ place }: { place: ReviewsPlace }) {
  const words = useReviewsWords();
  const answer = useSaid(place);
  const state = useSaidState(place, answer);
  const { data } = answer;
  return (
    <div className={styles.said}>
      <Panel title={words.tags} note={data ? words.tagsNote(formatNumber(data.total)) : undefined} className={styles.panel} state={state}>
        {data ? <Counted rows={data.tags.map((t) => ({ text: t.tag, count: t.count }))} of={data.total} none={words.noTags} /> : null}
      </Panel>
      <Panel title={words.shared} note={words.sharedNote} className={styles.panel} state={state}>
        {data ? <Counted rows={data.words.slice(0, 12).map((w) => ({ text: w.word, count: w.count }))} of={data.total} none={words.noShared} /> : null}
      </Panel>
    </div>
  );
}

function Counted({ rows, of, none }: { rows: readonly { text: string; count: number }[]; of: number; none: string }) {
  if (rows.length === 0) return <p className={styles.note}>{none}</p>;
  return (
    <ul className={styles.counted}>
      {rows.map((r) => (
        <li key={r.text}>
          <span>{r.text}</span>
          <i aria-hidden style={{ width: `${((100 * r.count) / Math.max(1, of)).toFixed(1)}%` }} />
          <b>{formatNumber(r.count)}</b>
        </li>
      ))}
    </ul>
  );
}
