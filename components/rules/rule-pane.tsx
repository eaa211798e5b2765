'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RuleEntry } from '../../server/wire/rule.ts';
import type { RuleList } from '../../server/wire/rule-view.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import { RuleForm } from './rule-form.tsx';
import { valueText, whereText } from './rule-text.ts';
import styles from './rules.module.css';
import type { RulesPane } from './rules-url.ts';
import { useDay, useForce } from './use-force.ts';
import { useRulesFault, useRulesRefresh, useRulesWords } from './use-rules.ts';

type Props = {
  list: RuleList;
  pane: Exclude<RulesPane, { kind: 'import' }>;
  onPane: (pane: RulesPane | null) => void;
  onSaid: (text: string) => void;
};

/** One rule: what it says and who says so, all its versions, and for who may the next one. */
export function RulePane({ list, pane, onPane, onSaid }: Props) {
  const words = useRulesWords();
  const versions = list.entries.filter((row) => row.id === pane.id).sort((a, b) => b.version - a.version);
  const newest = versions[0];
  if (!newest) return null;
  const close = () => onPane(pane.kind === 'rule' ? null : { kind: 'rule', id: pane.id });
  const title = pane.kind === 'copy' ? words.copy : words.names[newest.rule];
  return (
    <Drawer open title={title} onClose={close} width={460}>
      {pane.kind === 'rule' ? (
        <RuleFacts list={list} versions={versions} newest={newest} onPane={onPane} onSaid={onSaid} />
      ) : (
        <RuleForm
          list={list}
          base={newest}
          copy={pane.kind === 'copy'}
          onDone={(id, text) => {
            onSaid(text);
            onPane({ kind: 'rule', id });
          }}
        />
      )}
    </Drawer>
  );
}

type FactsProps = { list: RuleList; versions: readonly RuleEntry[]; newest: RuleEntry; onPane: Props['onPane']; onSaid: Props['onSaid'] };

function RuleFacts({ list, versions, newest, onPane, onSaid }: FactsProps) {
  const words = useRulesWords();
  const force = useForce();
  const held = list.held.some((key) => versions.some((v) => key === `${v.id} ${v.version}`));
  const row = versions.find((v) => list.held.includes(`${v.id} ${v.version}`)) ?? newest;
  // A grant over a part of the province gives no hand in what holds for all of it; the server says so as well.
  const may = list.manages !== null && (newest.where.region === undefined ? list.manages.includes(list.root) : true);
  return (
    <div className={styles.form}>
      <p className={styles.says}>
        {valueText(row, words)} {held ? null : <Tag look="dashed">{words.notHeld}</Tag>}
      </p>
      <dl className={styles.facts}>
        <dt>{words.applies}</dt>
        <dd>{whereText(row.where, words, list)}</dd>
        <dt>{words.force}</dt>
        <dd>{force(row)}</dd>
        <dt>{words.source}</dt>
        <dd>{row.source}</dd>
        <dt>{words.version}</dt>
        <dd>
          {row.id} · {row.version}
        </dd>
      </dl>
      {list.manages !== null ? (
        <div className={styles.actions}>
          {may ? (
            <Button look="primary" onClick={() => onPane({ kind: 'edit', id: newest.id })}>
              {words.edit}
            </Button>
          ) : null}
          <Button title={words.copyHint} onClick={() => onPane({ kind: 'copy', id: newest.id })}>
            {words.copy}
          </Button>
          {may && held ? <EndRule newest={newest} now={list.now} onSaid={onSaid} /> : null}
        </div>
      ) : null}
      <Versions versions={versions} />
    </div>
  );
}

function EndRule({ newest, now, onSaid }: { newest: RuleEntry; now: number; onSaid: (text: string) => void }) {
  const words = useRulesWords();
  const day = useDay();
  const trpc = useTRPC();
  const refresh = useRulesRefresh();
  const fault = useRulesFault();
  const [asked, setAsked] = useState(false);
  const [note, setNote] = useState('');
  const end = useMutation(
    trpc.rule.end.mutationOptions({ onSuccess: () => onSaid(words.ended), onError: (error) => onSaid(fault(error)), onSettled: refresh }),
  );
  if (!asked) return <Button onClick={() => setAsked(true)}>{words.end}</Button>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() !== '') end.mutate({ id: newest.id, version: newest.version, at: now, note: note.trim() });
  };
  return (
    <form className={styles.sure} onSubmit={submit}>
      <p>{words.endSure(day(now))}</p>
      <label className={styles.field}>
        <span>{words.decision}</span>
        <input required maxLength={200} value={note} placeholder={words.decisionHint} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={note.trim() === '' || end.isPending}>
          {words.end}
        </Button>
        <Button onClick={() => setAsked(false)}>{words.again}</Button>
      </div>
    </form>
  );
}

function Versions({ versions }: { versions: readonly RuleEntry[] }) {
  const words = useRulesWords();
  const { timeZone } = useLocale();
  const day = useDay();
  const force = useForce();
  const author = (v: RuleEntry) => (v.origin === 'profile' ? words.shipped : v.by === 'system' ? words.system : (v.by ?? '—'));
  const columns: Column<RuleEntry>[] = [
    { id: 'version', head: words.version, rowHead: true, cell: (v) => String(v.version) },
    {
      id: 'value',
      head: words.value,
      cell: (v) => (
        <span className={styles.wrap}>
          {valueText(v, words)}
          <small>
            {force(v)}；{v.source}
          </small>
          {v.note ? <small>{v.note}</small> : null}
        </span>
      ),
    },
    {
      id: 'author',
      head: words.author,
      cell: (v) => (
        <span className={styles.wrap}>
          {author(v)}
          {v.at === null ? null : (
            <small>
              {day(v.at)} {formatTime(v.at, timeZone)}
            </small>
          )}
        </span>
      ),
    },
  ];
  return (
    <section className={styles.section}>
      <h3>{words.history}</h3>
      <DataTable caption={words.history} captionHidden rows={[...versions]} rowKey={(v) => `${v.origin} ${v.version}`} columns={columns} />
    </section>
  );
}
