'use client';
import type { ItemView } from '../../server/wire/items.ts';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { SearchField } from '../ui/search-field.tsx';
import styles from './items.module.css';
import { ITEMS_PAGE, useItems, useItemsUrl, useItemsWords, usePropertyName } from './use-items.ts';

/** The items of the lists, searched and page by page; of an indicator those that its ratio leaves out. `lists`: there is any. */
export function ItemsFound({ region, lists }: { region: string; lists: boolean }) {
  const words = useItemsWords();
  const { indicator, may } = useConsole();
  const [url, setUrl] = useItemsUrl();
  const answer = useItems(region, url);
  const found = answer.data;
  const pages = Math.max(1, Math.ceil((found?.total ?? 0) / ITEMS_PAGE));
  const state: PanelState = found
    ? found.total === 0
      ? {
          kind: 'empty',
          why: lists ? words.noItems : words.noLists,
          what: lists ? words.noItemsWhat : may('item.manage') ? words.noListsFound : words.noListsRead,
        }
      : { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  return (
    <>
      <div className={styles.bar}>
        <SearchField className={styles.search} label={words.search} value={url.search} onChange={(search) => setUrl({ search, page: 0 }, { replace: true })} />
        <span className={styles.quiet} data-found={found?.total}>
          {found ? words.found(formatNumber(found.total)) : ''}
        </span>
        {url.missing ? (
          <>
            <span data-missing={url.missing}>{words.lackingOnly(indicator(url.missing)?.name ?? url.missing)}</span>
            <Button onClick={() => setUrl({ missing: null, page: 0 })}>{words.showAll}</Button>
          </>
        ) : null}
      </div>
      <Panel title={words.list} className={styles.panel} state={state}>
        {found ? <Rows rows={found.rows} /> : null}
        {pages > 1 ? (
          <div className={styles.bar}>
            <Button disabled={url.page === 0} onClick={() => setUrl({ page: url.page - 1 })}>
              {words.previous}
            </Button>
            <span className={styles.quiet}>{words.pageOf(url.page + 1, pages)}</span>
            <Button disabled={url.page + 1 >= pages} onClick={() => setUrl({ page: url.page + 1 })}>
              {words.next}
            </Button>
          </div>
        ) : null}
      </Panel>
    </>
  );
}

function Rows({ rows }: { rows: readonly ItemView[] }) {
  const words = useItemsWords();
  const name = usePropertyName();
  const columns: Column<ItemView>[] = [
    { id: 'code', head: words.fields.code, cell: (item) => item.code },
    { id: 'name', head: words.fields.name, rowHead: true, cell: (item) => item.name, width: '26%' },
    { id: 'region', head: words.place, cell: (item) => item.regionName },
    { id: 'department', head: words.fields.department, cell: (item) => item.department },
    { id: 'kind', head: words.fields.kind, cell: (item) => item.kind },
    { id: 'has', head: words.properties, cell: (item) => item.has.map(name).join('、') || words.none, width: '24%' },
    { id: 'unknown', head: words.unknown, cell: (item) => <span className={styles.quiet}>{item.unknown.map(name).join('、') || words.none}</span> },
  ];
  return (
    <DataTable
      caption={words.list}
      captionHidden
      stack
      columns={columns}
      rows={[...rows]}
      rowKey={(item) => `${item.list} ${item.line}`}
      rowData={(item) => ({ 'data-item': item.code })}
      className={styles.table}
    />
  );
}
