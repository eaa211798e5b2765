'use client';
import type { FigureRef, TopicFile, View } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useCoverageText } from '../figure/coverage-line.tsx';
import { figureScale, figureText, rangeText, targetText } from '../figure/figure-text.ts';
import { figureWords } from '../figure/messages.ts';
import { usePageQuery, usePeriodText } from '../figure/page-query.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { cardAttribute } from '../figure/shortcuts.tsx';
import { useFigure } from '../figure/use-figure.ts';
import { useUrl } from '../figure/use-url.ts';
import { faultOf } from '../ui/fault.ts';
import { formatAge } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { ValueText } from '../ui/value-text.tsx';
import { AbnormalPanel } from './abnormal.tsx';
import { wallWords } from './messages.ts';
import styles from './phone-view.module.css';
import { useRegionKeys } from './use-region-keys.ts';
import { ViewFigures } from './view.tsx';
import { panels, refKey } from './view-plan.ts';

/** A wall or topic on a phone: its headline figures as a list, then what is abnormal. */
export function PhoneView({ topic }: { topic: TopicFile }) {
  const words = wallWords[useLocale().locale];
  useRegionKeys();
  if (!topic.view) return <p className={styles.empty}>{words.notConnectedWhy}</p>;
  return (
    <ViewFigures views={[topic.view]}>
      <h1 className={styles.title}>{topic.title}</h1>
      <ul className={styles.list}>
        {topic.view.tiles.map((tile) => (
          <PhoneFigure key={refKey(tile)} tile={tile} />
        ))}
      </ul>
      <PhoneAbnormal view={topic.view} />
    </ViewFigures>
  );
}

function PhoneAbnormal({ view }: { view: View }) {
  const spec = panels(view).find((p) => p.kind === 'abnormal');
  return spec?.kind === 'abnormal' ? <AbnormalPanel panel={spec} view={view} /> : null;
}

function PhoneFigure({ tile }: { tile: FigureRef }) {
  const { locale } = useLocale();
  const ui = useWords();
  const words = figureWords[locale];
  const { indicator } = useConsole();
  const query = usePageQuery()(tile);
  const period = usePeriodText()(query);
  const { shown, error } = useFigure(query);
  const [, setUrl] = useUrl();
  const now = usePictureNow();
  const coverage = useCoverageText()(shown?.coverage ?? null, query.region, now, 1);
  const row = indicator(tile.indicator);
  const name = tile.label ?? row?.shortName ?? tile.indicator;
  const card = { ...query, window: query.window ?? null };
  const scale = row && shown ? figureScale(row, [shown.value], locale) : undefined;
  const text = row && shown ? figureText(row, shown.value, locale, scale) : null;
  const range = row && shown && scale ? rangeText(row, shown.expected, scale) : '';
  const target = row ? targetText(row) : null;
  const age = shown?.lastAt && !query.span ? formatAge(now - shown.lastAt, locale) : '';
  return (
    <li>
      <button
        type="button"
        className={styles.figure}
        data-figure={tile.indicator}
        data-state={shown?.state ?? (error ? 'error' : 'loading')}
        {...cardAttribute(card)}
        onClick={() => setUrl({ card })}
      >
        <span className={styles.name}>{name}</span>
        <span className={styles.period}>{period}</span>
        <span className={styles.value}>
          {shown?.judgement ? <SeverityMark severity={shown.judgement.severity} /> : null}
          {text && shown ? <ValueText text={text.text} unit={text.unit} state={shown.state} /> : error ? faultOf(error, ui).what : '…'}
        </span>
        <span className={styles.note}>{range ? `${words.expected} ${range}` : target ? `${words.target} ${target}` : ''}</span>
        <span className={styles.age}>{[coverage, age].filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  );
}
