'use client';
import { useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import type { TradePlaces } from '../../server/wire/trade-places.ts';
import { TrendChart } from '../charts/trend-chart.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { MEASURES } from './commerce-url.ts';
import { addDays, type DaySpan, daysIn } from './days.ts';
import { measureScale, measureUnit } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, usePanelLook, useSideText } from './use-commerce.tsx';
import { dayAt, useDaySpan, useDays } from './use-commerce-data.ts';

type Happening = TradePlaces['happenings'][number];

/** By day, with what trade reacts to. */
export function DaysPanel() {
  const words = useCommerceWords();
  const look = usePanelLook();
  const side = useSideText();
  const { url } = useCommerce();
  return (
    <Panel className={styles.days} title={words.parts.days} note={side} meta={words.measures[url.measure]} {...look}>
      <DaysChart />
    </Panel>
  );
}

export function DaysChart() {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { offset } = useConsole();
  const { url, places, name } = useCommerce();
  const days = useDays();
  const span = useDaySpan();
  const at = AT[url.measure];
  const factor = url.measure === MEASURES[0] ? 100 : 1;
  const line = useMemo(() => days.map((d) => [d.at, (d.sums[at] as number) / factor] as const), [days, at, factor]);
  const scale = measureScale(
    url.measure,
    days.map((d) => d.sums[at] as number),
    locale,
  );
  const told = useMemo(
    () => happeningsOf(places.happenings, span, url.filter.partner, url.filter.port),
    [places.happenings, span, url.filter.partner, url.filter.port],
  );
  // The list below has all.
  const notes = useMemo(
    () => notesOf(told, span).map((h) => ({ at: dayAt(h.from, offset), word: h.title.length > 10 ? `${h.title.slice(0, 9)}…` : h.title })),
    [told, span, offset],
  );
  return (
    <div className={styles.course}>
      {line.length > 1 ? (
        <TrendChart
          className={styles.courseChart}
          label={`${words.parts.days}，${words.measures[url.measure]}，${measureUnit(url.measure, scale, locale)}`}
          line={line as [number, number][]}
          from={dayAt(span.from, offset)}
          to={dayAt(addDays(span.to, -1), offset)}
          unit={scale}
          annotations={notes}
        />
      ) : (
        <p className={styles.nothing}>{words.fewDays}</p>
      )}
      <ul className={styles.events} aria-label={words.events}>
        {told.slice(0, 4).map((h) => (
          <li key={h.id}>
            <span className={styles.eventKind}>{words.kinds[h.kind]}</span>
            <span className={styles.eventTitle} title={h.title}>
              {h.title}
            </span>
            <span className={styles.eventWhen}>{h.to && h.to !== h.from ? `${h.from}—${h.to.slice(5)}` : h.from}</span>
            <span className={styles.eventOf}>
              {[...h.partners.map((p) => name('partner', p)), ...h.ports.map((p) => name('port', p)), ...h.modes].slice(0, 3).join('、')}
            </span>
          </li>
        ))}
        {told.length === 0 ? <li className={styles.eventNone}>{words.noEvents}</li> : null}
      </ul>
    </div>
  );
}

/** What happened in sight, or before it and is the newest of its kind; of the chosen markets and ports where some are chosen. Newest first. Pure. */
export function happeningsOf(
  all: readonly Happening[],
  span: DaySpan,
  partners: readonly string[] | undefined,
  ports: readonly string[] | undefined,
): Happening[] {
  const concerns = (h: Happening) =>
    (!partners || h.partners.length === 0 || h.partners.some((p) => partners.includes(p))) &&
    (!ports || h.ports.length === 0 || h.ports.some((p) => ports.includes(p)));
  return all.filter((h) => h.from < span.to && concerns(h)).toSorted((a, b) => (a.from < b.from ? 1 : -1));
}

/** Of those that begin in sight the newest, and the next that is far enough from it for two words to stand. Pure. */
export function notesOf(told: readonly Happening[], span: DaySpan): Happening[] {
  const days = (from: string, to: string) => daysIn({ from, to });
  const inSight = told.filter((h) => h.from >= span.from && h.from < span.to);
  const [first] = inSight;
  if (!first) return [];
  const second = inSight.find((h) => days(h.from, first.from) >= days(span.from, span.to) / 3);
  return second ? [first, second] : [first];
}
