'use client';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatPercent } from '../ui/format.ts';
import styles from './card.module.css';
import { shareText } from './measure-text.ts';
import { useCommerce, useCommerceWords, useTick } from './use-commerce.tsx';

const YEARS = 6;
const MOST = 20;
/** National shares by market, by the dictionary: of exports and of imports. */
const SHARES = [
  { code: 'trade.national-export-share', direction: 'export' },
  { code: 'trade.national-import-share', direction: 'import' },
] as const;

type Share = { key: string; year: number; direction: 'export' | 'import'; partner: string; national: number };

/** What the nation's trade was by market as published, beside the share in what is shown: two populations, never mixed. */
export function NationalShares() {
  const words = useCommerceWords();
  const { name, board, url } = useCommerce();
  useTick();
  const { rows, reading } = useShares();
  const { groups } = board.view('partner');
  const total = [...groups.values()].reduce((sum, sums) => sum + (sums[AT.value] as number), 0);
  if (rows.length === 0) return reading ? null : <p className={styles.note}>{words.noNational}</p>;
  const live = (row: Share): string => {
    // A live share is of all directions that are chosen: beside exports it says something only where exports are.
    if (url.filter.direction?.join() !== row.direction || total <= 0) return '—';
    return shareText((groups.get(row.partner)?.[AT.value] ?? 0) / total);
  };
  return (
    <section>
      <h3>{words.national}</h3>
      <p className={styles.note}>{words.nationalNote}</p>
      <DataTable
        caption={words.national}
        captionHidden
        rows={rows}
        rowKey={(r) => r.key}
        maxHeight="320px"
        columns={[
          { id: 'partner', head: words.partner, cell: (r) => name('partner', r.partner), sort: (r) => name('partner', r.partner) },
          { id: 'direction', head: words.direction, cell: (r) => words.directions[r.direction], sort: (r) => r.direction },
          { id: 'year', head: words.year, cell: (r) => String(r.year), sort: (r) => r.year },
          { id: 'national', head: words.national, align: 'end', cell: (r) => formatPercent(r.national), sort: (r) => r.national },
          { id: 'live', head: words.liveShare, align: 'end', cell: live },
        ]}
      />
    </section>
  );
}

function useShares(): { rows: Share[]; reading: boolean } {
  const trpc = useTRPC();
  const { root, indicator, inScope, offset } = useConsole();
  const { today } = useCommerce();
  const year = Number(today.slice(0, 4));
  const asks = useMemo(
    () =>
      SHARES.filter(({ code }) => indicator(code) !== null && inScope(root.adcode)).flatMap((share) =>
        Array.from({ length: YEARS }, (_, i) => {
          const [from, to] = [Date.UTC(year - i, 0, 1), Date.UTC(year - i + 1, 0, 1)];
          return { ...share, year: year - i, span: { from: from - offset(from), to: to - offset(to) } };
        }),
      ),
    [indicator, inScope, root, year, offset],
  );
  const answers = useQueries({
    queries: asks.map(({ code, span }) =>
      trpc.figure.breakdown.queryOptions(
        { query: { indicator: code, region: root.adcode, span }, by: 'partner', limit: MOST },
        { staleTime: 300_000, retry: false },
      ),
    ),
  });
  const rows = answers.flatMap((answer, i): Share[] => {
    const ask = asks[i];
    if (!ask || !answer.data) return [];
    return answer.data.flatMap((row) =>
      row.key === null || row.value === null || row.records === 0
        ? []
        : [{ key: `${ask.year} ${ask.direction} ${row.key}`, year: ask.year, direction: ask.direction, partner: row.key, national: row.value }],
    );
  });
  return { rows, reading: answers.some((answer) => answer.isPending) };
}
