'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AppraisalAnswer, AppraisalTable } from '../../server/wire/appraisal.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { formatNumber } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import styles from './appraisal.module.css';
import { AppraisalExport } from './appraisal-export.tsx';
import { AppraisalFilters } from './appraisal-filters.tsx';
import { RatesTable, WatchTable } from './appraisal-tables.tsx';
import type { AppraisalUrl } from './appraisal-url.ts';
import { BehindDrawer } from './behind-drawer.tsx';
import { CallStrip } from './call-strip.tsx';
import type { AppraisalWords } from './messages.ts';
import { type SetAppraisalUrl, useAppraisalQuery, useAppraisalTable, useAppraisalUrl, useAppraisalWords } from './use-appraisal.ts';

/** 考核: how units, regions and classes did in a period, and what is to be supervised now. */
export function AppraisalScreen() {
  const words = useAppraisalWords();
  const [url, setUrl] = useAppraisalUrl();
  const query = useAppraisalQuery(url);
  const answer = useAppraisalTable(query);
  const table = answer.data?.state === 'ready' ? answer.data : null;
  useKeys({ escape: () => setUrl({ open: null }), r: () => void answer.refetch() });
  return (
    <div className={styles.page}>
      <PageHead title={words.title} note={words.note} />
      <AppraisalFilters url={url} setUrl={setUrl} query={query} />
      <p className={styles.status} role="status">
        <Status answer={answer.data} />
      </p>
      {table && url.tab === 'rates' ? <CallStrip calls={table.calls} /> : null}
      <Panel label={words.tabs[url.tab]} className={styles.panel} state={stateOf(words, answer)}>
        {table ? (
          url.tab === 'rates' ? (
            <RatesTable {...{ table, url, setUrl }} by={query.by} region={query.region} />
          ) : (
            <WatchTable {...{ table, url, setUrl }} by={query.by} region={query.region} />
          )
        ) : null}
      </Panel>
      {table ? <Notes table={table} tab={url.tab} /> : null}
      {table && url.tab === 'rates' ? <AppraisalExport query={query} /> : null}
      {url.open ? <Behind url={url} setUrl={setUrl} table={table} query={query} /> : null}
    </div>
  );
}

function stateOf(words: AppraisalWords, answer: UseQueryResult<AppraisalAnswer, unknown>): PanelState {
  const { data } = answer;
  if (answer.isError) return { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() };
  if (!data || data.state === 'working') return { kind: 'loading', skeleton: 'list' };
  if (data.state === 'too_many') return { kind: 'empty', why: words.tooMany(formatNumber(data.most)), what: words.tooManyWhat };
  return data.rows.length === 0 ? { kind: 'empty', why: words.none, what: words.noneWhat } : { kind: 'ready' };
}

function Status({ answer }: { answer: AppraisalAnswer | undefined }) {
  const words = useAppraisalWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  if (!answer) return words.starting;
  if (answer.state === 'working') return answer.total === 0 ? words.starting : words.counting(formatNumber(answer.done), formatNumber(answer.total));
  if (answer.state === 'too_many') return words.tooMany(formatNumber(answer.most));
  return words.counted(formatNumber(answer.cases), `${formatDay(answer.at, locale, timeZone, meta.now)} ${formatTime(answer.at, timeZone)}`);
}

function Notes({ table, tab }: { table: AppraisalTable; tab: AppraisalUrl['tab'] }) {
  const words = useAppraisalWords();
  const { weights, smallest, comparison, silentAfter } = table;
  const percent = (weight: number) => `${Math.round(weight * 100)}%`;
  const lines =
    tab === 'watch'
      ? [words.silentNote(Math.round(silentAfter / 86_400_000)), words.urgeNote]
      : [
          weights
            ? words.compositeNote(percent(weights.response), percent(weights.resolution), percent(weights.satisfaction), weights.source)
            : words.noComposite,
          words.smallNote(smallest),
          comparison ? words.ranksIn : words.ranksOff,
        ];
  return (
    <ul className={styles.notes}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

type BehindOpenProps = { url: AppraisalUrl; setUrl: SetAppraisalUrl; table: AppraisalTable | null; query: ReturnType<typeof useAppraisalQuery> };

function Behind({ url, setUrl, table, query }: BehindOpenProps) {
  const words = useAppraisalWords();
  const { open } = url;
  if (!open) return null;
  const { key, part } = open;
  const row = key === undefined ? null : table?.rows.find((r) => r.key === key);
  const name = key === undefined ? words.total : key === null ? (query.by === 'category' ? words.noClass : words.desk) : (row?.name ?? key);
  const line = key === undefined ? (table?.total ?? null) : (row ?? null);
  return (
    <BehindDrawer
      query={query}
      name={name}
      rowKey={key}
      line={line}
      part={part}
      onPart={(next) => setUrl({ open: { key, part: next } }, { replace: true })}
      onClose={() => setUrl({ open: null })}
    />
  );
}
