'use client';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import { FLOW_SCOPES, FLOW_STATUSES, type FlowScope, type FlowStatus } from '../../server/core/trade/flow.ts';
import type { SeriesAnswer } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureText, withUnit } from '../figure/figure-text.ts';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { PLAIN } from '../ui/format.ts';
import { formatTime, wallTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './card.module.css';
import { addDays, earlier } from './days.ts';
import { measureSaid } from './measure-text.ts';
import { NationalShares } from './national-shares.tsx';
import { useCommerce, useCommerceWords, useSideText, useTick } from './use-commerce.tsx';

/** Published figures of trade, by the dictionary: whatever begins so is entered from files. */
const PUBLISHED = 'trade.published';
const YEARS = 8;
/** Regions of one question: a question is an address, and an address may not be long. */
const A_QUESTION = 8;
const SIDES = FLOW_SCOPES.flatMap((scope) => FLOW_STATUSES.map((status) => ({ scope, status })));

type Row = { key: string; year: number; region: string; indicator: IndicatorRow; scope: FlowScope; status: FlowStatus; value: number };

/** Figures as they were published, each with scope, status and source; the live one stands beside them and is never added. */
export function PublishedDrawer() {
  const { url, setUrl } = useCommerce();
  const words = useCommerceWords();
  return (
    <div data-density="desk">
      <Drawer open={url.tab === 'published'} onClose={() => setUrl({ tab: null })} width="min(760px, 100vw)" title={words.publishedTitle}>
        {url.tab === 'published' ? <Published /> : null}
      </Drawer>
    </div>
  );
}

function Published() {
  const words = useCommerceWords();
  const { locale, timeZone } = useLocale();
  const { meta, region: regionOf } = useConsole();
  const { board, url, span, today, live } = useCommerce();
  useTick();
  const side = useSideText();
  const [, setPage] = useUrl();
  const { rows, state, retry } = usePublished();
  const last = earlier(addDays(span.to, -1), today);
  // Of a span that runs the time of its newest event, of one that is over its last day.
  const asOf = live && board.newestAt !== null ? `${last} ${formatTime(board.newestAt, timeZone)}` : last;
  return (
    <div className={styles.card} data-published>
      <section>
        <p className={styles.note}>{words.publishedNote}</p>
        <dl className={styles.facts}>
          <div>
            <dt>{words.liveBeside}</dt>
            <dd>{`${side}，${words.spans[url.span]}（${words.asOf} ${asOf}）：${measureSaid('value', board.view('headline').total[AT.value] as number, locale)}`}</dd>
          </div>
        </dl>
      </section>
      <section>
        {state === 'loading' ? (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        ) : state !== 'ready' ? (
          <PanelStateBody state={{ kind: 'error', error: state, onRetry: retry }} />
        ) : rows.length === 0 ? (
          <p className={styles.note}>{`${words.noPublished}。${words.noPublishedWhat}`}</p>
        ) : (
          <DataTable
            caption={words.publishedTitle}
            captionHidden
            rows={rows}
            rowKey={(r) => r.key}
            rowData={(r) => ({ 'data-published-row': r.key })}
            onSelect={(key) => {
              const row = rows.find((r) => r.key === key);
              if (row)
                setPage({
                  card: { indicator: row.indicator.code, region: row.region, scope: row.scope, status: row.status, window: null, span: yearSpan(row.year) },
                });
            }}
            columns={[
              { id: 'year', head: words.year, cell: (r) => String(r.year), sort: (r) => r.year },
              { id: 'place', head: words.place, cell: (r) => regionOf(r.region)?.shortName ?? r.region, sort: (r) => r.region },
              { id: 'name', head: words.name, cell: (r) => r.indicator.shortName ?? r.indicator.name, sort: (r) => r.indicator.code },
              { id: 'value', head: words.value, align: 'end', cell: (r) => withUnit(figureText(r.indicator, r.value, locale, PLAIN)), sort: (r) => r.value },
              { id: 'side', head: words.side, cell: (r) => `${words.scopes[r.scope]}·${words.statuses[r.status]}`, sort: (r) => r.scope },
              { id: 'source', head: words.source, cell: (r) => meta.sources[r.indicator.source.document] ?? r.indicator.source.document },
            ]}
          />
        )}
      </section>
      <NationalShares />
    </div>
  );
}

/** A calendar year in the zone's own time is what the card asks for; half a day is enough to be in it. */
const yearSpan = (year: number) => ({ from: Date.UTC(year, 0, 1) - 43_200_000, to: Date.UTC(year + 1, 0, 1) - 43_200_000 });

function usePublished(): { rows: Row[]; state: 'loading' | 'ready' | Error; retry: () => void } {
  const trpc = useTRPC();
  const { meta, offset, root, childrenOf, inScope } = useConsole();
  const { today } = useCommerce();
  const { timeZone } = useLocale();
  const indicators = useMemo(() => meta.indicators.filter((row) => row.code.startsWith(PUBLISHED)), [meta.indicators]);
  const year = Number(today.slice(0, 4));
  const span = useMemo(() => {
    const [from, to] = [Date.UTC(year - YEARS, 0, 1), Date.UTC(year + 1, 0, 1)];
    return { from: from - offset(from), to: to - offset(to) };
  }, [year, offset]);
  const groups = useMemo(() => {
    const all = [root.adcode, ...childrenOf(root.adcode).map((r) => r.adcode)].filter(inScope);
    return Array.from({ length: Math.ceil(all.length / A_QUESTION) }, (_, i) => all.slice(i * A_QUESTION, (i + 1) * A_QUESTION));
  }, [root, childrenOf, inScope]);
  const asks = indicators.flatMap((indicator) => SIDES.flatMap((side) => groups.map((regions) => ({ indicator, side, regions }))));
  const answers = useQueries({
    queries: asks.map(({ indicator, side, regions }) =>
      trpc.figure.series.queryOptions(
        { queries: regions.map((region) => ({ indicator: indicator.code, region, span, ...side })), grain: 'year' as const },
        { staleTime: 300_000 },
      ),
    ),
  });
  const failed = answers.find((a) => a.isError)?.error;
  const rows: Row[] = [];
  answers.forEach((answer, i) => {
    const ask = asks[i];
    if (!ask || !answer.data) return;
    (answer.data as SeriesAnswer[]).forEach((series, r) => {
      for (const [at, n, , , value] of series.points) {
        if (n === 0 || value === null) continue;
        const { year: of } = wallTime(at, timeZone);
        const region = ask.regions[r] ?? '';
        rows.push({
          key: `${of} ${region} ${ask.indicator.code} ${ask.side.scope} ${ask.side.status}`,
          year: of,
          region,
          ...ask.side,
          indicator: ask.indicator,
          value,
        });
      }
    });
  });
  rows.sort((a, b) => b.year - a.year || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0));
  const state = failed ? (failed as unknown as Error) : answers.some((a) => a.isPending) ? 'loading' : 'ready';
  return { rows, state, retry: () => answers.forEach((a) => void a.refetch()) };
}
