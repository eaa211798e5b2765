'use client';
import { SMALL_SAMPLE } from '../../server/core/review/attain.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureText, withUnit } from '../figure/figure-text.ts';
import { useChildRegions } from '../figure/use-regions.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber, PLAIN } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tag } from '../ui/tag.tsx';
import { FigureButton } from './figure-button.tsx';
import { type Cell, type DimensionRow, isSmall, MEASURES, type Measure } from './figure-rows.ts';
import type { Figures } from './overview.tsx';
import styles from './reviews.module.css';
import { REVIEWS_BY } from './reviews-url.ts';
import { cardOf, useDimension } from './use-figures.ts';
import { type ReviewsPlace, useReviewsUrl } from './use-reviews-url.ts';
import { useReviewsWords } from './use-reviews-words.ts';

const TOTAL = 'total';

/** The figures by region, department, item or channel: Σ over Σ in every line, and the whole in the last. */
export function DimensionPanel({ place, values }: { place: ReviewsPlace; values: Figures }) {
  const words = useReviewsWords();
  const [{ by }, setUrl] = useReviewsUrl();
  const { rows, measures, loading, error, retry } = useDimension(by, place);
  const names = new Map(useChildRegions(place.region).map((r) => [r.adcode, r.name]));
  const nameOf = (row: DimensionRow) =>
    row.name ?? (row.key === TOTAL ? words.total : row.key === place.region ? words.ownRow : (names.get(row.key ?? '') ?? row.key ?? ''));
  const total: DimensionRow = {
    key: TOTAL,
    name: words.total,
    cells: Object.fromEntries(
      measures.flatMap((m) => {
        const v = values.get(MEASURES[m]);
        return v ? [[m, { key: TOTAL, name: words.total, value: v.value, num: v.num, den: v.den, records: v.records, card: cardOf(v) }]] : [];
      }),
    ),
  };
  const columns: Column<DimensionRow>[] = [
    { id: 'name', head: words.rows[by], cell: nameOf },
    ...measures.map(
      (m): Column<DimensionRow> => ({
        id: m,
        head: words.columns[m],
        align: 'end',
        cell: (row) => <MeasureCell measure={m} cell={row.cells[m]} name={`${nameOf(row)} ${words.columns[m]}`} />,
      }),
    ),
  ];
  return (
    <Panel
      title={words.dimension}
      note={words.dimensionNote}
      className={styles.panel}
      actions={
        <Segmented
          label={words.by}
          value={by}
          options={REVIEWS_BY.map((id) => ({ id, label: words.bys[id] }))}
          onChange={(id) => setUrl({ by: id }, { replace: true })}
        />
      }
      state={
        error
          ? { kind: 'error', error, onRetry: retry }
          : loading
            ? { kind: 'loading', skeleton: 'list' }
            : rows.length === 0
              ? { kind: 'empty', why: words.noRows, what: words.noRowsWhat }
              : { kind: 'ready' }
      }
    >
      <DataTable
        caption={`${words.dimension} ${words.bys[by]}`}
        captionHidden
        stack
        columns={columns}
        rows={[...rows, total]}
        rowKey={(row) => row.key ?? ''}
        rowLook={(row) => (row.key === TOTAL ? 'total' : null)}
        rowData={(row) => ({ 'data-row': row.key ?? 'rest' })}
      />
      <p className={styles.note}>{by === 'region' ? '' : words.onTimeNote}</p>
    </Panel>
  );
}

function MeasureCell({ measure, cell, name }: { measure: Measure; cell: Cell | undefined; name: string }) {
  const words = useReviewsWords();
  const { locale } = useLocale();
  const row = useConsole().indicator(MEASURES[measure]);
  if (!row || !cell || cell.value === null) return <span className={styles.missing}>{measure === 'bad' ? '0' : words.none}</span>;
  const text = withUnit(figureText(row, cell.value, locale, PLAIN));
  const scale = 10 ** row.scale;
  return (
    <span className={styles.measure}>
      {isSmall(row, cell.den) ? <Tag title={words.smallTitle(formatNumber(SMALL_SAMPLE))}>{words.small}</Tag> : null}
      {cell.card ? <FigureButton card={cell.card} name={name} text={text} /> : text}
      {row.kind === 'ratio' ? <small>{words.parts(formatNumber(cell.num / scale), formatNumber(cell.den / scale))}</small> : null}
    </span>
  );
}
