'use client';
import type { RuleEntry } from '../../server/wire/rule.ts';
import type { RuleList as Listed } from '../../server/wire/rule-view.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { valueText, whereText } from './rule-text.ts';
import { useForce } from './use-force.ts';
import { useRulesWords } from './use-rules.ts';

type Props = { caption: string; list: Listed; rows: readonly RuleEntry[]; selected: string | null; onOpen: (id: string) => void };

/** Rules that hold now, a line each. */
export function RuleLines({ caption, list, rows, selected, onOpen }: Props) {
  const words = useRulesWords();
  const force = useForce();
  const columns: Column<RuleEntry>[] = [
    { id: 'rule', head: words.rule, rowHead: true, cell: (r) => words.names[r.rule] },
    { id: 'applies', head: words.applies, cell: (r) => whereText(r.where, words, list) },
    { id: 'value', head: words.value, cell: (r) => valueText(r, words) },
    { id: 'force', head: words.force, cell: (r) => force(r) },
    { id: 'source', head: words.source, cell: (r) => r.source },
  ];
  return <DataTable caption={caption} captionHidden rows={[...rows]} rowKey={(r) => r.id} columns={columns} selectedKey={selected} onSelect={onOpen} stack />;
}
