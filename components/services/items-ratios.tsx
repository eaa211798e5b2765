'use client';
import { useMemo } from 'react';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { ItemPlaceView } from '../../server/wire/items.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureText, withUnit } from '../figure/figure-text.ts';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber, PLAIN } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { CardNumber } from './card-number.tsx';
import styles from './items.module.css';
import { type CountedRow, useCountedRows, useItemsUrl, useItemsWords, useListedFigures, usePropertyName, useUncountedText } from './use-items.ts';
import { cardOf } from './use-services.ts';
import { whyUncounted } from './why-uncounted.ts';

/** `parts`: items with the property, and of the population. */
type Line = { row: CountedRow; value: FigureValue | null; parts: { num: number; den: number } | null };

/** The ratios that lists give a region, each with what it counts and a way to what it leaves out. */
export function ItemsRatios({ region, places }: { region: string; places: readonly ItemPlaceView[] | null }) {
  const words = useItemsWords();
  const { locale } = useLocale();
  const rows = useCountedRows();
  const { region: levelOf } = useConsole();
  const uncountedText = useUncountedText();
  const { years, answer } = useListedFigures(region, rows);
  const own = places?.find((p) => p.region === region)?.list;
  const lines = useMemo(
    () =>
      rows.map((row, i): Line => {
        const value = answer.data?.[i] ?? null;
        const told = value !== null && value.value !== null;
        // What is kept as a percentage has no parts of its own: those of its list.
        const parts = !told ? null : row.kind === 'ratio' ? { num: value.num, den: value.den } : (own?.counts[row.code] ?? null);
        return { row, value, parts };
      }),
    [rows, answer.data, own],
  );
  const kept = places?.filter((p) => p.list !== null) ?? [];
  const state: PanelState =
    rows.length === 0
      ? { kind: 'empty', why: words.noRatios, what: words.noRatiosWhat }
      : answer.isError && !answer.data
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : answer.isPending
          ? { kind: 'loading', skeleton: 'list' }
          : { kind: 'ready' };
  const noneText = (row: CountedRow): string => {
    if (places === null) return words.none;
    const own = row.additivity.region === 'add' ? kept : kept.filter((p) => p.region === region);
    const lists = own.flatMap((p) => (p.list ? [{ level: levelOf(p.region)?.level ?? '', list: p.list }] : []));
    return uncountedText(whyUncounted(row, levelOf(region)?.level ?? '', lists));
  };
  const columns: Column<Line>[] = [
    { id: 'name', head: words.indicator, cell: ({ row }) => row.name, width: '26%' },
    { id: 'counts', head: words.counts, cell: ({ row }) => <Counts row={row} />, width: '28%' },
    {
      id: 'ratio',
      head: words.ratio,
      align: 'end',
      cell: ({ row, value }) =>
        value && value.value !== null ? (
          <CardNumber card={cardOf(value, years)} name={row.name} text={withUnit(figureText(row, value.value, locale, PLAIN))} />
        ) : (
          <span className={styles.quiet}>{value?.notReported ? words.notAdded : noneText(row)}</span>
        ),
    },
    {
      id: 'parts',
      head: words.parts,
      align: 'end',
      cell: ({ parts }) => (parts ? words.partsOf(formatNumber(parts.num), formatNumber(parts.den)) : words.none),
    },
    { id: 'lacking', head: words.lacking, align: 'end', cell: (line) => <Lacking line={line} /> },
  ];
  return (
    <Panel
      title={words.ratios}
      note={
        places === null
          ? words.ratiosUnread
          : words.ratiosOf(formatNumber(kept.length), formatNumber(places.length), formatNumber(kept.reduce((n, p) => n + (p.list?.items ?? 0), 0)))
      }
      className={styles.panel}
      state={state}
    >
      <DataTable
        caption={words.ratios}
        captionHidden
        stack
        columns={columns}
        rows={lines}
        rowKey={({ row }) => row.code}
        rowData={({ row }) => ({ 'data-ratio': row.code })}
        className={styles.table}
      />
      <p className={styles.note}>{words.ratiosNote}</p>
    </Panel>
  );
}

/** The property over the population, in the profile's words. */
function Counts({ row }: { row: CountedRow }) {
  const words = useItemsWords();
  const name = usePropertyName();
  const { kinds, properties } = row.items.of;
  const population = [kinds?.join('、'), properties?.map(name).join(words.and)].filter(Boolean).join(words.and);
  return <span className={styles.quiet}>{words.countsOf(name(row.items.property), population || words.allItems)}</span>;
}

function Lacking({ line: { row, parts } }: { line: Line }) {
  const words = useItemsWords();
  const [, setUrl] = useItemsUrl();
  if (!parts) return words.none;
  const n = formatNumber(parts.den - parts.num);
  return (
    <Button look="plain" aria-label={words.lackingLabel(row.name, n)} onClick={() => setUrl({ missing: row.code, search: '', page: 0 })}>
      {words.lackingOf(n)}
    </Button>
  );
}
