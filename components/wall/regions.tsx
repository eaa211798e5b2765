'use client';
import type { FigureQuery } from '../../server/wire/figure.ts';
import type { FigureRef, Panel as PanelSpec } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { columnScale, type figureScale, figureText, scaledUnit } from '../figure/figure-text.ts';
import { figureWords } from '../figure/messages.ts';
import { usePageQuery, usePeriodText } from '../figure/page-query.ts';
import { expectedRatio, type Shown } from '../figure/shown.ts';
import { type Children, useChildren, useFigure } from '../figure/use-figure.ts';
import { useLineage } from '../figure/use-regions.ts';
import { useUrl } from '../figure/use-url.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatChange } from '../ui/format.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { wallWords } from './messages.ts';
import styles from './panels.module.css';

type Regions = Extract<PanelSpec, { kind: 'regions' }>;
type Row = { key: string; name: string; kind: 'region' | 'unlocated' | 'total'; cells: (Shown | null)[] };

/** One row a region below the chosen one, the not located part, and the total; a row drills. */
export function RegionsPanel({ panel }: { panel: Regions }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const page = usePageQuery();
  const [url, setUrl] = useUrl();
  const { root, childLevel, indicator } = useConsole();
  const queries: FigureQuery[] = panel.columns.map((c) => page(c));
  const columns = queries.map((query) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the topic's file fixes how many there are while the panel is mounted
    return useChildren(query);
  });
  const totals = queries.map((query) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the same
    return useFigure(query).shown;
  });
  const first = columns[0];
  const lineage = useLineage(url.region ?? root.adcode);
  const title = lineage.length > 1 ? (lineage.at(-1)?.name ?? panel.title) : panel.title;
  const at = url.region ?? root.adcode;
  const rows = first ? makeRows(columns, totals, figureWords[locale].unlocated, words.total) : [];
  const regionRows = rows.filter((r) => r.kind === 'region').length;
  const state: PanelState = !first
    ? { kind: 'empty', why: words.noPanel }
    : first.error
      ? { kind: 'error', error: first.error, onRetry: first.retry }
      : first.loading
        ? { kind: 'loading', skeleton: 'list' }
        : regionRows === 0
          ? { kind: 'empty', why: words.noChildren, what: words.noChildrenWhy }
          : { kind: 'ready' };
  const head: Column<Row> = {
    id: 'name',
    head: childLevel(at) || words.regionHead,
    rowHead: true,
    cell: (r) => <RowName row={r} />,
    sort: (r) => order(r, r.key),
  };
  const cells = panel.columns.map((ref, i) => valueColumn(ref, i, indicator(ref.indicator), rows, locale));
  return (
    <Panel className={styles.regions} title={title} note={<Periods columns={panel.columns} queries={queries} />} state={state}>
      <DataTable
        caption={panel.title}
        captionHidden
        columns={[head, ...cells.slice(0, 1), againstColumn(words.againstExpected, locale), ...cells.slice(1)]}
        rows={rows}
        rowKey={(r) => r.key}
        onSelect={(key) => {
          if (rows.find((r) => r.key === key)?.kind === 'region') setUrl({ region: key });
        }}
        rowLook={(r) => (r.kind === 'total' ? 'total' : rowState(r))}
        rowData={(r) => ({ 'data-region': r.key })}
        maxHeight="100%"
      />
    </Panel>
  );
}

/** Of what span the columns are: one word where they share it, else each span with its columns; a past span stands in the banner. */
function Periods({ columns, queries }: { columns: readonly FigureRef[]; queries: readonly FigureQuery[] }) {
  const { indicator } = useConsole();
  const period = usePeriodText();
  const spans = new Map<string, string[]>();
  queries.forEach((query, i) => {
    const ref = columns[i];
    if (!ref || query.span) return;
    const text = period(query);
    spans.set(text, [...(spans.get(text) ?? []), columnName(ref, indicator(ref.indicator))]);
  });
  const all = [...spans];
  const text = all.length === 1 ? all[0]?.[0] : all.map(([span, names]) => spanOf(span, names)).join('；');
  return <span title={text}>{text}</span>;
}

/** `今日：接通、退单`; a column that is called by its span says it itself. */
const spanOf = (span: string, names: readonly string[]) => [span, names.filter((n) => n !== span).join('、')].filter(Boolean).join('：');

const columnName = (ref: FigureRef, row: ReturnType<ReturnType<typeof useConsole>['indicator']>) => ref.label ?? row?.shortName ?? ref.indicator;

