'use client';
import { useState } from 'react';
import { MINUTE, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';
import type { FigureCard } from '../../server/wire/figure.ts';
import { formatNumber } from '../ui/format.ts';
import { formatAge, formatAsOf, formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Segmented } from '../ui/segmented.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { changeText, figureText, withUnit } from './figure-text.ts';
import { parsePeriod, wallText } from './time-text.ts';

export type KnowledgeProps = {
  card: FigureCard;
  then: FigureCard['then'];
  knownAt: number | null;
  now: number;
  onKnownAt: (at: number | null) => void;
};

/** What is known now against what was known then, for the same span. */
export function CardKnowledge({ card, then, knownAt, now, onKnownAt }: KnowledgeProps) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const { offset } = useConsole();
  const { definition: row, figure } = card;
  const value = (v: number | null) => withUnit(figureText(row, v, locale, { divisor: 1, suffix: '' }));
  const count = (n: number) => words.records(formatNumber(n));
  const opening = defaultThen(figure.span, now, offset);
  const whenText = (at: number) => (at === figure.span.to ? words.thenEnd : `${formatDay(at, locale, timeZone, now)} ${formatTime(at, timeZone)}`);
  const difference = then ? changeText(row, figure.value, { value: then.value, change: null, regions: 0 }, locale) : null;
  return (
    <section className={styles.knowledge}>
      <Segmented
        label={words.knowledge}
        options={[
          { id: 'now', label: words.knownNow },
          { id: 'then', label: words.knownThen },
        ]}
        value={knownAt === null ? 'now' : 'then'}
        onChange={(id) => onKnownAt(id === 'now' ? null : opening)}
      />
      <div className={styles.known}>
        <span>
          {words.knownNow}
          {figure.asOf === null ? '' : `，${formatAsOf(figure.asOf, locale, timeZone, now)}`}
        </span>
        <b>{value(figure.value)}</b> <span>{count(figure.records)}</span>
      </div>
      {knownAt !== null ? (
        <>
          <div className={styles.known}>
            <ThenInput key={knownAt} at={knownAt} now={now} onChange={onKnownAt} />
            <span>{knownAt === figure.span.to ? words.thenEnd : formatAge(now - knownAt, locale)}</span>
            {then ? (
              <>
                <b>{value(then.value)}</b> <span>{count(then.records)}</span>
              </>
            ) : null}
          </div>
          {then ? (
            <div className={styles.known}>
              <span>
                {words.difference}
                {difference ? ` ${difference.arrow} ${difference.text}` : ''}
              </span>
              <span>{`${words.late} ${formatNumber(then.late)}，${words.corrected} ${formatNumber(then.corrected)}，${words.retracted} ${formatNumber(then.retracted)}`}</span>
            </div>
          ) : null}
        </>
      ) : (
        <p className={styles.hint}>{words.thenOpens(whenText(opening))}</p>
      )}
    </section>
  );
}

/**
 * The instant that 当时 opens with: the end of a span that is over, when its figure was first whole; of one that still
 * runs the last full hour in it, else the last ten minutes, else its beginning.
 */
export function defaultThen(span: { from: number; to: number }, now: number, offset: OffsetAt): number {
  if (span.to <= now - MINUTE) return span.to;
  const marks = [periodStart(now - MINUTE, 'hour', offset), Math.floor((now - MINUTE) / (10 * MINUTE)) * 10 * MINUTE];
  return marks.find((mark) => mark > span.from) ?? span.from;
}

function ThenInput({ at, now, onChange }: { at: number; now: number; onChange: (at: number) => void }) {
  const { offset } = useConsole();
  const words = cardWords[useLocale().locale];
  const [text, setText] = useState(wallText(at, offset).replace('T', ' '));
  const parsed = parsePeriod(text, offset);
  const valid = parsed !== null && parsed.from <= now;
  const commit = () => {
    if (parsed && valid && parsed.from !== at) onChange(parsed.from);
  };
  return (
    <label className={styles.thenLabel}>
      {words.thenTime}
      <input
        className={styles.input}
        value={text}
        aria-invalid={!valid}
        inputMode="numeric"
        size={17}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </label>
  );
}
