'use client';
import { useMemo, useState } from 'react';
import type { FlowFilter } from '../../server/core/trade/cube.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatCount } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { type CommerceUrl, toggled } from './commerce-url.ts';
import { partsOf, type Row, ranked } from './flow-rows.ts';
import { measureScale, measureText, measureUnit, rateText, shareText } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useOpenCard, useTick } from './use-commerce.tsx';

const LISTS = ['routes', 'ports', 'partners', 'warehouses'] as const;
type ListName = (typeof LISTS)[number];

/** The map's layers as tables: the same values, the same choices, by the keyboard. */
export function FlowList() {
  const words = useCommerceWords();
  const [list, setList] = useState<ListName>('routes');
  return (
    <div className={styles.twin} data-flow-list={list}>
      <Segmented label={words.layer} value={list} options={LISTS.map((id) => ({ id, label: words.layers[id] }))} onChange={setList} />
      {list === 'warehouses' ? <Warehouses /> : <Flows list={list} />}
    </div>
  );
}

const FOLD = { routes: 'routes', ports: 'port', partners: 'partner' } as const;

function Flows({ list }: { list: Exclude<ListName, 'warehouses'> }) {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { board, url, setUrl, name } = useCommerce();
  const version = useTick();
  const open = useOpenCard();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const { rows, total } = useMemo(() => ranked(board.view(FOLD[list]).groups, url.measure, 2000), [board, version, board.filter, url.measure, list]);
  const scale = measureScale(
    url.measure,
    rows.map((r) => r.value),
    locale,
  );
  const filterOf = (code: string): FlowFilter => {
    if (list === 'ports') return { port: [code] };
    if (list === 'partners') return { partner: [code] };
    const [port = '', partner = ''] = code.split('\t');
    return { port: [port], partner: [partner] };
  };
  const choose = (code: string) => setUrl(chosenBy(url, list, code));
  const title = (code: string): string => {
    if (list === 'ports') return name('port', code);
    if (list === 'partners') return name('partner', code);
    const [port = '', partner = ''] = code.split('\t');
    return `${name('port', port)} — ${name('partner', partner)}`;
  };
  const columns: Column<Row>[] = [
    { id: 'name', head: words.layers[list], cell: (r) => title(r.code), sort: (r) => title(r.code) },
    {
      id: 'value',
      head: `${words.measures[url.measure]}（${measureUnit(url.measure, scale, locale)}）`,
      align: 'end',
      sort: (r) => r.value,
      cell: (r) => (
        <button
          type="button"
          className={styles.number}
          onClick={(event) => {
            event.stopPropagation();
            open(url.measure, filterOf(r.code));
          }}
        >
          {measureText(url.measure, r.value, locale, scale).text}
          <span className="tg-vh">{`，${words.openCard}`}</span>
        </button>
      ),
    },
    { id: 'share', head: words.share, align: 'end', sort: (r) => r.share, cell: (r) => shareText(r.share) },
    ...(list === 'routes'
      ? []
      : [
          {
            id: 'le1h',
            head: words.tiles.le1h,
            align: 'end' as const,
            sort: (r: Row) => partsOf(r.sums, 'le1h').value,
            cell: (r: Row) => rateText(partsOf(r.sums, 'le1h').value),
          },
        ]),
  ];
  const selected =
    list === 'ports'
      ? url.filter.port?.[0]
      : list === 'partners'
        ? url.filter.partner?.[0]
        : `${url.filter.port?.[0] ?? '?'}\t${url.filter.partner?.[0] ?? '?'}`;
  return (
    <DataTable
      key={list}
      caption={words.listOf(words.layers[list], rows.length, measureText(url.measure, total, locale).text + measureText(url.measure, total, locale).unit)}
      columns={columns}
      rows={rows}
      rowKey={(r) => r.code}
      rowData={(r) => ({ 'data-code': r.code.replace('\t', ' '), 'data-value': String(r.value) })}
      selectedKey={selected ?? null}
      onSelect={choose}
      empty={words.nothing}
    />
  );
}

/** A row chosen as the map chooses its point; a route is its port and its market. */
function chosenBy(url: CommerceUrl, list: Exclude<ListName, 'warehouses'>, code: string): Partial<CommerceUrl> {
  if (list === 'ports') return { filter: toggled(url.filter, 'port', code) };
  if (list === 'partners') return { filter: toggled(url.filter, 'partner', code) };
  const [port = '', partner = ''] = code.split('\t');
  const on = url.filter.port?.join() === port && url.filter.partner?.join() === partner;
  const { port: _, partner: __, ...rest } = url.filter;
  return { filter: on ? rest : { ...rest, port: [port], partner: [partner] } };
}

/** Overseas warehouses as somebody counted them, by who counted. */
function Warehouses() {
  const words = useCommerceWords();
  const { places, name } = useCommerce();
  const { locale } = useLocale();
  type House = (typeof places.warehouses)[number];
  const columns: Column<House>[] = [
    { id: 'partner', head: words.partner, cell: (w) => (w.partner === null ? words.unpublished : name('partner', w.partner)) },
    {
      id: 'count',
      head: words.warehouseCount,
      align: 'end',
      sort: (w) => w.count,
      cell: (w) => (w.count === null ? words.unpublished : formatCount(w.count, locale)),
    },
    {
      id: 'area',
      head: words.warehouseArea,
      align: 'end',
      sort: (w) => w.areaSqm,
      cell: (w) => (w.areaSqm === null ? words.unpublished : formatCount(w.areaSqm, locale)),
    },
    { id: 'by', head: words.countedBy, cell: (w) => places.zones.find((z) => z.region === w.region)?.regionName ?? w.region },
    { id: 'asOf', head: words.asOf, cell: (w) => w.asOf ?? words.unpublished },
  ];
  return (
    <DataTable
      caption={words.warehousesNote}
      columns={columns}
      rows={[...places.warehouses]}
      rowKey={(w) => `${w.region} ${w.partner ?? ''} ${w.asOf ?? ''}`}
      empty={words.noWarehouses}
    />
  );
}
