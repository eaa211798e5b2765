'use client';
import type { ComputedPart, ComputedSide, FigureCard } from '../../server/wire/figure.ts';
import { formatNumber } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { figureText, withUnit } from './figure-text.ts';

type Props = { card: FigureCard; onIndicator: (code: string) => void };

/** How a computed figure is made: its expression in the names of its parts, each the way to its own card, and in their numbers. */
export function CardComputed({ card, onIndicator }: Props) {
  const { locale } = useLocale();
  const words = cardWords[locale];
  const { computed, definition: row, figure } = card;
  if (!computed) return null;
  const { numerator, denominator } = computed;
  const result = withUnit(figureText(row, figure.value, locale, { divisor: 1, suffix: '' }));
  return (
    <section className={styles.part} data-computed>
      <header className={styles.partHead}>
        <h3>{words.computed}</h3>
        <span>{words.computedHow}</span>
      </header>
      <dl className={styles.sides}>
        <Side term={denominator ? words.numerator : words.value} side={numerator} card={card} onIndicator={onIndicator} />
        {denominator ? <Side term={words.denominator} side={denominator} card={card} onIndicator={onIndicator} /> : null}
      </dl>
      <p className={styles.equation}>
        {denominator ? (
          <>
            <span>①</span> <b>{sideText(numerator, row.scale)}</b> <span>÷</span> <span>②</span> <b>{sideText(denominator, row.scale)}</b>
            {row.display.factor === 1 ? null : <span>× {formatNumber(row.display.factor)}</span>} <span>=</span>
          </>
        ) : (
          <span>=</span>
        )}{' '}
        <b>{result}</b>
        {figure.value === null ? <span className={styles.partEnd}>{words.computedMissing}</span> : null}
      </p>
    </section>
  );
}

const sideText = ({ value }: ComputedSide, decimals: number): string => (value === null ? '—' : formatNumber(value, decimals));

const partText = ({ value, decimals, unit }: ComputedPart): string => (value === null ? '—' : `${formatNumber(value, decimals)}${unit}`);

function Side({ term, side, card, onIndicator }: Props & { term: string; side: ComputedSide }) {
  const parts = card.computed?.parts ?? [];
  const words = cardWords[useLocale().locale];
  // The same figure may stand in one side twice; the place tells the tokens apart.
  const tokens = side.tokens.map((token, place) => ({ token, key: `${place}` }));
  const partOf = (token: ComputedSide['tokens'][number]) => ('part' in token ? (parts[token.part] ?? null) : null);
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {tokens.map(({ token, key }) => {
          const part = partOf(token);
          return part ? (
            <button
              key={key}
              type="button"
              className={styles.partLink}
              onClick={() => onIndicator(part.code)}
              aria-label={words.openPart(part.name)}
              data-part={part.code}
            >
              {part.name}
            </button>
          ) : (
            <span key={key}>{'text' in token ? token.text : ''}</span>
          );
        })}
      </dd>
      <dd className={styles.numbers}>
        {tokens.map(({ token, key }) => {
          const part = partOf(token);
          return part ? <b key={key}>{partText(part)}</b> : <span key={key}>{'text' in token ? token.text : ''}</span>;
        })}
        {side.tokens.length > 1 ? (
          <>
            <span>=</span> <b>{sideText(side, card.definition.scale)}</b>
          </>
        ) : null}
      </dd>
    </div>
  );
}

/** A computed figure has no records: those behind it are behind its parts. */
export function ComputedRecords({ card, onIndicator }: Props) {
  const { locale } = useLocale();
  const words = cardWords[locale];
  const { indicator } = useConsole();
  const codes = [...new Set(card.computed?.parts.map((p) => p.code))];
  const fold = card.recordFold;
  const row = card.definition;
  const result = fold ? figureText(row, fold.value, locale, { divisor: 1, suffix: '' }) : null;
  return (
    <section className={styles.part}>
      <header className={styles.partHead}>
        <h3>{words.recordsTitle}</h3>
        {fold && result && fold.note === null ? (
          <span data-record-fold={fold.equal}>
            {words.recordsFold(formatNumber(fold.records), withUnit(result))}，
            <b className={fold.equal ? undefined : styles.alarm}>{fold.equal ? words.equal : words.notEqual}</b>
          </span>
        ) : null}
      </header>
      {codes.length === 0 ? (
        <PanelStateBody state={{ kind: 'empty', why: words.recordsNone, what: row.code }} />
      ) : (
        <p className={styles.partLinks}>
          <span>{words.computedRecords}</span>
          {codes.map((code) => (
            <button key={code} type="button" className={styles.partLink} onClick={() => onIndicator(code)}>
              {indicator(code)?.name ?? code}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}
