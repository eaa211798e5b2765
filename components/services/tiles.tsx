'use client';
import { weeksBehind } from '../../server/core/indicator/window.ts';
import type { Freshness } from '../../server/wire/figure.ts';
import { useConsole } from '../figure/console-context.tsx';
import { CoverageLine } from '../figure/coverage-line.tsx';
import { changeText, comparedLabel, figureText, withUnit } from '../figure/figure-text.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { cardAttribute } from '../figure/shortcuts.tsx';
import { show } from '../figure/shown.ts';
import { useUrl } from '../figure/use-url.ts';
import { ChangeText } from '../ui/change-text.tsx';
import { PLAIN } from '../ui/format.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { Skeleton } from '../ui/panel-states.tsx';
import { ValueText } from '../ui/value-text.tsx';
import styles from './services.module.css';
import { CASE_FIGURES, CASES, type CaseFigure, type CaseValues, cardOf, type ServicesPlace, type useCaseFigures, useServicesWords } from './use-services.ts';

/** Looks of a value's age; that there is none is said in the value's place. */
const AGES: readonly Freshness[] = ['late', 'stale', 'dead'];

/** The counts of cases, each with the week before, and which regions stand behind them. */
export function CaseTiles({ place, figures: { answer, values } }: { place: ServicesPlace; figures: ReturnType<typeof useCaseFigures> }) {
  const words = useServicesWords();
  const now = usePictureNow();
  if (answer.isError && !answer.data)
    return <Panel label={words.usage} state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} className={styles.waiting} />;
  return (
    <>
      <ul className={styles.tiles}>
        {CASE_FIGURES.map((figure) => (
          <Tile key={figure} figure={figure} values={values} />
        ))}
      </ul>
      <CoverageLine coverage={values.get('closed')?.coverage ?? null} region={place.region} now={now} />
    </>
  );
}

function Tile({ figure, values }: { figure: CaseFigure; values: CaseValues }) {
  const words = useServicesWords();
  const { locale, timeZone } = useLocale();
  const { indicator } = useConsole();
  const [, setUrl] = useUrl();
  const now = usePictureNow();
  const row = indicator(CASES[figure]);
  const value = values.get(figure);
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
  const shown = show(row, value, null, value.span.to > now ? now : null);
  const { text, unit } = figureText(row, shown.value, locale, PLAIN);
  const change = changeText(row, shown.value, value.previous, locale);
  const card = cardOf(value);
  const weeks = weeksBehind(value.span);
  return (
    <li className={styles.tile} data-figure={row.code}>
      <button type="button" className={styles.cover} onClick={() => setUrl({ card })} {...cardAttribute(card)}>
        <span>{row.name}</span>
        <span className="tg-vh">{words.open('', withUnit({ text, unit }))}</span>
      </button>
      <ValueText text={text} unit={unit} state={shown.state} />
      <span className={styles.tileFoot}>
        {AGES.includes(shown.state) ? <FreshnessMark state={shown.state} size={12} word /> : null}
        {change ? (
          <ChangeText label={comparedLabel(words.weeksBefore(weeks), value.previous, locale, timeZone)} change={change} />
        ) : (
          <span>{words.uncompared[value.uncompared ?? 'none_before'](weeks)}</span>
        )}
      </span>
    </li>
  );
}
