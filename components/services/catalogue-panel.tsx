'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { ITEM_SCOPE } from '../../server/core/items/item-rules.ts';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { figureText, targetText, withUnit } from '../figure/figure-text.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber, PLAIN } from '../ui/format.ts';
import { formatDate } from '../ui/format-time.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { CardNumber } from './card-number.tsx';
import styles from './services.module.css';
import { cardOf, type ServicesPlace, useCatalogue, useServicesWords } from './use-services.ts';

/** `listed`: counted from item lists, and told apart from what is reported. */
type Line = { row: IndicatorRow; value: FigureValue | null; listed: boolean };

/** The plan's shares of items: what was reported above and below the line, the target, and what is not printed or not reported. */
export function CataloguePanel({ place }: { place: ServicesPlace }) {
  const words = useServicesWords();
  const { rows, years, answer, values } = useCatalogue(place);
  const lines = useMemo(() => rows.flatMap((row, i) => linesOf(row, values.reported[i] ?? null, values.counted.get(row.code) ?? null)), [rows, values]);
  const state: PanelState =
    rows.length === 0
      ? { kind: 'empty', why: words.noRatios, what: words.noRatiosWhat }
      : answer.isError && !answer.data
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : answer.isPending
          ? { kind: 'loading', skeleton: 'list' }
          : { kind: 'ready' };
  const columns: Column<Line>[] = [
    { id: 'name', head: words.indicator, cell: (line) => <Name line={line} region={place.region} />, width: '24%' },
    { id: 'value', head: words.value, align: 'end', cell: (line) => <Value line={line} years={years} /> },
    { id: 'parts', head: words.fraction, align: 'end', cell: (line) => <Fraction line={line} />, width: '20%' },
    { id: 'target', head: words.target, align: 'end', cell: ({ row }) => <Target row={row} /> },
    { id: 'baseline', head: words.baseline, align: 'end', cell: ({ row }) => <Baseline row={row} /> },
    { id: 'asOf', head: words.asOf, align: 'end', cell: (line) => <AsOf line={line} now={place.now} /> },
    {
      id: 'formula',
      head: words.formula,
      cell: ({ row }) =>
        row.formula === null ? <span className={styles.missing}>{words.formulaUnpublished}</span> : <span className={styles.formula}>{row.formula}</span>,
      width: '26%',
    },
  ];
  return (
    <Panel label={words.catalogue} className={styles.panel} state={state}>
      <DataTable
        caption={words.catalogue}
        captionHidden
        stack
        columns={columns}
        rows={lines}
        rowKey={({ row, listed }) => (listed ? `${row.code} listed` : row.code)}
        rowData={({ row, listed }) => ({ [listed ? 'data-listed' : 'data-ratio']: row.code })}
        className={styles.catalogue}
      />
      <p className={styles.note}>{words.noCatalogueParts}</p>
    </Panel>
  );
}

/** What is reported, and in a line of its own what lists count; where nothing is reported anywhere, that alone. */
function linesOf(row: IndicatorRow, reported: FigureValue | null, counted: FigureValue | null): Line[] {
  if (counted === null || counted.value === null) return [{ row, value: reported, listed: false }];
  const listed: Line = { row, value: counted, listed: true };
  return reported?.query.scope === ITEM_SCOPE ? [listed] : [{ row, value: reported, listed: false }, listed];
}

function Name({ line: { row, listed }, region }: { line: Line; region: string }) {
  const words = useServicesWords();
  return (
    <span className={styles.named}>
      <Link href={`/indicators/${row.code}?r=${region}`} prefetch={false}>
        {row.name}
      </Link>
      <small>{words.populationOf(row.population ?? words.unpublished)}</small>
      {listed ? (
        <Link href={`/services/items?r=${region}&i=${row.code}`} prefetch={false} aria-label={words.lackingOf(row.name)}>
          <small>{words.listed}</small>
        </Link>
      ) : null}
    </span>
  );
}

function Value({ line: { row, value }, years }: { line: Line; years: { from: number; to: number } }) {
  const words = useServicesWords();
  const { locale } = useLocale();
  if (!value || value.value === null) return <span className={styles.missing}>{value?.notReported ? words.notReportedHere : words.notReported}</span>;
  return <CardNumber card={cardOf(value, years)} name={row.name} text={withUnit(figureText(row, value.value, locale, PLAIN))} />;
}

/** Numerator over denominator with what each counts. */
function Fraction({ line: { row, value } }: { line: Line }) {
  const words = useServicesWords();
  if (!value || value.value === null) return <span className={styles.missing}>{words.none}</span>;
  if (row.kind !== 'ratio') return <span className={styles.missing}>{words.noFraction}</span>;
  const scale = 10 ** row.scale;
  return (
    <span className={styles.named}>
      <span>{words.parts(formatNumber(value.num / scale), formatNumber(value.den / scale))}</span>
      <small>{words.parts(row.numeratorName ?? words.unpublished, row.denominatorName ?? words.unpublished)}</small>
    </span>
  );
}

function Target({ row }: { row: IndicatorRow }) {
  const words = useServicesWords();
  const text = targetText(row);
  if (text === null) return <span className={styles.missing}>{words.unpublished}</span>;
  const target = row.targets.find((t) => t.path === null) ?? row.targets[0];
  return (
    <span className={styles.named}>
      <span>
        {text}
        {row.unit}
      </span>
      <small>{target?.period}</small>
    </span>
  );
}

function Baseline({ row }: { row: IndicatorRow }) {
  const words = useServicesWords();
  if (!row.baseline) return <span className={styles.missing}>{words.unpublished}</span>;
  return `${formatNumber(row.baseline.value, row.display.decimals)}${row.unit}`;
}

function AsOf({ line: { value }, now }: { line: Line; now: number }) {
  const words = useServicesWords();
  const { locale, timeZone } = useLocale();
  if (!value || value.value === null || value.asOf === null) return <span className={styles.missing}>{words.none}</span>;
  return (
    <span className={styles.named}>
      <span>{formatDate(Math.min(value.asOf, now), locale, timeZone)}</span>
      {value.state === 'fresh' ? null : <FreshnessMark state={value.state} size={12} word />}
    </span>
  );
}
