'use client';
import { useQuery } from '@tanstack/react-query';
import { SIGN_LIMITS } from '../../server/core/reviews/praise-signs.ts';
import type { PraiseSign } from '../../server/wire/reviews.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { isTooLong } from './attention.tsx';
import styles from './reviews.module.css';
import type { ReviewsPlace } from './use-reviews-url.ts';
import { useReviewsWords } from './use-reviews-words.ts';

/** 刷好评迹象: what of full marks is worth a look, with what was counted and examples, and what was looked at. */
export function PraiseTab({ place }: { place: ReviewsPlace }) {
  const words = useReviewsWords();
  const trpc = useTRPC();
  const { region, span } = place;
  const answer = useQuery(trpc.reviews.praise.queryOptions({ region, ...span }, { enabled: !isTooLong(place), staleTime: 5_000 }));
  const { data } = answer;
  const state: PanelState = isTooLong(place)
    ? { kind: 'empty', why: words.longSpan, what: words.longSpanWhat }
    : answer.isError && !data
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : !data
        ? { kind: 'loading', skeleton: 'list' }
        : data.signs.length === 0
          ? { kind: 'empty', why: words.noSigns, what: words.noSignsWhat(formatNumber(data.looked)) }
          : { kind: 'ready' };
  return (
    <>
      <Panel title={words.praiseTitle} note={words.praiseNote} className={styles.panel} state={state}>
        <ul className={styles.signs}>
          {data?.signs.map((sign) => (
            <Sign key={`${sign.kind} ${sign.region} ${sign.department} ${sign.from} ${sign.samples[0]?.id}`} sign={sign} />
          ))}
        </ul>
      </Panel>
      <ul className={styles.notes}>
        {data ? <li data-looked={data.looked}>{(data.partial ? words.lookedPartial : words.looked)(formatNumber(data.looked))}</li> : null}
        <li>{words.lookedFor(SIGN_LIMITS)}</li>
      </ul>
    </>
  );
}

function Sign({ sign }: { sign: PraiseSign }) {
  const words = useReviewsWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const day = (at: number) => formatDay(at, locale, timeZone, meta.now);
  const clock = (at: number) => formatClock(at, timeZone);
  const sameDay = day(sign.from) === day(sign.until);
  return (
    <li data-sign={sign.kind}>
      <Tag>{words.signs[sign.kind]}</Tag>
      <p className={styles.evidence}>{words.evidence(sign)}</p>
      <p className={styles.meta}>
        <span>{sign.regionName}</span>
        <span>{sign.departmentName}</span>
        {sign.itemName ? <span>{sign.itemName}</span> : null}
        <time>{`${day(sign.from)} ${clock(sign.from)} — ${sameDay ? '' : `${day(sign.until)} `}${clock(sign.until)}`}</time>
      </p>
      <details>
        <summary>{words.sampleCount(sign.samples.length)}</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.sampleId}</th>
              <th scope="col">{words.sampleAt}</th>
            </tr>
          </thead>
          <tbody>
            {sign.samples.map((s) => (
              <tr key={`${s.source} ${s.id}`}>
                <th scope="row" className={styles.wrap}>
                  {s.id}
                </th>
                <td>{`${day(s.at)} ${clock(s.at)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  );
}
