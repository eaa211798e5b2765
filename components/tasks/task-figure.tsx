'use client';
import { useQuery } from '@tanstack/react-query';
import type { TaskFigure } from '../../server/core/task/about.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import ticketStyles from '../desk/ticket.module.css';
import { useConsole } from '../figure/console-context.tsx';
import { figureText, withUnit } from '../figure/figure-text.ts';
import { cardAttribute } from '../figure/shortcuts.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import type { Locale } from '../ui/types.ts';
import styles from './tasks.module.css';
import { useTasksWords } from './use-tasks-words.ts';

/** A value of an indicator with its unit; null for one that was not reported. */
export function figureValueText(def: IndicatorRow | null, value: number | null, locale: Locale): string | null {
  if (value === null) return null;
  return def ? withUnit(figureText(def, value, locale)) : String(value);
}

/** The days of a half-open span. */
export function spanText({ from, to }: Pick<TaskFigure, 'from' | 'to'>, locale: Locale, timeZone: string, now: number): string {
  return `${formatDay(from, locale, timeZone, now)} – ${formatDay(to - 1, locale, timeZone, now)}`;
}

/** The figure that a task was made of, as it was and as it is, with its card over the same span; `unmade`: of a task that is still to be made. */
export function TaskFigurePart({ figure, unmade = false }: { figure: TaskFigure; unmade?: boolean }) {
  const words = useTasksWords();
  const trpc = useTRPC();
  const { locale, timeZone } = useLocale();
  const { indicator, region: placeOf, meta } = useConsole();
  const [, setUrl] = useUrl();
  const { indicator: code, region, scope, status, from, to } = figure;
  const named = { indicator: code, region, ...(scope ? { scope } : {}), ...(status ? { status } : {}) };
  const answer = useQuery(trpc.figure.values.queryOptions({ queries: [{ ...named, span: { from, to } }] }, { staleTime: 15_000 }));
  const def = indicator(code);
  const name = `${placeOf(region)?.name ?? region} ${def?.shortName ?? code}`;
  const card: CardRef = { ...named, window: null };
  const read = answer.data?.[0];
  const nowText = read ? (figureValueText(def, read.value, locale) ?? words.noValue) : answer.isError ? words.unread : words.reading;
  const bound = figureValueText(def, figure.bound, locale);
  return (
    <section className={ticketStyles.part} data-figure={code}>
      <header>
        <h2>{words.figure}</h2>
        <span>{`${words.span} ${spanText(figure, locale, timeZone, meta.now)}`}</span>
      </header>
      <div className={styles.figure}>
        <Button look="plain" onClick={() => setUrl({ card, span: { from, to }, window: null })} aria-label={words.openCard(name)} {...cardAttribute(card)}>
          {name}
        </Button>
        <dl>
          {unmade ? null : (
            <div>
              <dt>{words.then}</dt>
              <dd data-then>{figureValueText(def, figure.value, locale) ?? words.noValue}</dd>
            </div>
          )}
          {bound ? (
            <div>
              <dt>{words.bound}</dt>
              <dd>
                {bound}
                {figure.side ? <small>{` ${unmade ? words.nowIs : words.then}${locale === 'en' ? ' ' : ''}${words.sides[figure.side]}`}</small> : null}
              </dd>
            </div>
          ) : null}
          <div>
            <dt>{words.nowIs}</dt>
            <dd data-now>{nowText}</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}