function makeRows(columns: Children[], totals: (Shown | null)[], unlocated: string, total: string): Row[] {
  const first = columns[0];
  const rows: Row[] = (first?.rows ?? []).map((child) => ({
    key: child.region.adcode,
    name: child.region.shortName,
    kind: 'region',
    cells: columns.map((c) => c.rows.find((r) => r.region.adcode === child.region.adcode)?.shown ?? null),
  }));
  rows.sort((a, b) => urgency(a) - urgency(b) || (expectedRatio(b.cells[0]) ?? 0) - (expectedRatio(a.cells[0]) ?? 0) || (a.key < b.key ? -1 : 1));
  if (first?.unlocated) {
    const row = totals[0]?.row;
    const value = first.unlocated;
    rows.push({
      key: 'unlocated',
      name: unlocated,
      kind: 'unlocated',
      cells: columns.map((_, i) =>
        i === 0 && row
          ? {
              row,
              value: value.value,
              num: value.num,
              den: value.den,
              records: value.records,
              state: 'fresh',
              lastAt: null,
              eventAt: null,
              expected: null,
              judgement: null,
              coverage: null,
              notReported: false,
              cadenceMs: value.cadenceMs,
              base: value,
              live: false,
            }
          : null,
      ),
    });
  }
  if (rows.length > 0) rows.push({ key: 'total', name: total, kind: 'total', cells: totals });
  return rows;
}

const urgency = (r: Row) => r.cells[0]?.judgement?.severity ?? 9;
const order = (r: Row, value: number | string | null) => (r.kind === 'region' ? value : null);

function rowState(row: Row): 'stale' | 'dead' | 'strong' | null {
  const first = row.cells[0];
  if (first?.state === 'stale' || first?.state === 'dead') return first.state;
  return first?.judgement ? 'strong' : null;
}

function RowName({ row }: { row: Row }) {
  const severity = row.cells.find((c) => c?.judgement)?.judgement?.severity;
  return (
    <span className={styles.rowName}>
      <span className={styles.rowMark}>{severity ? <SeverityMark severity={severity} /> : null}</span>
      {row.name}
    </span>
  );
}

function valueColumn(ref: FigureRef, i: number, row: ReturnType<ReturnType<typeof useConsole>['indicator']>, rows: Row[], locale: 'zh-CN' | 'en'): Column<Row> {
  const scale = row
    ? columnScale(
        row,
        rows.map((r) => r.cells[i]?.value ?? null),
        locale,
      )
    : undefined;
  const unit = row && scale ? scaledUnit(row, scale, locale) : '';
  const name = columnName(ref, row);
  return {
    id: `c${i}`,
    head: scale && scale.divisor > 1 ? `${name} ${unit}` : name,
    align: 'end',
    cell: (r) => <CellText shown={r.cells[i] ?? null} scale={scale} />,
    sort: (r) => order(r, r.cells[i]?.value ?? null) as number | null,
  };
}

function CellText({ shown, scale }: { shown: Shown | null; scale: ReturnType<typeof figureScale> | undefined }) {
  const { locale } = useLocale();
  const words = useWords();
  if (!shown || shown.value === null) {
    return (
      <span title={shown?.state === 'not_connected' ? words.notConnected : words.noData} className={styles.noValue}>
        {shown?.state === 'not_connected' ? words.notConnected : '—'}
      </span>
    );
  }
  const text = figureText(shown.row, shown.value, locale, scale).text;
  const severity = shown.judgement?.severity;
  return <span className={severity ? `tg-sev-${severity} ${styles.severe}` : undefined}>{shown.state === 'dead' ? <s>{text}</s> : text}</span>;
}

/** ▲ 12% against the middle of the expected range of the first column. */
function againstColumn(headText: string, locale: 'zh-CN' | 'en'): Column<Row> {
  return {
    id: 'against',
    head: headText,
    align: 'end',
    cell: (r) => {
      const share = expectedRatio(r.cells[0]);
      if (share === null) return '—';
      const change = formatChange(share - 1, { kind: 'share', direction: 'none', locale });
      const severity = r.cells[0]?.judgement?.severity;
      return <span className={severity ? `tg-sev-${severity} ${styles.severe}` : styles.against}>{`${change.arrow} ${change.text}`}</span>;
    },
    sort: (r) => order(r, expectedRatio(r.cells[0])) as number | null,
  };
}
