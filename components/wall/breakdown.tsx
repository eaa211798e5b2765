'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Panel as PanelSpec } from '../../server/wire/topic.ts';
import { Bars } from '../charts/bars.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { useDimensionText } from '../figure/dimension-text.ts';
import { REFRESH_MS } from '../figure/figure-batch.tsx';
import { columnScale, figureText, scaledUnit } from '../figure/figure-text.ts';
import { usePageQuery, usePeriodText } from '../figure/page-query.ts';
import { useHeld } from '../figure/picture.tsx';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { wallWords } from './messages.ts';
import styles from './panels.module.css';

type Breakdown = Extract<PanelSpec, { kind: 'breakdown' }>;

/** Bars by one kept dimension, largest first, as many as have room, and the rest as one; a bar opens the card of its part. */
export function BreakdownPanel({ panel }: { panel: Breakdown }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const trpc = useTRPC();
  const { indicator } = useConsole();
  const query = usePageQuery()(panel);
  const period = usePeriodText()(query);
  const name = useDimensionText();
  const [, setUrl] = useUrl();
  const [box, room] = useRoom();
  const limit = Math.max(1, Math.min(panel.limit, room));
  const answer = useQuery(
    trpc.figure.breakdown.queryOptions({ query, by: panel.by, limit }, { refetchInterval: query.span ? false : REFRESH_MS, staleTime: 5_000 }),
  );
  const rows = useHeld(answer.data);
  const row = indicator(panel.indicator);
  const scale = row ? columnScale(row, rows?.map((r) => r.value) ?? [], locale) : undefined;
  const state: PanelState = !row
    ? { kind: 'empty', why: words.noPanel, what: panel.indicator }
    : answer.isPending
      ? { kind: 'loading', skeleton: 'list' }
      : answer.isError && !rows
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : rows?.length === 0
          ? { kind: 'empty', why: words.noRows, what: words.noRowsWhy }
          : { kind: 'ready' };
  const open = (key: string) => {
    const found = rows?.find((r) => (r.key ?? '') === key);
    if (found?.key) setUrl({ card: { ...query, dims: { ...query.dims, [panel.by]: found.key }, window: query.window ?? null } });
  };
  return (
    <Panel title={panel.title} note={period} meta={row && scale ? scaledUnit(row, scale, locale) : null} state={state}>
      {row && rows ? (
        <div ref={box} className={styles.bars}>
          <Bars
            caption={`${panel.title}，${period}`}
            rows={rows.map((r) => ({
              id: r.key ?? '',
              label: r.key !== null && r.name === r.key ? (name({ [panel.by]: r.key })[0]?.[1] ?? r.name) : r.name,
              value: r.value ?? 0,
              text: figureText(row, r.value, locale, scale).text,
              low: r.expected?.low ?? null,
              high: r.expected?.high ?? null,
            }))}
            onSelect={open}
          />
        </div>
      ) : null}
    </Panel>
  );
}

/** How many rows of a table its box has room for; all, until it was measured. */
function useRoom(): [ref: (box: HTMLElement | null) => void, rows: number] {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [rows, setRows] = useState(Number.POSITIVE_INFINITY);
  const measure = useCallback((element: HTMLElement) => {
    const row = element.querySelector('tbody tr')?.getBoundingClientRect().height ?? 0;
    if (row > 0 && element.clientHeight > 0) setRows(Math.floor((element.clientHeight + 1) / row));
  }, []);
  useEffect(() => {
    if (!box) return;
    const observer = new ResizeObserver(() => measure(box));
    observer.observe(box);
    return () => observer.disconnect();
  }, [box, measure]);
  return [setBox, rows];
}
