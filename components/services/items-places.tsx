'use client';
import type { ItemPlaceView } from '../../server/wire/items.ts';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import styles from './items.module.css';
import { useItemsUrl, useItemsWords, type usePlaces } from './use-items.ts';

/** The regions that keep a list, each with the one that holds. */
export function ItemsPlaces({ places }: { places: ReturnType<typeof usePlaces> }) {
  const words = useItemsWords();
  const { may, indicator } = useConsole();
  const [, setUrl] = useItemsUrl();
  const rows = places.data;
  const state: PanelState =
    places.isError && !rows
      ? { kind: 'error', error: places.error, onRetry: () => void places.refetch() }
      : !rows
        ? { kind: 'loading', skeleton: 'list' }
        : rows.length === 0
          ? { kind: 'empty', why: words.noLists, what: words.mine }
          : rows.every((p) => p.list === null)
            ? { kind: 'empty', why: words.noLists, what: may('item.manage') ? words.noListsWhat : words.noListsRead }
            : { kind: 'ready' };
  const refused = ({ list }: ItemPlaceView) => Object.keys(list?.refused ?? {}).map((code) => indicator(code)?.shortName ?? code);
  const columns: Column<ItemPlaceView>[] = [
    { id: 'place', head: words.place, rowHead: true, cell: (p) => p.name },
    { id: 'level', head: words.level, cell: (p) => p.level },
    { id: 'asOf', head: words.asOf, cell: (p) => p.list?.asOf ?? <span className={styles.quiet}>{words.noList}</span>, sort: (p) => p.list?.asOf ?? null },
    { id: 'items', head: words.items, align: 'end', cell: (p) => (p.list ? formatNumber(p.list.items) : words.none), sort: (p) => p.list?.items ?? null },
    { id: 'version', head: words.version, cell: (p) => (p.list ? words.versionOf(p.list.version) : words.none) },
    {
      id: 'state',
      head: words.state,
      cell: (p) => (!p.list ? words.none : !p.list.told ? words.waiting : refused(p).length > 0 ? words.refused(refused(p).join('、')) : words.stands),
    },
    { id: 'by', head: words.byWhom, cell: (p) => p.list?.byName ?? words.none },
    {
      id: 'history',
      head: words.history,
      cell: (p) => (
        <Button look="plain" aria-label={words.historyOf(p.name)} onClick={() => setUrl({ pane: { kind: 'history', region: p.region } })}>
          {words.history}
        </Button>
      ),
    },
  ];
  return (
    <Panel title={words.places} className={styles.panel} state={state}>
      <DataTable
        caption={words.places}
        captionHidden
        stack
        columns={columns}
        rows={[...(rows ?? [])]}
        rowKey={(p) => p.region}
        rowData={(p) => ({ 'data-place': p.region })}
        className={styles.table}
      />
    </Panel>
  );
}
