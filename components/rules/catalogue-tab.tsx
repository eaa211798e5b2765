'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CatalogueView } from '../../server/wire/rule-view.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { csvBlob, download } from '../ui/download.ts';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { ImportCatalogue } from './import-catalogue.tsx';
import styles from './rules.module.css';
import { useForce } from './use-force.ts';
import { useRulesFault, useRulesWords } from './use-rules.ts';
import { useRulesUrl } from './use-rules-url.ts';

const PAGE = 50;

/** Class × territory → who handles it, by which clause; searched, taken out and taken in as a file. */
export function CatalogueTab({ manages, onSaid }: { manages: boolean; onSaid: (text: string) => void }) {
  const words = useRulesWords();
  const trpc = useTRPC();
  const fault = useRulesFault();
  const [url, setUrl] = useRulesUrl();
  const answer = useQuery(
    trpc.rule.catalogue.queryOptions({ text: url.search, offset: url.page * PAGE, limit: PAGE }, { placeholderData: (before) => before }),
  );
  const take = useMutation(
    trpc.rule.exportCatalogue.mutationOptions({ onSuccess: ({ name, text }) => download(name, csvBlob(text)), onError: (error) => onSaid(fault(error)) }),
  );
  const page = answer.data;
  const pages = Math.max(1, Math.ceil((page?.total ?? 0) / PAGE));
  const state: PanelState = page
    ? page.total === 0
      ? { kind: 'empty', why: words.noRows, what: words.noRowsWhat }
      : { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  return (
    <>
      <div className={styles.bar}>
        <SearchField className={styles.search} label={words.search} value={url.search} onChange={(search) => setUrl({ search, page: 0 }, { replace: true })} />
        <span className={styles.hint}>{page ? words.found(page.total) : ''}</span>
        <span className={styles.push} />
        <Button disabled={take.isPending} onClick={() => take.mutate()}>
          {words.exportFile}
        </Button>
        {manages ? <Button onClick={() => setUrl({ pane: { kind: 'import' } })}>{words.importFile}</Button> : null}
      </div>
      <Panel title={words.tabs.catalogue} state={state} className={styles.panel}>
        {page ? <Rows rows={page.rows} /> : null}
        {pages > 1 ? (
          <div className={styles.bar}>
            <Button disabled={url.page === 0} onClick={() => setUrl({ page: url.page - 1 })}>
              {words.previous}
            </Button>
            <span className={styles.hint}>{words.pageOf(url.page + 1, pages)}</span>
            <Button disabled={url.page + 1 >= pages} onClick={() => setUrl({ page: url.page + 1 })}>
              {words.next}
            </Button>
          </div>
        ) : null}
      </Panel>
      {manages && url.pane?.kind === 'import' ? <ImportCatalogue onClose={() => setUrl({ pane: null })} onSaid={onSaid} /> : null}
    </>
  );
}

function Rows({ rows }: { rows: readonly CatalogueView[] }) {
  const words = useRulesWords();
  const force = useForce();
  const columns: Column<CatalogueView>[] = [
    { id: 'category', head: words.category, rowHead: true, cell: (r) => `${r.category.id} ${r.category.name}` },
    { id: 'region', head: words.region, cell: (r) => r.region.name },
    { id: 'main', head: words.main, cell: (r) => r.main.name },
    { id: 'co', head: words.co, cell: (r) => r.co.map((unit) => unit.name).join('、') || '—' },
    { id: 'clause', head: words.source, cell: (r) => r.clause },
    { id: 'auto', head: words.auto, cell: (r) => (r.auto ? words.autoYes : words.autoNo) },
    { id: 'force', head: words.force, cell: (r) => force(r) },
  ];
  return <DataTable caption={words.tabs.catalogue} captionHidden rows={[...rows]} rowKey={(r) => r.id} columns={columns} stack />;
}
