'use client';
import type { DictionaryRow } from '../../server/wire/dictionary.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './dictionary.module.css';
import { useDictionaryWords, useStamp } from './use-dictionary.ts';

/** The dictionary in lines: what is in force, what is on its way, what is missing. */
export function IndicatorList({ rows, selected, onOpen }: { rows: DictionaryRow[]; selected: string | null; onOpen: (code: string) => void }) {
  const words = useDictionaryWords();
  const stamp = useStamp();
  const columns: Column<DictionaryRow>[] = [
    {
      id: 'name',
      head: words.name,
      rowHead: true,
      sort: (r) => r.name,
      cell: (r) => (
        <span className={styles.named}>
          {r.name}
          <small>
            {r.code} · {words.kinds[r.kind]}
            {r.unit ? ` · ${r.unit}` : ''}
          </small>
        </span>
      ),
    },
    {
      id: 'version',
      head: words.version,
      sort: (r) => r.version ?? -1,
      cell: (r) => (
        <span className={styles.named}>
          {r.version === null ? words.notYet : r.version === 0 ? words.given : words.versionNo(r.version)}
          {r.next ? <small>{words.next(r.next.version, stamp(r.next.from).slice(0, 10))}</small> : null}
        </span>
      ),
    },
    {
      id: 'state',
      head: words.state,
      sort: (r) => r.submitted * 100 + r.drafts,
      cell: (r) => (
        <span className={styles.tags}>
          {r.submitted > 0 ? <Tag look="inverted">{`${words.states.submitted} ${r.submitted}`}</Tag> : null}
          {r.drafts > 0 ? <Tag look="dashed">{`${words.states.draft} ${r.drafts}`}</Tag> : null}
          {r.ownTargets > 0 ? <Tag>{`${words.tabs.targets} ${r.ownTargets}`}</Tag> : null}
        </span>
      ),
    },
    { id: 'gaps', head: words.gaps, sort: (r) => r.missing.length, cell: (r) => <small>{r.missing.map((m) => words.missing[m]).join('、')}</small> },
  ];
  return (
    <DataTable
      caption={words.title}
      captionHidden
      rows={rows}
      rowKey={(r) => r.code}
      columns={columns}
      selectedKey={selected}
      onSelect={onOpen}
      rowData={(r) => ({ 'data-code': r.code })}
    />
  );
}
