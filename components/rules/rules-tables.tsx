'use client';
import type { RuleName } from '../../server/core/case/rules.ts';
import type { RuleEntry } from '../../server/wire/rule.ts';
import type { RuleList } from '../../server/wire/rule-view.ts';
import { Panel } from '../ui/panel.tsx';
import { LimitsTable } from './limits-table.tsx';
import { RuleLines } from './rule-lines.tsx';
import styles from './rules.module.css';
import { useRulesWords } from './use-rules.ts';

const FLOW: readonly RuleName[] = ['return', 'extension', 'urge', 'redo', 'archive', 'undo'];
const RISKS: readonly RuleName[] = ['risk', 'lawful'];
const JUDGING: readonly RuleName[] = ['follow_up', 'exclusion', 'composite'];

/** A limit that the table of tickets shows: without a place, a class or an entrance of its own. */
const inMatrix = ({ rule, where }: RuleEntry): boolean =>
  rule === 'limit' && where.kind === 'ticket' && where.region === undefined && where.category === undefined && where.entrance === undefined;

type Props = { list: RuleList; selected: string | null; onOpen: (id: string) => void };

/** What holds now, by what it is about. */
export function RulesTables({ list, selected, onOpen }: Props) {
  const words = useRulesWords();
  const holds = new Set(list.held);
  const held = list.entries.filter((row) => holds.has(`${row.id} ${row.version}`));
  const limits = held.filter((row) => row.rule === 'limit');
  const lines = (title: string, rows: readonly RuleEntry[]) => (
    <Panel title={title} state={rows.length > 0 ? { kind: 'ready' } : { kind: 'empty', why: words.none, what: words.noneWhat }} className={styles.panel}>
      <RuleLines caption={title} list={list} rows={rows} selected={selected} onOpen={onOpen} />
    </Panel>
  );
  const of = (names: readonly RuleName[]) => names.flatMap((name) => held.filter((row) => row.rule === name));
  return (
    <div className={styles.tables}>
      <Panel
        title={words.matrix}
        note={words.matrixNote}
        state={limits.length > 0 ? { kind: 'ready' } : { kind: 'empty', why: words.none, what: words.noneWhat }}
        className={styles.panel}
      >
        <LimitsTable list={list} held={held} selected={selected} onOpen={onOpen} />
      </Panel>
      {lines(words.flow, of(FLOW))}
      {lines(words.judging, of(JUDGING))}
      {lines(words.risks, of(RISKS))}
      {lines(
        words.limits,
        limits.filter((row) => !inMatrix(row)),
      )}
    </div>
  );
}
