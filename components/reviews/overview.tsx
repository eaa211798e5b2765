'use client';
import { SMALL_SAMPLE } from '../../server/core/review/attain.ts';
import type { FigureValue } from '../../server/wire/figure.ts';
import { useConsole } from '../figure/console-context.tsx';
import { changeText, comparedLabel, figureText, withUnit } from '../figure/figure-text.ts';
import { cardAttribute } from '../figure/shortcuts.tsx';
import { show } from '../figure/shown.ts';
import { useUrl } from '../figure/use-url.ts';
import { ChangeText } from '../ui/change-text.tsx';
import { formatNumber, PLAIN } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { Skeleton } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { ValueText } from '../ui/value-text.tsx';
import { AttentionPanel, SaidPanels } from './attention.tsx';
import { DimensionPanel } from './dimension-panel.tsx';
import { figureKey, isSmall, MEASURES } from './figure-rows.ts';
import { LevelsPanel } from './levels-panel.tsx';
import { PublishedPanel } from './published-panel.tsx';
import styles from './reviews.module.css';
import { cardOf, useHeadFigures } from './use-figures.ts';
import type { ReviewsPlace } from './use-reviews-url.ts';
import { useReviewsWords } from './use-reviews-words.ts';

const TILES = [MEASURES.score, MEASURES.good, MEASURES.active, MEASURES.ontime, MEASURES.bad, 'review.orders'] as const;

export type Figures = ReadonlyMap<string, FigureValue>;

/** 概况: score, rates and counts of a region and span, what they are made of, where they come from, what needs attention. */
export function Overview({ place }: { place: ReviewsPlace }) {
  const words = useReviewsWords();
  const { may } = useConsole();
  const { answer, values } = useHeadFigures(place);
  const state = answer.isError && !answer.data ? ({ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() } as const) : null;
  const sees = may('rectification.read');
  return (
    <>
      <section aria-labelledby="reviews-head">
        <h2 id="reviews-head" className={styles.sectionTitle}>
          {words.headline} <small>{words.headlineNote}</small>
        </h2>
        {state ? (
          <Panel label={words.headline} state={state} className={styles.waiting} />
        ) : (
          <ul className={styles.tiles}>
            {TILES.map((code) => (
              <Tile key={code} code={code} value={values.get(figureKey(code)) ?? null} />
            ))}
          </ul>
        )}
      </section>
      {state ? null : (
        <div className={styles.two}>
          <LevelsPanel values={values} loading={answer.isPending} />
          <PublishedPanel values={values} loading={answer.isPending} />
        </div>
      )}
      {sees ? (
        <div className={styles.two}>
          <AttentionPanel place={place} />
          <SaidPanels place={place} />
        </div>
      ) : (
        <Panel title={words.attention} state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} className={styles.waiting} />
      )}
      <DimensionPanel place={place} values={values} />
    </>
  );
}

/** A figure with its parts; the whole of it opens its card. */
function Tile({ code, value }: { code: string; value: FigureValue | null }) {
  const words = useReviewsWords();
  const { locale, timeZone } = useLocale();
  const { indicator } = useConsole();
  const [, setUrl] = useUrl();
  const row = indicator(code);
  if (!row) return null;
  if (!value)
    return (
      <li className={styles.tile}>
        <span className={styles.tileName}>{row.name}</span>
        <div className={styles.tileWaits}>
          <Skeleton kind="tile" />
        </div>
      </li>
    );
  const shown = show(row, value, null, null);
  const { text, unit } = figureText(row, shown.value, locale, PLAIN);
  const scale = 10 ** row.scale;
  const change = changeText(row, shown.value, value.previous, locale);
  const said = shown.notReported ? words.notReported : withUnit({ text, unit });
  const small = isSmall(row, shown.den);
  return (
    <li className={styles.tile} data-figure={code}>
      <button type="button" className={styles.cover} onClick={() => setUrl({ card: cardOf(value) })} {...cardAttribute(cardOf(value))}>
        <span className={styles.tileName}>{row.name}</span>
        <span className="tg-vh">{words.open('', said)}</span>
      </button>
      {shown.notReported ? <span className={styles.missing}>{words.notReported}</span> : <ValueText text={text} unit={unit} state={shown.state} />}
      <span className={styles.tileFoot}>
        {row.kind === 'ratio' && shown.den > 0 ? <span>{words.parts(formatNumber(shown.num / scale), formatNumber(shown.den / scale))}</span> : null}
        {small ? <Tag title={words.smallTitle(formatNumber(SMALL_SAMPLE))}>{words.small}</Tag> : null}
        {change ? <ChangeText label={comparedLabel(locale === 'zh-CN' ? '环比' : 'prev.', value.previous, locale, timeZone)} change={change} /> : null}
      </span>
    </li>
  );
}
