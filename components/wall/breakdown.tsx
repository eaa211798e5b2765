'use client';
import { useQuery } from '@tanstack/react-query';
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

type Breakdown = Extract<PanelSpec, { kind: 'breakdown' }>;

/** Bars by one kept dimension, largest first; a bar opens the card of its part. */
export function BreakdownPanel({ panel }: { panel: Breakdown }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const trpc = useTRPC();
  const { indicator } = useConsole();
  const query = usePageQuery()(panel);
  const period = usePeriodText()(query);
  const name = useDimensionText();
  const [, setUrl] = useUrl();
  const answer = useQuery(
    trpc.figure.breakdown.queryOptions({ query, by: panel.by, limit: panel.limit }, { refetchInterval: query.span ? false : REFRESH_MS, staleTime: 5_000 }),
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
      ) : null}
    </Panel>
  );
}
