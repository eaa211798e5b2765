'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowSums } from '../../server/core/trade/flow.ts';
import type { FlowRecord } from '../../server/wire/trade.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useFieldText } from '../figure/dimension-text.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { download, xlsxBlob } from '../ui/download.ts';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import styles from './card.module.css';
import type { CardOf } from './commerce-url.ts';
import { isRate, packedSums, partsOf } from './flow-rows.ts';
import { arithmeticText, measureSaid } from './measure-text.ts';
import { useCommerceWords } from './use-commerce.tsx';
import { useCardInput } from './use-commerce-data.ts';

const PAGE = 50;
/** Fields of a record that are columns of the list. */
const OWN_COLUMNS: ReadonlySet<string> = new Set(['valueCny', 'parcels', 'declarations', 'region']);

/** The events behind the cells, newest first, with what they add up to. */
export function Records({ of }: { of: CardOf }) {
  const words = useCommerceWords();
  const say = useFieldText();
  const { locale, timeZone } = useLocale();
  const { may } = useConsole();
  const client = useTRPCClient();
  const input = useCardInput();
  const ui = useWords();
  const mayRead = may('record.read');
  const pages = useInfiniteQuery({
    queryKey: ['trade.records', input],
    queryFn: ({ pageParam }) => client.trade.records.query({ ...input, cursor: pageParam ?? undefined, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: mayRead,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const first = pages.data?.pages[0];
  const stopped = pages.data?.pages.at(-1)?.until ?? null;
  const until = stopped === null ? null : `${formatDay(stopped, locale, timeZone)} ${formatTime(stopped, timeZone)}`;
  /** What the records add up to, of what the card tells: a rate as its two sums. */
  const foldText = (sums: FlowSums, equal: boolean, note: 'archived' | 'differs' | null): string =>
    isRate(of)
      ? words.recordsRate(formatNumber(sums.events), arithmeticText(of, partsOf(packedSums(sums), of), words), equal, note)
      : words.recordsFold(formatNumber(sums.events), measureSaid(of, sums[of], locale), equal, note);
  const columns: Column<FlowRecord>[] = [
    { id: 'at', head: words.time, cell: (r) => `${formatDay(r.at, locale, timeZone)} ${formatTime(r.at, timeZone)}` },
    { id: 'region', head: words.region, cell: (r) => r.regionName },
    {
      id: 'fields',
      head: words.what,
      cell: (r) => (
        <span className={styles.fields}>
          {say(r.fields.filter(([field]) => !OWN_COLUMNS.has(field)))
            .map(([field, text]) => `${field} ${text}`)
            .join('，')}
        </span>
      ),
    },
    { id: 'value', head: words.measures.value, align: 'end', cell: (r) => strike(r, measureSaid('value', r.value, locale)) },
    { id: 'declarations', head: words.measures.declarations, align: 'end', cell: (r) => strike(r, formatNumber(r.declarations)) },
    { id: 'parcels', head: words.measures.parcels, align: 'end', cell: (r) => strike(r, formatNumber(r.parcels)) },
  ];
  return (
    <section>
      <h3>{words.records}</h3>
      {mayRead ? null : <p className={styles.note}>{words.recordsDenied}</p>}
      {pages.isError ? <p role="alert">{faultOf(pages.error, ui).what}</p> : null}
      {first?.fold ? (
        <p className={styles.note} data-records-equal={first.fold.equal}>
          {first.fold.sums === null ? words.recordsUnfolded[first.fold.note] : foldText(first.fold.sums, first.fold.equal, first.fold.note)}
        </p>
      ) : null}
      {first?.partial ? <p className={styles.note}>{words.recordsPartial}</p> : null}
      {mayRead ? (
        <DataTable
          caption={words.records}
          captionHidden
          rows={rows}
          rowKey={(r) => `${r.source} ${r.id}`}
          columns={columns}
          maxHeight="320px"
          empty={pages.isPending ? words.reading : until === null ? words.nothing : words.recordsUntil(until)}
        />
      ) : null}
      {until !== null && rows.length > 0 ? <p className={styles.note}>{words.recordsUntil(until)}</p> : null}
      {pages.hasNextPage ? (
        <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </section>
  );
}

const strike = (record: FlowRecord, text: string) => (record.state === 'live' ? text : <s>{text}</s>);

/** The workbook carries scope, status and as-of. */
export function CardFoot() {
  const words = useCommerceWords();
  const ui = useWords();
  const { locale } = useLocale();
  const { may } = useConsole();
  const client = useTRPCClient();
  const input = useCardInput();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const run = async () => {
    setBusy(true);
    setSaid(words.exporting);
    try {
      const file = await client.trade.export.mutate({ ...input, locale });
      download(file.name, xlsxBlob(file.body));
      setSaid(words.exported);
    } catch (error) {
      const fault = faultOf(error, ui);
      setSaid(`${fault.what}，${fault.todo}`);
    }
    setBusy(false);
  };
  return (
    <>
      {may('figure.export') ? (
        <Button look="primary" disabled={busy} onClick={() => void run()}>
          {words.exportXlsx}
        </Button>
      ) : null}
      <span role="status">{said}</span>
    </>
  );
}
