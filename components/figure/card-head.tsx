'use client';
import { Fragment, type ReactNode } from 'react';
import { ownGoalOf } from '../../server/core/review/goal.ts';
import type { FigureCard } from '../../server/wire/figure.ts';
import { ChangeText } from '../ui/change-text.tsx';
import { formatNumber, PLAIN } from '../ui/format.ts';
import { formatAsOf, formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { ValueText } from '../ui/value-text.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { cardTags } from './card-tags.ts';
import { useConsole } from './console-context.tsx';
import { CoverageLine } from './coverage-line.tsx';
import { useDimensionText } from './dimension-text.ts';
import { changeText, comparedLabel, figureText, rangeText, targetMet, targetText, withUnit } from './figure-text.ts';
import { figureWords } from './messages.ts';
import type { Shown } from './shown.ts';

export type CardHeadProps = { card: FigureCard; shown: Shown; now: number; trend: ReactNode; dims: [name: string, value: string][] };

/** Name, status, value with its region and span, coverage; the trend at the right. */
export function CardHead({ card, shown, now, trend, dims }: CardHeadProps) {
  const { locale, timeZone } = useLocale();
  const dimensionText = useDimensionText();
  const words = cardWords[locale];
  const figure = figureWords[locale];
  const { definition: row } = card;
  const { marks, query, span } = card.figure;
  const text = figureText(row, shown.value, locale, row.kind === 'ratio' ? undefined : { divisor: 1, suffix: '' });
  const { meta, offset } = useConsole();
  const own = ownGoalOf(card.ownTargets, null, now, offset);
  const met = targetMet(row, shown.value, own);
  const target = targetText(row, own);
  const expected = rangeText(row, shown.expected);
  const previous = changeText(row, shown.value, card.figure.previous, locale);
  const yearAgo = changeText(row, shown.value, card.figure.yearAgo, locale);
  const time = (at: number) => `${formatDay(at, locale, timeZone, now)} ${formatTime(at, timeZone)}`;
  return (
    <section className={styles.head}>
      <div className={styles.headText}>
        <h3 className={styles.name}>
          {row.name}
          {cardTags(row, card.figure, words, figure).map((tag) => (
            <Fragment key={tag}>
              {' '}
              <Tag>{tag}</Tag>
            </Fragment>
          ))}
        </h3>
        <p className={styles.value}>
          <ValueText
            text={text.text}
            unit={text.unit}
            state={shown.state}
            after={shown.judgement ? <SeverityMark severity={shown.judgement.severity} size={26} /> : null}
          />
          {target ? (
            <span>
              {met === null ? null : <b>{met ? words.met : words.missed}</b>} {figure.target} {target}
              {own ? (
                <small data-own-target={own.version}>
                  {' '}
                  {words.ownTarget(own.period, own.version, `${meta.sources[own.source.document] ?? own.source.document} ${own.source.line ?? ''}`.trim())}
                </small>
              ) : null}
            </span>
          ) : null}
        </p>
        <p className={styles.line}>
          {[
            card.regionName,
            `${time(span.from)} — ${time(span.to)}`,
            ...[...dims, ...dimensionText(query.scope ? { scope: query.scope } : undefined)].map(([name, value]) => `${name} ${value}`),
          ]
            .filter(Boolean)
            .join(' · ')}
          {shown.notReported ? ` · ${figure.notReported}` : ''}
        </p>
        <p className={styles.line}>
          {expected ? `${figure.expected} ${expected}　` : ''}
          {previous ? <ChangeText label={comparedLabel(figure.previous, card.figure.previous, locale, timeZone)} change={previous} /> : null}{' '}
          {yearAgo ? <ChangeText label={comparedLabel(figure.yearAgo, card.figure.yearAgo, locale, timeZone)} change={yearAgo} /> : null}
          {card.figure.uncompared === 'not_yet' ? figure.notYet : null}
        </p>
        {card.beside.map((other) => (
          <p key={other.status} className={styles.line} data-beside={other.status}>
            {`${words.beside({
              status: words.status[other.status] ?? other.status,
              value: withUnit(figureText(row, other.value, locale, PLAIN)),
              asOf: other.asOf === null ? '' : `（${formatAsOf(other.asOf, locale, timeZone, now)}）`,
              difference: other.value === null || shown.value === null ? '' : formatNumber(shown.value - other.value, row.display.decimals),
            })}，${words.besideNote}`}
          </p>
        ))}
        <CoverageLine coverage={shown.coverage} region={query.region} now={now} />
        {marks.unlocated > 0 ? (
          <p className={styles.line}>
            {figure.unlocated} {marks.unlocated}
          </p>
        ) : null}
      </div>
      <div className={styles.headTrend}>{trend}</div>
    </section>
  );
}
