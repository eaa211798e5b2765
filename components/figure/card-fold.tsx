'use client';
import { takesLast } from '../../server/core/indicator/display.ts';
import type { FigureCard, FoldPart } from '../../server/wire/figure.ts';
import { cx } from '../ui/class-names.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatSince } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { figureText, withUnit } from './figure-text.ts';
import { isFiled, isTold, toldSort, toldText } from './fold-told.ts';
import { figureWords } from './messages.ts';

/** The arithmetic of the figure: every part, what is left out struck in place, and the sum that gives the value. */
export function CardFold({ card, onRegion }: { card: FigureCard; onRegion: (region: string) => void }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const { childLevel } = useConsole();
  const { definition: row, fold, parts } = card;
  const ratio = row.kind === 'ratio';
  const how = ratio ? words.foldRatio : takesLast(row) ? words.foldLast : words.foldSum;
  const excluded = parts.filter((p) => p.excluded).length;
  const raw = (n: number) => formatNumber(n / 10 ** row.scale, row.scale);
  const shown = (value: number | null) => figureText(row, value, locale, { divisor: 1, suffix: '' });
  const told = parts.some(isTold);
  const columns: Column<FoldPart>[] = [
    {
      id: 'region',
      head: childLevel(card.figure.query.region) || words.region,
      rowHead: true,
      cell: (p) => (p.unlocated ? figureWords[locale].unlocated : p.name),
    },
    ...(ratio
      ? [
          {
            id: 'num',
            head: row.numeratorName ?? words.numerator,
            align: 'end' as const,
            cell: (p: FoldPart) => strike(p, raw(p.num)),
            sort: (p: FoldPart) => toldSort(p, p.num),
          },
          {
            id: 'den',
            head: row.denominatorName ?? words.denominator,
            align: 'end' as const,
            cell: (p: FoldPart) => strike(p, raw(p.den)),
            sort: (p: FoldPart) => toldSort(p, p.den),
          },
        ]
      : []),
    {
      id: 'value',
      head: ratio ? `①÷② ${row.unit}` : `${words.value} ${row.unit}`,
      align: 'end',
      cell: (p) =>
        p.excluded ? (
          <>
            {ratio ? null : strike(p, shown(p.value).text)}
            <span className={styles.since}>{p.since === null ? '' : formatSince(p.since, card.figure.span.to, locale, timeZone)}</span>
          </>
        ) : (
          <>
            {p.since === null ? null : <span className={styles.since}>{formatSince(p.since, card.figure.span.to, locale, timeZone)}</span>}{' '}
            {isTold(p) ? shown(p.value).text : <Untold text={isFiled(row) ? words.untold : '—'} />}
          </>
        ),
      sort: (p) => p.value,
    },
  ];
  return (
    <section className={styles.part}>
      <header className={styles.partHead}>
        <h3>{words.fold}</h3>
        <span>{how}</span>
        <span className={styles.partEnd}>{excluded > 0 ? words.excluded(excluded) : ''}</span>
      </header>
      <p className={styles.equation} data-equal={fold.equal}>
        {ratio ? (
          <>
            <span>Σ ①</span> <b>{told ? raw(fold.num) : '—'}</b> <span>÷</span> <span>Σ ②</span> <b>{told ? raw(fold.den) : '—'}</b> <span>=</span>{' '}
            <b>{fold.den === 0 ? '—' : formatNumber((fold.num / fold.den) * row.display.factor, row.display.decimals + 2)}</b>
            {fold.den === 0 ? null : <span>{words.rounded(row.display.decimals)}</span>}
          </>
        ) : (
          <>
            <span>Σ</span> <b>{told ? raw(fold.num) : '—'}</b> <span>=</span>
          </>
        )}{' '}
        <b>{withUnit(shown(fold.value))}</b>
        <span className={cx(styles.partEnd, fold.equal ? undefined : styles.alarm)}>{fold.equal ? words.equal : words.notEqual}</span>
      </p>
      <div className={parts.length > 8 ? styles.twoColumns : undefined}>
        {halves(parts).map((half, i) => (
          <DataTable
            key={i === 0 ? 'first' : 'second'}
            caption={words.fold}
            captionHidden
            columns={columns}
            rows={half}
            rowKey={(p) => (p.unlocated ? `${p.region}-unlocated` : p.region)}
            rowData={(p) => ({ 'data-part': p.region, ...(isTold(p) ? {} : { 'data-untold': 'true' }) })}
            rowLook={(p) => (p.excluded ? 'dead' : p.since !== null && card.figure.coverage ? 'stale' : null)}
            onSelect={(key) => {
              if (!key.endsWith('-unlocated')) onRegion(key);
            }}
          />
        ))}
      </div>
    </section>
  );
}

function strike(part: FoldPart, text: string) {
  const told = toldText(part, text);
  return told === null ? <Untold text="—" /> : part.excluded ? <s>{told}</s> : told;
}

/** In the place of a number of which nothing was told, and not in a number's ink. */
function Untold({ text }: { text: string }) {
  return <span className={styles.untold}>{text}</span>;
}

function halves(parts: FoldPart[]): FoldPart[][] {
  if (parts.length <= 8) return [parts];
  const middle = Math.ceil(parts.length / 2);
  return [parts.slice(0, middle), parts.slice(middle)];
}
