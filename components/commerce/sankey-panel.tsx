'use client';
import { useMemo } from 'react';
import { SankeyChart } from '../charts/sankey-chart.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { useLocale } from '../ui/locale.tsx';
import type { FilterDim } from './commerce-url.ts';
import { REST, type SankeyFlow, type SankeyLink, sankeyFlow } from './flow-rows.ts';
import { measureSaid, measureScale, measureText, shareText } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useTick, useToggle } from './use-commerce.tsx';

const MOST = { zones: 9, modes: 8, partners: 13 };
const DIMS: readonly FilterDim[] = ['zone', 'mode', 'partner'];

/** Zone to mode to market, of what is chosen; the largest of each, the others together. */
export function SankeyPanel() {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { board, url, name } = useCommerce();
  const version = useTick();
  const toggles = [useToggle('zone'), useToggle('mode'), useToggle('partner')];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const flow = useMemo(() => sankeyFlow(board.view('paths').groups, url.measure, MOST), [board, version, board.filter, url.measure]);
  const nameOf = (column: number, code: string | null) => (code === null ? words.others : name(DIMS[column] as FilterDim, code));
  const scale = measureScale(
    url.measure,
    flow.nodes.map((n) => n.value),
    locale,
  );
  const input = {
    items: flow.nodes.map((n) => ({
      id: n.id,
      label: nameOf(n.column, n.code),
      value: n.value,
      text: `${measureText(url.measure, n.value, locale, scale).text} ${flow.total > 0 ? shareText(n.value / flow.total) : ''}`,
      dimmed: false,
    })),
    ways: flow.links,
  };
  const onPick = (id: string) => {
    const [column, code] = [Number(id[0]), id.slice(2)];
    if (code !== REST) toggles[column]?.(code);
  };
  if (flow.total === 0) return <p className={styles.nothing}>{words.nothing}</p>;
  return (
    <SankeyChart
      className={styles.sankey}
      label={`${words.sankey}，${measureSaid(url.measure, flow.total, locale)}`}
      input={input}
      onPick={onPick}
      twin={() => <SankeyTable flow={flow} nameOf={nameOf} />}
    />
  );
}

function SankeyTable({ flow, nameOf }: { flow: SankeyFlow; nameOf: (column: number, code: string | null) => string }) {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { url } = useCommerce();
  const said = (id: string) => nameOf(Number(id[0]), id.slice(2) === REST ? null : id.slice(2));
  return (
    <DataTable<SankeyLink>
      caption={words.sankey}
      captionHidden
      rows={flow.links.toSorted((a, b) => b.value - a.value)}
      rowKey={(l) => `${l.from} ${l.to}`}
      maxHeight="100%"
      columns={[
        { id: 'from', head: words.from, cell: (l) => said(l.from), sort: (l) => said(l.from) },
        { id: 'to', head: words.to, cell: (l) => said(l.to), sort: (l) => said(l.to) },
        { id: 'value', head: words.measures[url.measure], align: 'end', cell: (l) => measureSaid(url.measure, l.value, locale), sort: (l) => l.value },
        { id: 'share', head: words.share, align: 'end', cell: (l) => shareText(l.value / flow.total), sort: (l) => l.value },
      ]}
    />
  );
}
