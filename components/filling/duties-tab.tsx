'use client';
import type { DutyView } from '../../server/wire/filling.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { DataTable } from '../ui/data-table.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { DutyForm } from './duty-form.tsx';
import styles from './filling.module.css';
import { type useFillings, useFillingUrl, useFillingWords } from './use-filling.ts';

/** Who fills in what by when, and the form for one of them. */
export function DutiesTab({ region, list }: { region: string; list: ReturnType<typeof useFillings> }) {
  const words = useFillingWords();
  const [{ edit }, setUrl] = useFillingUrl();
  const { data } = list;
  const duty = data?.duties.find((d) => d.id === edit) ?? null;
  const editing = edit === 0 || duty !== null;
  const rules = (d: DutyView) => d.asks.map((a) => `${words.statuses[a.status]} ${words.duties.after(a.amount, words.duties.units[a.unit])}`).join('；');
  return (
    <div className={cx(styles.work, editing && styles.workOpen, styles.wide)}>
      <section className={styles.list} aria-label={words.duties.title}>
        <div className={styles.bar}>
          <Button look="primary" disabled={edit === 0} onClick={() => setUrl({ edit: 0 })} data-make>
            {words.duties.make}
          </Button>
        </div>
        {list.isPending ? (
          <PanelStateBody state={{ kind: 'loading' }} />
        ) : list.isError && !data ? (
          <PanelStateBody state={{ kind: 'error', error: list.error, onRetry: () => void list.refetch() }} />
        ) : (
          <DataTable
            caption={words.duties.title}
            captionHidden
            stack
            className={styles.table}
            rows={data?.duties ?? []}
            rowKey={(d) => String(d.id)}
            selectedKey={edit ? String(edit) : null}
            onSelect={(id) => setUrl({ edit: Number(id) })}
            rowData={(d) => ({ 'data-duty': String(d.id) })}
            empty={`${words.noDuties}，${words.noDutiesWhat}`}
            columns={[
              { id: 'name', head: words.indicator, cell: (d) => d.name, sort: (d) => d.name },
              { id: 'region', head: words.region, cell: (d) => d.regionName, sort: (d) => d.region },
              { id: 'department', head: words.department, cell: (d) => d.departmentName, sort: (d) => d.departmentName },
              { id: 'grain', head: words.duties.grain, cell: (d) => words.grains[d.grain] },
              { id: 'rule', head: words.duties.rule, cell: rules },
              { id: 'remind', head: words.duties.remind, cell: (d) => words.duties.remindDays(d.remindDays) },
              { id: 'until', head: words.duties.until, cell: (d) => `${d.from} — ${d.until ?? words.duties.open}` },
            ]}
          />
        )}
      </section>
      <section className={styles.pane} aria-label={words.duties.change}>
        {editing ? (
          <DutyForm
            key={`${edit} ${duty?.version}`}
            region={region}
            duty={duty}
            onClose={() => setUrl({ edit: null })}
            onSaved={(id) => setUrl({ edit: id }, { replace: true })}
          />
        ) : (
          <PanelStateBody state={{ kind: 'empty', why: words.duties.change, what: words.duties.fixed }} />
        )}
      </section>
    </div>
  );
}
