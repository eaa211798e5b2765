'use client';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { cx } from './class-names.ts';
import { useWords } from './locale.tsx';
import { type SortOrder, sortRows } from './sort-rows.ts';

export type Column<Row> = {
  id: string;
  head: string;
  /** end for numbers: right-aligned, tabular. */
  align?: 'start' | 'end';
  cell: (row: Row) => ReactNode;
  /** Value to sort by; without it the column cannot be sorted. null sorts last either way. */
  sort?: (row: Row) => number | string | null;
  /** The cell that names the row (th scope=row); the first column when none says so. */
  rowHead?: boolean;
  width?: string;
};

export type DataTableProps<Row> = {
  caption: string;
  captionHidden?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  initialSort?: SortOrder;
  selectedKey?: string | null;
  /** Makes rows selectable by click and Enter; arrows walk. */
  onSelect?: (key: string) => void;
  /** stale and dead rows are hatched, total rows are ruled. */
  rowLook?: (row: Row) => 'stale' | 'dead' | 'total' | 'strong' | null;
  rowData?: (row: Row) => Record<`data-${string}`, string>;
  maxHeight?: string;
  /** On a phone each row stands as a block, every cell under its head. */
  stack?: boolean;
  /** Said in place of rows. */
  empty?: string;
  className?: string;
};

/** An accessible table, also the twin of every chart: caption, scopes, sortable heads, sticky head, arrow keys. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    caption,
    captionHidden = false,
    columns,
    rows,
    rowKey,
    initialSort,
    selectedKey,
    onSelect,
    rowLook,
    rowData,
    maxHeight,
    stack,
    empty,
    className,
  } = props;
  const words = useWords();
  const [order, setOrder] = useState<SortOrder | null>(initialSort ?? null);
  const body = useRef<HTMLTableSectionElement>(null);
  const sorted = useMemo(() => {
    const column = order && columns.find((c) => c.id === order.id);
    return order && column?.sort ? sortRows(rows, column.sort, order.descending) : rows;
  }, [rows, columns, order]);
  const headId = columns.find((c) => c.rowHead)?.id ?? columns[0]?.id;

  const walk = (event: KeyboardEvent<HTMLTableRowElement>, key: string) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect?.(key);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...(body.current?.rows ?? [])];
    const at = all.indexOf(event.currentTarget);
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  };

  return (
    <div className={cx('tg-table-box', className)} style={{ maxHeight }} tabIndex={maxHeight ? 0 : undefined}>
      <table className={cx('tg-table', onSelect && 'tg-table-pick', stack && 'tg-table-stack')} role={onSelect ? 'grid' : undefined}>
        <caption className={captionHidden ? 'tg-vh' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {sorted.map((row, i) => {
            const key = rowKey(row);
            const look = rowLook?.(row);
            const selected = selectedKey !== undefined && key === selectedKey;
            return (
              <tr
                key={key}
                className={cx(look && `tg-row-${look}`, selected && 'tg-row-selected', onSelect && 'tg-row-pick')}
                aria-selected={onSelect ? selected : undefined}
                tabIndex={onSelect ? (selected || (i === 0 && !sorted.some((r) => rowKey(r) === selectedKey)) ? 0 : -1) : undefined}
                onClick={onSelect ? () => onSelect(key) : undefined}
                onKeyDown={onSelect ? (event) => walk(event, key) : undefined}
                {...rowData?.(row)}
              >
                {columns.map((column) =>
                  column.id === headId ? (
                    <th key={column.id} scope="row" className={column.align === 'end' ? 'tg-end' : undefined}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.id} className={column.align === 'end' ? 'tg-end' : undefined} data-head={stack ? column.head : undefined}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
          {sorted.length === 0 ? (
            <tr>
              <td colSpan={columns.length} className="tg-table-empty">
                {empty ?? words.noData}
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}

function HeadCell<Row>({ column, order, onOrder }: { column: Column<Row>; order: SortOrder | null; onOrder: (order: SortOrder) => void }) {
  const words = useWords();
  const mine = order?.id === column.id ? order : null;
  const end = column.align === 'end';
  if (!column.sort) {
    return (
      <th scope="col" className={cx(end && 'tg-end')} style={{ width: column.width }}>
        {column.head}
      </th>
    );
  }
  const next: SortOrder = { id: column.id, descending: mine ? !mine.descending : end };
  return (
    <th scope="col" className={cx(end && 'tg-end')} style={{ width: column.width }} aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="tg-sort" title={words.sortBy(column.head)} onClick={() => onOrder(next)}>
        {column.head}
        <span aria-hidden className="tg-sort-arrow">
          {mine ? (mine.descending ? '▾' : '▴') : ''}
        </span>
      </button>
    </th>
  );
}
