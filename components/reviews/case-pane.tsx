'use client';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import type { ClockView, DeskCommand } from '../../server/wire/desk.ts';
import type { ReviewCase, ReviewRow } from '../../server/wire/reviews.ts';
import { CaseActions } from '../desk/case-actions.tsx';
import { Outcome } from '../desk/command-bar.tsx';
import { commandWords, stateText } from '../desk/command-messages.ts';
import type { DeskKeys } from '../desk/desk-keys.ts';
import { deskWords } from '../desk/messages.ts';
import { TicketClocks } from '../desk/ticket-clocks.tsx';
import { TicketAsks } from '../desk/ticket-parts.tsx';
import { TicketTimeline } from '../desk/ticket-timeline.tsx';
import type { Acting } from '../desk/use-act.ts';
import styles from '../desk/work.module.css';
import { useConsole } from '../figure/console-context.tsx';
import { figureWords } from '../figure/messages.ts';
import { CallerPanel } from '../person/caller-panel.tsx';
import { Button } from '../ui/button.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { useReviewsWords } from './use-reviews-words.ts';

export type CasePaneProps = {
  id: number | null;
  one: ReviewCase | null;
  error: unknown;
  onRetry: () => void;
  /** The list is being read: what will stand open is not known yet. */
  waits: boolean;
  position: string;
  /** It stands in the list no more. */
  left: boolean;
  now: number;
  keys: DeskKeys;
  acting: Acting<ReviewRow>;
  onCommand: (command: DeskCommand) => void;
  onExplain: (clock: ClockView) => void;
  onBack: () => void;
  form: ReactNode;
};

/** One rectification: the review that made it, its clocks, what was done, and what may be done next. */
export function CasePane(props: CasePaneProps) {
  const { id, one, error, onRetry, waits, position, left, acting, now, keys, form, onBack } = props;
  const words = useReviewsWords();
  const { locale } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case is read from its beginning
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [id]);
  return (
    <section className={styles.case} aria-label={words.theReview}>
      <header className={styles.caseHead}>
        <Button look="plain" className={styles.back} onClick={onBack}>
          {words.back}
        </Button>
        {one ? (
          <>
            <span className={styles.no}>{one.row.no}</span>
            <Tag>
              <span data-case-state={one.row.state}>{stateText(commandWords[locale], one.row.state)}</span>
            </Tag>
            {one.row.mark ? <Tag>{figureWords[locale].marks[one.row.mark]}</Tag> : null}
          </>
        ) : null}
        <span className={styles.position}>{position}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll a long case */}
      <div ref={box} className={styles.body} tabIndex={0}>
        {one ? (
          <article data-open-case={one.row.id} data-version={one.row.version}>
            {left ? (
              <p className={styles.leftNote} role="status">
                {words.left}
              </p>
            ) : null}
            <h2 className={styles.title}>{one.review.itemName}</h2>
            <TicketClocks row={one.row} clocks={one.clocks} now={now} onExplain={props.onExplain} />
            <Review one={one} now={now} />
            <CallerPanel key={one.row.id} ticket={one.row.id} />
            <TicketAsks ticket={one} now={now} />
            <TicketTimeline journal={one.journal} now={now} />
          </article>
        ) : error ? (
          <PanelStateBody state={{ kind: 'error', error, onRetry }} />
        ) : id !== null || waits ? (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        ) : (
          <PanelStateBody state={{ kind: 'empty', why: words.noCase, what: words.noCaseWhat }} />
        )}
      </div>
      {form ? <div className={styles.formBox}>{form}</div> : null}
      <Outcome acting={acting} now={now} keys={keys} onUndo={() => void acting.undo()} />
      {one && !form ? <CaseActions commands={one.commands} busy={acting.busy} keys={keys} nothing={words.nothingToDo} onCommand={props.onCommand} /> : null}
    </section>
  );
}

/** What the citizen said, as it is kept: level, item, department, tags, and the comment without what is personal. */
function Review({ one, now }: { one: ReviewCase; now: number }) {
  const words = useReviewsWords();
  const { locale, timeZone } = useLocale();
  const { lineage } = useConsole();
  const { review, row } = one;
  const when = (at: number) => `${formatDay(at, locale, timeZone, now)} ${formatTime(at, timeZone)}`;
  const place = lineage(row.region)
    .map((r) => r.name)
    .join(' ');
  const facts: [string, ReactNode][] = [
    [words.level, <b key="level">{words.levelNames[review.level]}</b>],
    [words.department, review.departmentName],
    [words.place, place || row.regionName],
    [words.channel, deskWords[locale].channels[row.channel] ?? row.channel],
    [words.matter, review.serviceRef ?? words.noMatter],
    [words.reviewedAt, `${when(row.at)}${review.closedAt === null ? '' : ` · ${words.closedAt} ${when(review.closedAt)}`}`],
    ...(row.unitName ? [[words.unit, row.unitName] as [string, ReactNode]] : []),
    ...(one.outcome ? [[words.verdict, words.verdicts[one.outcome] ?? one.outcome] as [string, ReactNode]] : []),
    ...one.reviews.map((r): [string, ReactNode] => [words.secondReviews, `${words.secondReview(r.level, r.reached)} · ${when(r.at)}`]),
  ];
  return (
    <section className={styles.review} aria-label={words.theReview}>
      <dl className={styles.facts}>
        {facts.map(([label, text]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
        {review.tags.length > 0 ? (
          <>
            <dt>{words.chosenTags}</dt>
            <dd>
              {review.tags.map((t) => (
                <Tag key={t}>{t}</Tag>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      {review.comment ? <p className={styles.comment}>{review.comment}</p> : <p className={styles.noComment}>{words.noComment}</p>}
    </section>
  );
}
