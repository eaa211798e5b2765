'use client';
import { useMemo } from 'react';
import type { FigureRef } from '../../server/wire/topic.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { useCoverageText } from '../figure/coverage-line.tsx';
import { changeText, comparedLabel, figureScale, figureText, rangeText, targetText } from '../figure/figure-text.ts';
import { figureWords } from '../figure/messages.ts';
import { usePageQuery, usePeriodText } from '../figure/page-query.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { cardAttribute } from '../figure/shortcuts.tsx';
import type { Shown } from '../figure/shown.ts';
import { useFigure } from '../figure/use-figure.ts';
import { useLine } from '../figure/use-line.ts';
import { useUrl } from '../figure/use-url.ts';
import { ChangeText } from '../ui/change-text.tsx';
import { cx } from '../ui/class-names.ts';
import { faultOf } from '../ui/fault.ts';
import { formatAge, formatAsOf, formatCadence, formatSince, formatSpan } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Skeleton } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { ValueText } from '../ui/value-text.tsx';
import styles from './tiles.module.css';

/** A label may name its span itself: 进出口 本年. */
const says = (name: string, period: string) => name.replaceAll(' ', '').includes(period.replaceAll(' ', ''));

/** One headline figure: name and span, value, target or expected range, the last day, age. Opens its card. */
export function Tile({ tile, large }: { tile: FigureRef; large: boolean }) {
  const ui = useWords();
  const { indicator } = useConsole();
  const { locale } = useLocale();
  const words = figureWords[locale];
  const query = usePageQuery()(tile);
  const period = usePeriodText()(query);
  const reading = useFigure(query);
  const [, setUrl] = useUrl();
  const row = indicator(tile.indicator);
  const name = tile.label ?? row?.shortName ?? tile.indicator;
  const { shown } = reading;
  const old = shown?.state === 'stale' || shown?.state === 'dead';
  const card = { ...query, window: query.window ?? null };
  const text = shown ? figureText(shown.row, shown.value, locale) : null;
  return (
    <button
      type="button"
      className={cx(styles.tile, large ? styles.large : styles.small, old && `tg-hatch-${shown.state}`, shown?.state === 'not_connected' && styles.dashed)}
      data-state={reading.error && !shown ? 'error' : (shown?.state ?? 'loading')}
      data-figure={tile.indicator}
      {...cardAttribute(card)}
      aria-label={`${words.openCard(name)}，${period}，${text ? `${text.text} ${text.unit}` : '—'}`}
      onClick={() => setUrl({ card })}
    >
      <span className={styles.name}>
        <span className={cx(old && 'tg-plate')}>{name}</span>
        {query.span || says(name, period) ? null : <span className={cx(styles.period, old && 'tg-plate')}>{period}</span>}
      </span>
      {shown ? (
        <TileBody shown={shown} query={query} large={large} />
      ) : reading.error ? (
        <span className={styles.failed}>{faultOf(reading.error, ui).what}</span>
      ) : (
        <span className={styles.skeleton}>
          <Skeleton kind="tile" />
        </span>
      )}
    </button>
  );
}

function TileBody({ shown, query, large }: { shown: Shown; query: ReturnType<ReturnType<typeof usePageQuery>>; large: boolean }) {
  const { locale } = useLocale();
  const scale = figureScale(shown.row, [shown.value], locale);
  const text = figureText(shown.row, shown.value, locale, scale);
  return (
    <>
      <span className={styles.value}>
        <ValueText text={text.text} unit={text.unit} state={shown.state} />
        {shown.judgement ? <SeverityMark severity={shown.judgement.severity} size={large ? 44 : 28} className={styles.mark} /> : null}
      </span>
      <TileNote shown={shown} region={query.region} large={large} />
      <Spark shown={shown} query={query} />
      <TileAge shown={shown} region={query.region} past={query.span !== undefined} />
    </>
  );
}

/** The third line: what is known about staleness first, then range or target, then the comparison where it has room. */
function TileNote({ shown, region, large }: { shown: Shown; region: string; large: boolean }) {
  const { locale, timeZone } = useLocale();
  const words = figureWords[locale];
  const now = usePictureNow();
  const coverage = useCoverageText()(shown.coverage, region, now, 1);
  const old = shown.state === 'stale' || shown.state === 'dead';
  const scale = figureScale(shown.row, [shown.value], locale);
  const range = rangeText(shown.row, shown.expected, scale);
  const target = targetText(shown.row);
  const previous = large ? null : changeText(shown.row, shown.value, shown.base?.previous ?? null, locale);
  if (old && shown.lastAt !== null) {
    const cadence = formatCadence(shown.cadenceMs, locale);
    return <span className={cx(styles.note, 'tg-plate', styles.strong)}>{`${formatAsOf(shown.lastAt, locale, timeZone)}，${words.dueEvery(cadence)}`}</span>;
  }
  const missing = shown.coverage && shown.coverage.reporting < shown.coverage.of;
  return (
    <span className={styles.note}>
      <span className={styles.noteText}>
        {shown.notReported ? words.notReported : range ? `${words.expected} ${range}` : target ? `${words.target} ${target}` : ''}
      </span>
      {previous ? <ChangeText label={comparedLabel(words.previous, shown.base?.previous ?? null, locale, timeZone)} change={previous} /> : null}
      {!large && coverage && !previous ? <span className={cx(missing && styles.strong)}>{coverage}</span> : null}
    </span>
  );
}

function Spark({ shown, query }: { shown: Shown; query: Parameters<typeof useLine>[0] }) {
  const line = useLine(query, 'spark');
  const points = useMemo(() => line.points, [line.points]);
  if (points.length === 0) return <span className={styles.spark} />;
  return (
    <Sparkline
      className={styles.spark}
      points={points}
      band={line.band.length > 1 ? line.band : undefined}
      from={line.span.from}
      to={line.span.to}
      severity={shown.judgement?.severity ?? null}
      state={shown.state}
    />
  );
}

/** Right end of the last line: how many report when some do not, else the age. */
function TileAge({ shown, region, past }: { shown: Shown; region: string; past: boolean }) {
  const { locale, timeZone } = useLocale();
  const { childLevel } = useConsole();
  const now = usePictureNow();
  const { coverage, state, lastAt } = shown;
  const full = useCoverageText()(coverage, region, now, 4);
  const old = state === 'stale' || state === 'dead';
  if (full && coverage && coverage.reporting < coverage.of && !old) {
    return (
      <span className={cx(styles.age, styles.strong)} title={full} data-coverage={`${coverage.reporting}/${coverage.of}`}>
        {figureWords[locale].coverage(coverage.reporting, coverage.of, childLevel(region))}
      </span>
    );
  }
  if (past || lastAt === null) return <span className={styles.age} />;
  const age = now - lastAt > 86_400_000 ? formatSince(lastAt, now, locale, timeZone) : formatAge(now - lastAt, locale);
  return (
    <span className={cx(styles.age, (old || state === 'late') && styles.strong, old && 'tg-plate')} title={formatSpan(now - lastAt, { locale })}>
      {age}
    </span>
  );
}
